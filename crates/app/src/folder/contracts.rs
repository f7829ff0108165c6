//! Contracts of a project's file (`[[contracts]]`), with their lines and instalments.

use super::{
    ids::Ids,
    item::{Item, Table},
    problem::{Problem, phrase},
    project::{amount, service},
};
use liandong_domain::{
    ids::ItemId,
    performance::ledger::contract::{BadContract, Contract, Instalment, Per, PricedLine},
    time::Period,
};

const PER: [(&str, Per); 4] = [
    ("piece", Per::Piece),
    ("year", Per::Year),
    ("month", Per::Month),
    ("day", Per::Day),
];

/// The contracts; `lines` takes in the identifiers of their lines, which indicators may name.
pub(super) fn contracts(
    table: &mut Table<'_>,
    lines: &mut Ids<ItemId>,
    usual: Option<Period>,
) -> (Vec<Contract>, Ids<ItemId>) {
    let mut ids = Ids::new(phrase("contract", "合同"));
    let items = table.list("contracts");
    let all = items
        .iter()
        .filter_map(|item| contract(item, &mut ids, lines, usual))
        .collect();
    (all, ids)
}

fn contract(
    item: &Item<'_>,
    ids: &mut Ids<ItemId>,
    lines: &mut Ids<ItemId>,
    usual: Option<Period>,
) -> Option<Contract> {
    let mut table = item.table()?;
    let id = ids.read(table.get("id"));
    let (number, supplier) = (table.text("number"), table.text("supplier"));
    let signed_item = table.get("signed");
    let signed = signed_item.as_ref().and_then(Item::day);
    let period = match table.maybe("service") {
        Some(item) => service(&item),
        None => usual,
    };
    let total = table.get("total_yuan").and_then(|item| amount(&item));
    let priced = table.some("line");
    let priced: Option<Vec<PricedLine>> = priced.iter().map(|item| line(item, lines)).collect();
    let instalments = table.list("instalment");
    let instalments: Option<Vec<Instalment>> = instalments.iter().map(instalment).collect();
    table.finish();
    if let (Some(item), Some(day), Some(service)) = (&signed_item, signed, period)
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
    let read = Contract {
        id: id?,
        version: 1,
        number: number?,
        supplier: supplier?,
        signed: signed?,
        service: period?,
        lines: priced?,
        total: total?,
        instalments: instalments?,
    };
    match read.check() {
        Ok(()) => Some(read),
        Err(bad) => {
            item.complain(Problem::Rule(said(&bad)));
            None
        }
    }
}

const fn said(bad: &BadContract) -> super::problem::Phrase {
    match bad {
        BadContract::Total { .. } => phrase(
            "the lines do not make the total",
            "明细合计（数量×单价×时间）与合同总额不符",
        ),
        BadContract::Instalments => phrase(
            "instalments are above zero, in the order of their days, together not above the total",
            "付款节点须大于零、按日期先后，合计不超过合同总额",
        ),
        BadContract::Line(_) | BadContract::Lines(_) => phrase(
            "every line has a quantity, a price and times above zero; pieces are bought once",
            "每条明细的数量、单价、次数须大于零，按件计价的次数为 1",
        ),
        BadContract::Service => phrase("the service ends before it begins", "服务期末日早于首日"),
        BadContract::Unnamed => phrase(
            "a contract has a number and a supplier",
            "合同须有编号和供应商",
        ),
        // Neither invoices nor earlier versions stand before a folder's contract.
        BadContract::Invoiced(_) | BadContract::Version(_) => {
            phrase("the first version is 1", "首版为第 1 版")
        }
    }
}

fn line(item: &Item<'_>, lines: &mut Ids<ItemId>) -> Option<PricedLine> {
    let mut table = item.table()?;
    let id = lines.read(table.get("id"));
    let (name, unit) = (table.text("name"), table.text("unit"));
    let mut whole = |key| {
        let item = table.get(key)?;
        item.within(
            1,
            1_000_000,
            phrase("a whole number above zero", "大于零的整数"),
        )
    };
    let quantity = whole("quantity");
    let per = table.get("per").and_then(|item| item.word(&PER));
    let times = match table.maybe("times") {
        Some(item) => item.within(
            1,
            10_000,
            phrase("a whole number above zero", "大于零的整数"),
        ),
        None => Some(1),
    };
    let unit_price = table.get("unit_price_yuan").and_then(|item| amount(&item));
    table.finish();
    Some(PricedLine {
        id: id?,
        name: name?,
        quantity: quantity?,
        unit: unit?,
        unit_price: unit_price?,
        per: per?,
        times: times?,
    })
}

fn instalment(item: &Item<'_>) -> Option<Instalment> {
    let mut table = item.table()?;
    let due = table.day("due");
    let amount = table.get("amount_yuan").and_then(|item| amount(&item));
    let condition = table.text("condition");
    table.finish();
    Some(Instalment {
        due: due?,
        amount: amount?,
        condition: condition?,
    })
}
