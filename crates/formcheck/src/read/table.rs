//! The indicator table: rows put together from words, lines and broken cells.

use crate::{
    place::Quote,
    reading::{Cell, Kind, Row},
    source::{Source, Span},
    value::{Unit, Value},
};

const LEVEL1: [&str; 4] = ["成本指标", "产出指标", "效益指标", "满意度指标"];
const LEVEL2: [&str; 11] = [
    "经济成本指标",
    "社会成本指标",
    "生态环境成本指标",
    "数量指标",
    "质量指标",
    "时效指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
];

/// Words that stand as a target by themselves.
const TARGET_WORDS: [&str; 26] = [
    "提升",
    "提高",
    "改善",
    "降低",
    "减少",
    "构建",
    "建立",
    "健全",
    "建立健全",
    "完善",
    "加强",
    "优化",
    "形成",
    "建成",
    "达标",
    "合格",
    "优",
    "良",
    "优良",
    "长效",
    "有效",
    "显著",
    "保障",
    "增强",
    "明显提升",
    "持续提升",
];

/// What a cell broken over lines goes on with.
const TAILS: [&str; 8] = [
    "以内",
    "以上",
    "以下",
    "左右",
    "分钟",
    "个百分点",
    "%",
    "内",
];

/// Words of the table's head, which a new page repeats.
const HEAD: [&str; 18] = [
    "主要跟踪指标(结合项目特点选择重点绩效指标)",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "跟踪时的目标完成情况",
    "跟踪时的纠偏情况",
    "应完成的",
    "绩效目标值",
    "应完成的绩效目标值",
    "完成百分比",
    "或情况描述",
    "完成百分比或情况描述",
    "偏差情况(尽量用数值表示)",
    "偏差情况",
    "(尽量用数值表示)",
    "偏差原因",
    "纠偏措施",
];

/// No cell is longer; an open bracket does not swallow the rest of the form.
const LONGEST_CELL: usize = 400;

/// No form has more rows; what follows is left over.
const MOST_ROWS: usize = 300;

pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) leftover: Vec<Quote>,
    pub(super) title: Quote,
    pub(super) annual: Quote,
    pub(super) due: Quote,
    pub(super) deviation: Quote,
}

pub(super) fn read(source: &Source, span: &Span) -> Table {
    let head = source.find(span, &["一级指标"]);
    let head = head.map_or(span.start..span.start, |first| {
        let last = source.find(&(first.end..span.end), &["纠偏措施"]);
        first.start..last.map_or(first.end, |last| last.end)
    });
    let between = |from: &str, to: &str| {
        let Some(from) = source.find(&head, &[from]) else {
            return Quote::default();
        };
        let to = source.find(&(from.start..head.end), &[to]);
        to.map_or_else(Quote::default, |to| source.quote(&(from.start..to.end)))
    };
    let cells = cells(source, &(head.end..span.end));
    let mut builder = Builder::new(source);
    for (at, cell) in cells.iter().enumerate() {
        builder.take(cell, cells.get(at + 1));
    }
    builder.finish();
    Table {
        leftover: builder.leftover(),
        rows: builder.rows,
        title: source.quote(&(span.start..head.start)),
        annual: between("一级指标", "年度指标值"),
        due: between("应完成的", "绩效目标值"),
        deviation: between("偏差情况", "纠偏措施"),
    }
}

/// The cells in reading order: words, put together where a line end broke one.
fn cells(source: &Source, span: &Span) -> Vec<Span> {
    let mut cells: Vec<Span> = Vec::new();
    for word in source.words(span) {
        let text = source.slice(&word);
        match cells.last_mut() {
            Some(cell) if goes_on(source.slice(cell), text) => cell.end = word.end,
            _ if HEAD.contains(&text) => {}
            _ => cells.push(word),
        }
    }
    cells
}

fn goes_on(cell: &str, next: &str) -> bool {
    if cell.len() > LONGEST_CELL {
        return false;
    }
    let open = |left: char, right: char| cell.matches(left).count() > cell.matches(right).count();
    let is_open = open('(', ')') || open('“', '”') || open('《', '》');
    let is_tail =
        next.starts_with('/') && next.len() > 1 || TAILS.iter().any(|tail| next.starts_with(tail));
    is_open
        || (is_tail && cell.contains(|letter: char| letter.is_ascii_digit()) && !is_tail_done(cell))
}

/// A cell that already ends as a tail does takes no second one.
fn is_tail_done(cell: &str) -> bool {
    cell.ends_with('%') || cell.ends_with("以内") || cell.ends_with("年")
}

/// Which cell of a row comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Name,
    Due,
    Done,
    Rest,
}

