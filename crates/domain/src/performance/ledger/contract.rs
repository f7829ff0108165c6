//! Contracts (合同): what a project has bound itself to pay, line by line.

use crate::{
    ids::ItemId,
    money::Fen,
    performance::{ledger::LARGEST, project::ContractLine},
    time::{Day, Period},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A contract, or a later version of it (补充协议).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its identifier, unique in the project.
    pub id: ItemId,
    /// The version, from 1; a supplement to it is the next.
    pub version: u32,
    /// 合同编号.
    pub number: String,
    /// 供应商.
    pub supplier: String,
    /// When this version was signed: it binds from that day.
    pub signed: Day,
    /// When the service runs.
    pub service: Period,
    /// The priced lines.
    pub lines: Vec<PricedLine>,
    /// The sum that the paper names. It must be that of the lines.
    pub total: Fen,
    /// When what is to be paid (付款节点); empty where the contract names no dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instalments: Vec<Instalment>,
}

/// A line: quantity × unit price × times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricedLine {
    /// Its identifier, unique in the project's contracts: an indicator may name it.
    pub id: ItemId,
    /// What is bought.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// Unit: 人, 辆, 台, 套.
    pub unit: String,
    /// Price of one, for one `per`.
    pub unit_price: Fen,
    /// What the price is for.
    pub per: Per,
    /// How many of these: 1 for pieces, months or years of the service otherwise.
    pub times: i64,
}

/// What a unit price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// The piece (元/台).
    Piece,
    /// A year of service (元/人/年).
    Year,
    /// A month of service.
    Month,
    /// A day of service.
    Day,
}

/// A payment that the contract names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instalment {
    /// When it is due.
    pub due: Day,
    /// How much.
    pub amount: Fen,
    /// On which condition.
    pub condition: String,
}

/// Why a contract cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadContract {
    /// It has no number or no supplier.
    #[error("number, supplier: a contract has both")]
    Unnamed,
    /// It has no line, or one whose identifier another line of the project's contracts has.
    #[error("line {0}: there is none, or it stands twice")]
    Lines(String),
    /// A quantity, a price or a number of times that is not above zero, an amount beyond any budget, or pieces
    /// more than once.
    #[error(
        "line {0}: quantity, unit price and times are above zero and within reason, and pieces are bought once"
    )]
    Line(ItemId),
    /// The lines do not make the total.
    #[error("total: the lines make {lines}, the contract says {total}")]
    Total {
        /// What the lines make.
        lines: Fen,
        /// What the contract says.
        total: Fen,
    },
    /// The instalments are more than the total, out of order, or not above zero.
    #[error("instalments: above zero, in the order of their days, together not above the total")]
    Instalments,
    /// The service ends before it begins.
    #[error("service: it ends before it begins")]
    Service,
    /// A supplement that leaves less than what is invoiced already.
    #[error("total: {0} is invoiced already")]
    Invoiced(Fen),
    /// A version that does not follow the last.
    #[error("version: the next is {0}, signed on the day of the last or later")]
    Version(u32),
}

impl PricedLine {
    /// Quantity × unit price × times; saturating, so that nonsense stays visible.
    #[must_use]
    pub fn amount(&self) -> Fen {
        let each = self.unit_price.0.saturating_mul(self.quantity);
        Fen(each.saturating_mul(self.times))
    }
}

impl Contract {
    /// Holds a contract against what a contract can be.
    ///
    /// # Errors
    /// [`BadContract`], naming the line.
    pub fn check(&self) -> Result<(), BadContract> {
        if self.number.trim().is_empty() || self.supplier.trim().is_empty() {
            return Err(BadContract::Unnamed);
        }
        let mut seen = BTreeSet::new();
        let twice = self.lines.iter().find(|line| !seen.insert(&line.id));
        if let Some(line) = twice {
            return Err(BadContract::Lines(line.id.to_string()));
        }
        if self.lines.is_empty() {
            return Err(BadContract::Lines(self.id.to_string()));
        }
        let fits = |line: &PricedLine| {
            let above = line.quantity > 0 && line.unit_price > Fen::ZERO && line.times > 0;
            let sane = line.amount() <= LARGEST;
            above && sane && (line.per != Per::Piece || line.times == 1)
        };
        if let Some(line) = self.lines.iter().find(|line| !fits(line)) {
            return Err(BadContract::Line(line.id.clone()));
        }
        let lines: Fen = self.lines.iter().map(PricedLine::amount).sum();
        if lines != self.total {
            return Err(BadContract::Total {
                lines,
                total: self.total,
            });
        }
        if self.service.to < self.service.from {
            return Err(BadContract::Service);
        }
        let ordered = self.instalments.is_sorted_by_key(|one| one.due);
        let above = self.instalments.iter().all(|one| one.amount > Fen::ZERO);
        let all: Fen = self.instalments.iter().map(|one| one.amount).sum();
        if ordered && above && all <= self.total {
            Ok(())
        } else {
            Err(BadContract::Instalments)
        }
    }
}

/// The lines that an older description of a project held itself, as contracts: one a day of signing, with
/// neither number nor supplier, see [`only_lines`].
#[must_use]
pub fn of_lines(lines: &[ContractLine], service: Period) -> Vec<Contract> {
    let mut all: Vec<Contract> = Vec::new();
    for line in lines {
        let priced = PricedLine {
            id: line.id.clone(),
            name: line.name.clone(),
            quantity: line.quantity,
            unit: line.unit.clone(),
            unit_price: line.unit_price,
            per: if line.per_year { Per::Year } else { Per::Piece },
            times: 1,
        };
        let amount = priced.amount();
        match all.iter_mut().find(|one| one.signed == line.day) {
            Some(contract) => {
                contract.total = contract.total + amount;
                contract.lines.push(priced);
            }
            None => all.push(Contract {
                id: line.id.clone(),
                version: 1,
                number: String::new(),
                supplier: String::new(),
                signed: line.day,
                service,
                lines: vec![priced],
                total: amount,
                instalments: Vec::new(),
            }),
        }
    }
    all
}

/// Whether the contracts are only the lines of a description. No entry can name such a contract; so every
/// payment and deduction of the project is taken as drawn from them.
#[must_use]
pub fn only_lines(contracts: &[Contract]) -> bool {
    !contracts.is_empty() && contracts.iter().all(|one| one.number.is_empty())
}

/// Of all versions of all contracts, those in force on a day: of each contract the last one signed by
/// then.
pub fn in_force(contracts: &[Contract], on: Day) -> impl Iterator<Item = &Contract> {
    contracts.iter().filter(move |one| {
        let later = |other: &&Contract| {
            other.id == one.id && other.version > one.version && other.signed <= on
        };
        one.signed <= on && !contracts.iter().any(|other| later(&other))
    })
}
