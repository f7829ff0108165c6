//! From values to words.

use super::{
    draft, edited, header,
    printed::{DocumentMeta, PrintedForm},
    rows, sources,
};
use liandong_domain::performance::{filing::Filing, form::Form};

/// Prints a form: every cell as the Chinese text that stands on paper. Rounding happens here and
/// nowhere else.
#[must_use]
pub fn print(form: &Form) -> PrintedForm {
    let last = form.period.to.date();
    PrintedForm {
        annex: "附件2-1".into(),
        title: "财政项目支出绩效运行监控（跟踪评价）（重点）".into(),
        header: header::header(form),
        sections: draft::sections(form),
        rows: rows::rows(&form.indicators),
        remarks: draft::remarks(form),
        signatures: [
            "领导（签字）：",
            "绩效负责人（签字）：",
            "经办人（签字）：",
            "填报日期：",
        ]
        .map(String::from)
        .to_vec(),
        sources: sources::sources(form),
        basis: sources::basis(form),
        document: DocumentMeta {
            ident: format!(
                "liandong/form-2-1/{}/{}/{}/{}/{}",
                form.town, form.project, form.period.from, form.period.to, form.basis.log_hash
            ),
            year: last.year(),
            month: last.month(),
            day: last.day(),
        },
    }
}

/// Prints a form with what was written into its filing, and the filing's name; without signatures.
#[must_use]
pub fn filed(form: &Form, filing: &Filing) -> PrintedForm {
    edited::name(edited::apply(print(form), form, &filing.edits), filing)
}