struct Builder<'a> {
    source: &'a Source,
    state: State,
    pending: Vec<Span>,
    values: Vec<Span>,
    level1: String,
    level2: String,
    rows: Vec<Row>,
    /// The name of the first row too many.
    surplus: Option<Quote>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            state: State::Name,
            pending: Vec::new(),
            values: Vec::new(),
            level1: String::new(),
            level2: String::new(),
            rows: Vec::new(),
            surplus: None,
        }
    }

    fn take(&mut self, cell: &Span, next: Option<&Span>) {
        let same_line = self
            .values
            .last()
            .is_some_and(|last| self.follows(last, cell));
        let is_on = match self.state {
            State::Name => true,
            State::Due | State::Done => same_line || self.is_result(cell),
            State::Rest => same_line,
        };
        if !is_on {
            self.finish();
        }
        match self.state {
            State::Name if self.is_target(cell, next) => {
                self.values.push(cell.clone());
                self.state = State::Due;
            }
            State::Name => self.pending.push(cell.clone()),
            State::Due => {
                self.values.push(cell.clone());
                self.state = State::Done;
            }
            State::Done => {
                self.values.push(cell.clone());
                self.state = State::Rest;
            }
            State::Rest => self.values.push(cell.clone()),
        }
    }

    fn follows(&self, last: &Span, cell: &Span) -> bool {
        self.source.row(last.end.saturating_sub(1)) == self.source.row(cell.start)
    }

    fn is_result(&self, cell: &Span) -> bool {
        let text = self.source.slice(cell);
        let has_figure =
            text.contains(|letter: char| letter.is_ascii_digit()) || text.starts_with('《');
        !matches!(Value::read(text), Value::Words(_)) || has_figure || TARGET_WORDS.contains(&text)
    }

    fn is_target(&self, cell: &Span, next: Option<&Span>) -> bool {
        let text = self.source.slice(cell);
        let repeats = next.is_some_and(|next| self.source.slice(next) == text);
        matches!(Value::read(text), Value::Quantity(_))
            || TARGET_WORDS.contains(&text)
            || (repeats && !self.pending.is_empty())
    }

    /// Makes a row of what was collected.
    fn finish(&mut self) {
        self.state = State::Name;
        if self.values.is_empty() {
            return;
        }
        let values = std::mem::take(&mut self.values);
        let name = self.name();
        if self.rows.len() >= MOST_ROWS {
            self.surplus.get_or_insert(name.quote);
            return;
        }
        let mut values = values.into_iter();
        let (annual, due, done) = (values.next(), values.next(), values.next());
        let rest: Vec<Span> = values.collect();
        let end = done
            .as_ref()
            .or(due.as_ref())
            .or(annual.as_ref())
            .map_or(0, |span| span.end);
        let (deviation, cause, measure) = self.rest(&rest, end);
        let cell = |span: Option<Span>| self.cell(span.unwrap_or(end..end));
        let (annual, due, done) = (cell(annual), cell(due), cell(done));
        let kind = kind(&name.text, &annual, &due);
        self.rows.push(Row {
            level1: self.level1.clone(),
            level2: self.level2.clone(),
            name,
            annual,
            due,
            done,
            deviation,
            cause,
            measure,
            kind,
        });
    }

    fn rest(&self, rest: &[Span], end: usize) -> (Cell, Cell, Cell) {
        let is_deviation = rest.first().is_some_and(|first| {
            let text = self.source.slice(first);
            let is_figure =
                text.starts_with(|one: char| one.is_ascii_digit() || "+-.".contains(one));
            !matches!(Value::read(text), Value::Words(_)) || is_figure || rest.len() > 2
        });
        let (deviation, words) = match rest.split_first() {
            Some((first, words)) if is_deviation => (first.clone(), words),
            _ => (end..end, rest),
        };
        let cause = words.first().cloned().unwrap_or(end..end);
        let measure = match (words.get(1), words.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => end..end,
        };
        (self.cell(deviation), self.cell(cause), self.cell(measure))
    }

    fn cell(&self, span: Span) -> Cell {
        let text = self.source.slice(&span).to_owned();
        Cell {
            value: Value::read(&text),
            text,
            quote: self.source.quote(&span),
            span,
        }
    }

    /// The name, from the words before the values; labels of the upper levels are taken out.
    fn name(&mut self) -> Cell {
        let pending = std::mem::take(&mut self.pending);
        let mut parts: Vec<Span> = Vec::new();
        let mut rest = pending.as_slice();
        while let Some((first, others)) = rest.split_first() {
            let joined = (1..=3).rev().find_map(|count| {
                let last = rest.get(count - 1)?;
                let text = self.source.slice(&(first.start..last.end));
                let is_label = LEVEL1.contains(&text) || LEVEL2.contains(&text);
                is_label.then(|| (count, text.to_owned()))
            });
            match joined {
                Some((count, text)) => {
                    let level = if LEVEL1.contains(&text.as_str()) {
                        &mut self.level1
                    } else {
                        &mut self.level2
                    };
                    *level = text;
                    rest = rest.get(count..).unwrap_or(&[]);
                }
                None => {
                    parts.push(first.clone());
                    rest = others;
                }
            }
        }
        let text: String = parts.iter().map(|part| self.source.slice(part)).collect();
        let quote = Quote::join(parts.iter().map(|part| self.source.quote(part)));
        let start = parts.first().map_or(0, |part| part.start);
        let end = parts.last().map_or(start, |part| part.end);
        Cell {
            value: Value::Words(text.clone()),
            text,
            quote,
            span: start..end,
        }
    }

    fn leftover(&mut self) -> Vec<Quote> {
        let name = self.name();
        let is_page =
            name.text.contains('页') || name.text.chars().all(|letter| letter.is_ascii_digit());
        let rest = if is_page { None } else { Some(name.quote) };
        self.surplus.take().into_iter().chain(rest).collect()
    }
}

fn kind(name: &str, annual: &Cell, due: &Cell) -> Kind {
    let Some(target) = annual.value.quantity().or(due.value.quantity()) else {
        return Kind::Word;
    };
    match &target.unit {
        _ if name.contains("满意") => Kind::Satisfaction,
        Unit::Money(_) => Kind::Price,
        Unit::Time => Kind::Limit,
        Unit::Share | Unit::Points => Kind::Rate,
        Unit::Bare | Unit::Count(_) => Kind::Count,
    }
}
