//! Reports (报告) that come at their time: daily notice (日通报), weekly summary (周汇总), monthly analysis
//! (月分析). Here are their periods and the stream that a published report lives in; what stands in one
//! is computed by `liandong-analysis`.

mod period;
mod publication;

pub use period::{BadReportId, ReportKind, ReportOf};
pub use publication::{
    Basis, Edition, Publication, PublishFacts, PublishRejection, ReportCommand, ReportEvent,
};
