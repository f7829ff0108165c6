//! The charts' numbers and the charts.

use super::sheets::{body, head};
use crate::analysis::words;
use liandong_analysis::{Report, report::Share, stats::interval::Interval};
use liandong_domain::incident::Grade;
use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartFormat, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartRange, ChartSolidFill, ChartType, Color, Worksheet,
    XlsxError,
};

const NUMBERS: &str = "图数据";

/// What one chart draws: its heading, the names of its columns, its rows.
type Columns = (&'static str, Vec<&'static str>, Vec<Vec<Number>>);

/// A cell of the numbers.
#[derive(Debug, Clone)]
enum Number {
    Text(String),
    Count(u64),
    Real(f64),
    None,
}

/// A block of numbers with its place on the sheet.
struct Block {
    title: &'static str,
    heads: Vec<&'static str>,
    rows: Vec<Vec<Number>>,
    column: u16,
}

/// All numbers that charts are drawn from.
pub(super) struct Data(Vec<Block>);

const HOURS: usize = 0;
const WEEKDAYS: usize = 1;
const CATEGORIES: usize = 2;
const AREAS: usize = 3;
const SHARES: usize = 4;
const GRADES: usize = 5;
const DAYS: usize = 6;

fn counted(name: impl Into<String>, count: u64) -> Vec<Number> {
    vec![Number::Text(name.into()), Number::Count(count)]
}

/// Name, share, how far its interval reaches up and down.
#[allow(clippy::cast_precision_loss)]
fn share(name: &str, share: Share) -> Vec<Number> {
    let name = Number::Text(name.to_owned());
    match share.interval {
        Some(Interval {
            low,
            high: Some(high),
        }) => {
            let value = share.numerator as f64 / share.denominator as f64;
            let rest = [value, (high - value).max(0.0), (value - low).max(0.0)];
            [name].into_iter().chain(rest.map(Number::Real)).collect()
        }
        _ => vec![name, Number::None, Number::None, Number::None],
    }
}

impl Data {
    pub(super) fn new(report: &Report) -> Self {
        let volumes = &report.volumes;
        let hours = (0..24).zip(&volumes.hours);
        let weekdays = words::WEEKDAYS.iter().zip(&volumes.weekdays);
        let grades = Grade::ALL.iter().zip(&report.follow_ups.grades);
        let categories = report.categories.iter();
        let areas = report.areas.iter().filter(|one| one.id.is_some());
        let mut kept: Vec<Vec<Number>> = report
            .clocks
            .iter()
            .map(|one| share(one.clock.zh(), one.kept))
            .collect();
        kept.push(share("回访满意", report.follow_ups.satisfied));
        kept.extend(
            areas
                .clone()
                .map(|one| share(&format!("到达：{}", one.name), one.arrive)),
        );
        let limits = report.chart.limits;
        let limit = |pick: fn(&liandong_analysis::stats::chart::Limits) -> f64| {
            limits
                .as_ref()
                .map_or(Number::None, |one| Number::Real(pick(one)))
        };
        let days = report.chart.days.iter().map(|one| {
            vec![
                Number::Text(one.day.to_string()),
                Number::Count(one.count),
                limit(|one| one.centre),
                limit(|one| one.lower),
                limit(|one| one.upper),
            ]
        });
        let blocks: Vec<Columns> = vec![
            (
                "按小时",
                vec!["小时", "警情"],
                hours
                    .map(|(hour, count)| counted(hour.to_string(), *count))
                    .collect(),
            ),
            (
                "按星期",
                vec!["星期", "警情"],
                weekdays.map(|(day, count)| counted(*day, *count)).collect(),
            ),
            (
                "按类别",
                vec!["类别", "警情"],
                categories
                    .map(|one| counted(words::category(one.category), one.share.numerator))
                    .collect(),
            ),
            (
                "按责任区",
                vec!["责任区", "警情"],
                areas
                    .map(|one| counted(one.name.clone(), one.share.numerator))
                    .collect(),
            ),
            (
                "按时率与满意率",
                vec!["名称", "比率", "上至区间", "下至区间"],
                kept,
            ),
            (
                "回访评价",
                vec!["评价", "警情"],
                grades
                    .map(|(grade, count)| counted(grade.zh(), *count))
                    .collect(),
            ),
            (
                "控制图",
                vec!["日期", "警情", "中线", "下限", "上限"],
                days.collect(),
            ),
        ];
        let mut column = 0;
        let placed = blocks.into_iter().map(|(title, heads, rows)| {
            let at = column;
            column += u16::try_from(heads.len()).unwrap_or(0) + 1;
            Block {
                title,
                heads,
                rows,
                column: at,
            }
        });
        Self(placed.collect())
    }

    /// The range of a column of a block, or `None` where it has no rows.
    fn range(&self, block: usize, column: u16) -> Option<(&str, u32, u16, u32, u16)> {
        let block = self.0.get(block)?;
        let last = u32::try_from(block.rows.len()).ok()?.checked_sub(1)?;
        let column = block.column + column;
        Some((NUMBERS, 2, column, 2 + last, column))
    }
}

