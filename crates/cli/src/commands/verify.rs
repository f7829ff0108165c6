//! `liandong verify`: the hash chain from the first event to the last.

use super::print;
use crate::{Failure, args::Place, config, opening, progress};
use anyhow::anyhow;
use liandong_store::StoreError;

pub(crate) async fn run(args: &Place) -> Result<(), Failure> {
    let site = config::site(args)?;
    opening::must_exist(&site.db)?;
    let app = opening::reader_of_any_age(&site.db).await?;
    let towns = app.store().towns().await?;
    if towns.is_empty() {
        print("数据库里没有事件 (no events)\n")?;
    }
    for town in towns {
        let (bar, listener) = progress::events("校验 (verifying)");
        let verified = app.store().verify(&town, listener).await;
        bar.finish_and_clear();
        match verified {
            Ok(verified) => print(&format!(
                "{town}：{} 个事件，哈希链完整 (the chain is whole)\n末端 (head) {} {}\n",
                verified.events,
                verified.head.position,
                hex(&verified.head.hash)
            ))?,
            Err(error @ StoreError::Corrupt { .. }) => {
                return Err(anyhow!("哈希链不符 (the chain is broken): {error}").into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
