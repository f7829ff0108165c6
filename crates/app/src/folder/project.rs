//! `project*.toml`: a publicly funded project (财政项目), its contract, ledger and indicators.

use super::{
    contracts,
    ids::Ids,
    indicator::{documents, indicator},
    item::Item,
    known::Known,
    ledger, parse,
    problem::{Problem, phrase},
    profile,
    source::Complaints,
};
use liandong_domain::{
    assessment::vendor::VendorTerms,
    ids::ItemId,
    money::Fen,
    performance::{
        form::TimeNode,
        ledger::{Entry, contract::Contract},
        project::{ContractLine, Project, VouchedDocument},
    },
    policy::Policy,
    time::{Day, Period},
};

/// A project with what is recorded of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    /// Its description.
    pub project: Project,
    /// Its contracts.
    pub contracts: Vec<Contract>,
    /// Its ledger, in the file's order.
    pub entries: Vec<Entry>,
    /// Its vouched documents.
    pub documents: Vec<VouchedDocument>,
    /// The contract's terms for the vendor's month, where the folder has them.
    pub terms: Option<VendorTerms>,
}

pub(super) fn read(
    complaints: &Complaints,
    file: &str,
    known: &mut Known,
    policy: Option<&Policy>,
) -> Option<ProjectFile> {
    let source = complaints.open(file)?;
    let value = parse::toml(&source)?;
    let mut table = Item::top(&source, &value).table()?;
    let id = known.projects.read(table.get("id"));
    let [
        name,
        budget_unit,
        implementing_office,
        tracking_reason,
        background,
        work_content,
    ] = [
        "name",
        "budget_unit",
        "implementing_office",
        "tracking_reason",
        "background",
        "work_content",
    ]
    .map(|key| table.text(key));
    let year = table.get("year").and_then(|item| {
        let expected = phrase("a year from 2000 to 2100", "2000 至 2100 的年份");
        i32::try_from(item.within(2000, 2100, expected)?).ok()
    });
    let recurring = table.get("recurring").and_then(|item| item.truth());
    let pre_appraisal = table
        .maybe("pre_appraisal_yuan")
        .and_then(|item| item.hundredths())
        .map(Fen);
    let service = table.get("service").and_then(|item| service(&item));
    let time_nodes = time_nodes(&table.some("time_node"));
    let mut lines = Ids::new(phrase("contract line", "合同明细"));
    let contract = table.list("contract");
    let contract = contract
        .iter()
        .filter_map(|item| contract_line(item, &mut lines, service))
        .collect();
    let (contracts, known_contracts) = contracts::contracts(&mut table, &mut lines, service);
    let entries = ledger::entries(&mut table, &known_contracts);
    let mut indicators = Ids::new(phrase("indicator", "指标"));
    let list = table.some("indicator");
    let list = list
        .iter()
        .filter_map(|item| indicator(item, &mut indicators, &lines, policy))
        .collect();
    let documents = documents(&mut table, &indicators);
    let beside = profile::read(&mut table);
    table.finish();
    Some(ProjectFile {
        project: Project {
            id: id?,
            name: name?,
            budget_unit: budget_unit?,
            implementing_office: implementing_office?,
            year: year?,
            recurring: recurring?,
            tracking_reason: tracking_reason?,
            background: background?,
            work_content: work_content?,
            time_nodes,
            service: service?,
            pre_appraisal,
            contract,
            goal: beside.goal,
            tracking: beside.tracking,
            continues: beside.continues,
            tolerance: beside.tolerance,
            indicators: list,
        },
        contracts,
        entries,
        documents,
        terms: None,
    })
}

pub(super) fn service(item: &Item<'_>) -> Option<Period> {
    let mut table = item.table()?;
    let (from, to_item) = (table.day("from"), table.get("to"));
    table.finish();
    let (from, to_item) = (from?, to_item?);
    let to = to_item.day()?;
    to_item.not_before(to, from)?;
    Some(Period { from, to })
}

/// Tender, award, service: each step on the day of the one before it or later.
fn time_nodes(items: &[Item<'_>]) -> Vec<TimeNode> {
    let mut latest: Option<Day> = None;
    let mut all = Vec::new();
    for item in items {
        let Some(mut table) = item.table() else {
            continue;
        };
        let (day_item, until_item) = (table.get("day"), table.maybe("until"));
        let what = table.text("what");
        table.finish();
        let day = day_item.as_ref().and_then(Item::day);
        let until = until_item.as_ref().and_then(Item::day);
        if let (Some(item), Some(day), Some(after)) = (&day_item, day, latest)
            && day < after
        {
            item.complain(Problem::Order {
                day,
                after,
                rule: phrase(
                    "the steps must stand in the order of their days",
                    "时间节点须按日期先后排列",
                ),
            });
        }
        if let (Some(item), Some(until), Some(day)) = (&until_item, until, day) {
            item.not_before(until, day);
        }
        latest = day.or(latest);
        if let (Some(day), Some(what)) = (day, what) {
            all.push(TimeNode { day, until, what });
        }
    }
    all
}

fn contract_line(
    item: &Item<'_>,
    lines: &mut Ids<ItemId>,
    service: Option<Period>,
) -> Option<ContractLine> {
    let mut table = item.table()?;
    let id = lines.read(table.get("id"));
    let (name, unit) = (table.text("name"), table.text("unit"));
    let quantity = table.get("quantity").and_then(|item| {
        item.within(
            1,
            1_000_000,
            phrase("a whole number above zero", "大于零的整数"),
        )
    });
    let unit_price = table.get("unit_price_yuan").and_then(|item| amount(&item));
    let per_year = table.get("per_year").and_then(|item| item.truth());
    let day_item = table.get("day");
    let day = day_item.as_ref().and_then(Item::day);
    table.finish();
    if let (Some(item), Some(day), Some(service)) = (day_item, day, service)
        && day > service.from
    {
        item.complain(Problem::Order {
            day: service.from,
            after: day,
            rule: phrase(
                "the service must not begin before its contract",
                "服务开始不得早于合同签订",
            ),
        });
    }
    Some(ContractLine {
        id: id?,
        name: name?,
        quantity: quantity?,
        unit: unit?,
        unit_price: unit_price?,
        per_year: per_year?,
        day: day?,
    })
}

/// Yuan above zero.
pub(super) fn amount(item: &Item<'_>) -> Option<Fen> {
    let fen = item.hundredths()?;
    if fen <= 0 {
        item.must_be(phrase("an amount above zero", "大于零的金额"));
        return None;
    }
    Some(Fen(fen))
}