/// The sheet of numbers.
pub(super) fn data_sheet(sheet: &mut Worksheet, data: &Data) -> Result<(), XlsxError> {
    sheet.set_name(NUMBERS)?;
    for block in &data.0 {
        sheet.write_with_format(0, block.column, block.title, &head())?;
        for (nth, name) in (0_u16..).zip(&block.heads) {
            sheet.set_column_width(block.column + nth, 11.0)?;
            sheet.write_with_format(1, block.column + nth, *name, &head())?;
        }
        for (row, cells) in (2_u32..).zip(&block.rows) {
            for (nth, cell) in (0_u16..).zip(cells) {
                write(sheet, row, block.column + nth, cell)?;
            }
        }
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss)]
fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Number) -> Result<(), XlsxError> {
    let plain = body();
    match cell {
        Number::Text(text) => sheet.write_with_format(row, column, text, &plain)?,
        Number::Count(count) => sheet.write_with_format(row, column, *count as f64, &plain)?,
        Number::Real(value) => {
            let format = plain.set_num_format("0.0000");
            sheet.write_with_format(row, column, *value, &format)?
        }
        Number::None => sheet.write_blank(row, column, &plain)?,
    };
    Ok(())
}

fn grey() -> ChartFormat {
    let mut format = ChartFormat::new();
    format
        .set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(0x0096_9696)))
        .set_border(ChartLine::new().set_color(Color::Black).set_width(0.5));
    format
}

fn columns(data: &Data, block: usize, title: &str) -> Option<Chart> {
    let (names, counts) = (data.range(block, 0)?, data.range(block, 1)?);
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_categories(names)
        .set_values(counts)
        .set_name("警情")
        .set_format(&mut grey());
    chart.title().set_name(title);
    chart.legend().set_hidden();
    chart.set_width(480).set_height(280);
    Some(chart)
}

fn shares(data: &Data) -> Option<Chart> {
    let (names, values) = (data.range(SHARES, 0)?, data.range(SHARES, 1)?);
    let range = |column| {
        let (sheet, row, column, last, _) = data.range(SHARES, column)?;
        Some(ChartRange::new_from_range(sheet, row, column, last, column))
    };
    let (up, down) = (range(2)?, range(3)?);
    let mut chart = Chart::new(ChartType::Line);
    chart
        .add_series()
        .set_categories(names)
        .set_values(values)
        .set_name("比率")
        .set_format(ChartFormat::new().set_no_line())
        .set_marker(
            ChartMarker::new()
                .set_type(ChartMarkerType::Circle)
                .set_size(7),
        )
        .set_y_error_bars(ChartErrorBars::new().set_type(ChartErrorBarsType::Custom(up, down)));
    chart.title().set_name("按时率与满意率（误差线为95%区间）");
    chart.y_axis().set_max(1.0).set_num_format("0%");
    chart.legend().set_hidden();
    chart.set_width(480).set_height(280);
    Some(chart)
}

fn control(data: &Data) -> Option<Chart> {
    let names = data.range(DAYS, 0)?;
    let mut chart = Chart::new(ChartType::Line);
    let series = [
        ("警情", 1, false),
        ("中线", 2, false),
        ("下限", 3, true),
        ("上限", 4, true),
    ];
    for (name, column, dashed) in series {
        let mut line = ChartLine::new();
        line.set_color(Color::Black).set_width(1.0);
        if dashed {
            line.set_dash_type(ChartLineDashType::Dash);
        }
        let one = chart
            .add_series()
            .set_categories(names)
            .set_values(data.range(DAYS, column)?)
            .set_name(name)
            .set_format(ChartFormat::new().set_line(&line));
        if column == 1 {
            one.set_marker(
                ChartMarker::new()
                    .set_type(ChartMarkerType::Circle)
                    .set_size(5),
            );
        }
    }
    chart.title().set_name("控制图：每日警情（XmR）");
    chart.set_width(980).set_height(320);
    Some(chart)
}

/// The sheet of charts.
pub(super) fn sheet(sheet: &mut Worksheet, data: &Data) -> Result<(), XlsxError> {
    sheet.set_name("图")?;
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
    let charts = [
        (0, 0, columns(data, HOURS, "按小时")),
        (0, 8, columns(data, WEEKDAYS, "按星期")),
        (15, 0, columns(data, CATEGORIES, "按类别")),
        (15, 8, columns(data, AREAS, "按责任区")),
        (30, 0, shares(data)),
        (30, 8, columns(data, GRADES, "回访评价")),
        (45, 0, control(data)),
    ];
    for (row, column, chart) in charts {
        if let Some(chart) = chart {
            sheet.insert_chart(row, column, &chart)?;
        }
    }
    Ok(())
}
