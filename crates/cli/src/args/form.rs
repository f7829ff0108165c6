//! `liandong form` and what stands below it.

use super::{OfProject, Place, id};
use clap::{ArgMatches, Args as Group, FromArgMatches, Subcommand, ValueEnum};
use liandong_domain::{
    ids::{IndicatorId, ProjectId, TownId},
    performance::self_evaluation::Award,
};
use std::path::PathBuf;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Pdf,
    Xlsx,
    Docx,
    Json,
}

/// All of them.
const EVERY: [Format; 4] = [Format::Pdf, Format::Xlsx, Format::Docx, Format::Json];

/// `form` writes the form; `form check` checks one.
#[derive(Debug)]
pub(crate) enum Form {
    Make(MakeForm),
    Other(FormCommand),
}

// By hand: the derived one takes a flattened group of required arguments for absent.
impl FromArgMatches for Form {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        match matches.subcommand() {
            Some(_) => FormCommand::from_arg_matches(matches).map(Self::Other),
            None => MakeForm::from_arg_matches(matches).map(Self::Make),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Group for Form {
    fn augment_args(command: clap::Command) -> clap::Command {
        FormCommand::augment_subcommands(MakeForm::augment_args(command))
            .subcommand_required(false)
            .arg_required_else_help(false)
            .args_conflicts_with_subcommands(true)
            .subcommand_negates_reqs(true)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum FormCommand {
    /// 校验一份附件2-1（PDF、XLSX、DOCX 或文本）：逐条列出矛盾和无依据的说法，各附两处原文
    /// (check a form from anyone: contradictions and unsupported claims, with quotations)
    Check(FormCheck),
    /// 列出导出的 XLSX 在表格软件里改了哪些内容；数据不能改，改了会指明
    /// (what was changed in an exported XLSX; figures cannot be edited, and are named)
    Changes(FormChanges),
    /// 年终《项目支出绩效自评表》：按权重评分，满分100分
    /// (the year-end self-evaluation, scored out of 100)
    SelfEvaluation(FormSelfEvaluation),
}

#[derive(Debug, Group)]
pub(crate) struct FormChanges {
    /// 改过的 XLSX (the workbook that was edited)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// 输出 JSON (print JSON)
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Group)]
pub(crate) struct FormSelfEvaluation {
    #[command(flatten)]
    pub(crate) database: Place,
    /// 街镇编号；只有一个街镇时可省 (the town's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<TownId>)]
    pub(crate) town: Option<TownId>,
    /// 项目编号；只有一个项目时可省 (the project's id; may be left out when there is one)
    #[arg(long, value_name = "ID", value_parser = id::<ProjectId>)]
    pub(crate) project: Option<ProjectId>,
    /// 预算年度；默认为项目的年度 (the budget year; the project's unless given)
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
    /// 定性指标的评定，可重复：指标编号=百分比:理由 (a grade of a target in words; may be repeated)
    #[arg(long, value_name = "ID=PERCENT:REASON", value_parser = award)]
    pub(crate) award: Vec<Award>,
    /// 输出文件夹 (the folder to write to)
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// 格式，默认四种全出 (formats; all four unless given)
    #[arg(long, value_delimiter = ',', default_values_t = EVERY)]
    pub(crate) format: Vec<Format>,
}

/// `linkage-effect=92.5:全年办结率较上年提高`.
fn award(text: &str) -> Result<Award, String> {
    let wrong = || {
        "须为 指标编号=百分比:理由，如 linkage-effect=92.5:办结率提高 (as in the example)"
            .to_owned()
    };
    let (id, rest) = text.split_once('=').ok_or_else(wrong)?;
    let (share, reason) = rest.split_once([':', '：']).ok_or_else(wrong)?;
    Ok(Award {
        indicator: IndicatorId::new(id.trim()).map_err(|bad| bad.to_string())?,
        share: hundredths(share.trim().trim_end_matches('%')).ok_or_else(wrong)?,
        reason: reason.trim().to_owned(),
    })
}

/// A percentage with two decimals at the most, in hundredths: `92.5` is 9250.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    format!("{whole}{rest:0<2}").parse().ok()
}

#[derive(Debug, Group)]
pub(crate) struct FormCheck {
    /// 表的文件：PDF、XLSX、DOCX 或文本；- 为标准输入 (the form: PDF, XLSX, DOCX or text; - for standard input)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// 先列出每一项读成了什么 (first show how each field was read)
    #[arg(long)]
    pub(crate) reading: bool,
    /// 输出 JSON：读数与问题 (print reading and findings as JSON)
    #[arg(long)]
    pub(crate) json: bool,
    /// 有错误时以退出码 1 结束 (end with exit code 1 when there are errors)
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Group)]
pub(crate) struct MakeForm {
    #[command(flatten)]
    pub(crate) of: OfProject,
    /// 输出文件夹 (the folder to write to)
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// 格式，默认四种全出 (formats; all four unless given)
    #[arg(long, value_delimiter = ',', default_values_t = EVERY)]
    pub(crate) format: Vec<Format>,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Json => "json",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{award, hundredths};

    #[test]
    fn a_grade_is_an_indicator_a_percentage_and_a_reason() {
        let read = award("linkage-effect=92.5%：办结率:提高").expect("a grade");
        assert_eq!(read.indicator.as_str(), "linkage-effect");
        assert_eq!((read.share, read.reason.as_str()), (9_250, "办结率:提高"));
        for wrong in [
            "a",
            "a=90",
            "a=9x:y",
            "A B=90:y",
            "a=90.125:y",
            "a=:y",
            "a=-1:y",
        ] {
            assert!(award(wrong).is_err(), "{wrong}");
        }
        assert_eq!(hundredths("100"), Some(10_000));
        assert_eq!(hundredths("0.05"), Some(5));
    }
}
