//! `liandong config`: the settings in force.

use super::print;
use crate::{
    Failure,
    args::{ConfigAction, ConfigArgs},
    config::{self, Config, page},
};

pub(crate) fn run(args: &ConfigArgs) -> Result<(), Failure> {
    let resolved = config::resolve(args.config.as_deref(), &Vec::new())?;
    Config::new(&resolved)?;
    match args.action {
        ConfigAction::Check => print("配置没有问题 (the configuration is fine)\n")?,
        ConfigAction::Print => print(&page::file(&resolved))?,
    }
    Ok(())
}
