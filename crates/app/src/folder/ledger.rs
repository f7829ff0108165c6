//! Entries of the budget ledger: `[[ledger]]` of a project's file, and a table (CSV) of later ones.

use super::{
    error::FolderError,
    ids::Ids,
    item::{Item, Table},
    parse,
    problem::{Problem, phrase},
    project::amount,
    source::Complaints,
};
use liandong_domain::{
    ids::ItemId,
    money::Fen,
    performance::ledger::{Entry, EntryKind as K, Sums},
};
use std::path::Path;

/// What a folder may hold. A deduction comes from an assessment, and a reversal is of what is in the log.
const OF_FOLDERS: [(&str, K); 5] = [
    ("initial", K::Initial),
    ("adjustment", K::Adjustment),
    ("payment", K::Payment),
    ("invoice", K::Invoice),
    ("pre_appraisal", K::PreAppraisal),
];

const OF_TABLES: [(&str, K); 14] = [
    ("initial", K::Initial),
    ("adjustment", K::Adjustment),
    ("payment", K::Payment),
    ("invoice", K::Invoice),
    ("pre_appraisal", K::PreAppraisal),
    ("deduction", K::Deduction),
    ("reversal", K::Reversal),
    ("年初预算", K::Initial),
    ("预算调整", K::Adjustment),
    ("支付", K::Payment),
    ("发票", K::Invoice),
    ("事前评审", K::PreAppraisal),
    ("考核扣款", K::Deduction),
    ("冲销", K::Reversal),
];

const COLUMNS: [&str; 8] = [
    "id",
    "day",
    "kind",
    "amount_yuan",
    "contract",
    "reverses",
    "reference",
    "note",
];

/// The entries of a project's file, in the order of their days.
pub(super) fn entries(table: &mut Table<'_>, contracts: &Ids<ItemId>) -> Vec<Entry> {
    let mut ids = Ids::new(phrase("ledger entry", "预算台账记录"));
    let items = table.some("ledger");
    let entry = |item: &Item<'_>| {
        let mut table = item.table()?;
        let id = ids.read(table.get("id"));
        let (day, note) = (table.day("day"), table.text("note"));
        let kind = table.get("kind").and_then(|item| item.word(&OF_FOLDERS));
        let amount = table.get("amount_yuan").and_then(|item| match kind {
            Some(K::Adjustment) => {
                let fen = item.hundredths()?;
                if fen == 0 {
                    item.must_be(phrase("an amount other than zero", "非零金额"));
                }
                Some(Fen(fen))
            }
            _ => amount(&item),
        });
        let contract = match table.maybe("contract") {
            Some(item) => Some(contracts.refer(Some(item))?),
            None => None,
        };
        table.finish();
        Some(Entry {
            id: id?,
            day: day?,
            kind: kind?,
            amount: amount?,
            note: note?,
            reference: None,
            contract,
            reverses: None,
        })
    };
    let mut entries: Vec<Entry> = items.iter().filter_map(entry).collect();
    // With an entry missing the sum would say nothing.
    if entries.len() == items.len() {
        for (item, entry) in items.iter().zip(&entries) {
            if Sums::until(&entries, entry.day).adjusted() < Fen::ZERO {
                item.complain(Problem::Rule(phrase(
                    "after this day's entries the adjusted budget is below zero",
                    "当日记账后调整后预算数小于零",
                )));
                break;
            }
        }
    }
    // A payment is booked after its invoice, in whatever order the file has them.
    entries.sort_by_key(|one| one.day);
    entries
}

/// Reads entries from a table (CSV, UTF-8) with the columns `id,day,kind,amount_yuan,contract,reverses,reference,note`;
/// kinds by their codes or in Chinese, amounts in yuan, an adjustment's with its sign. Only the table is
/// checked here: whether the entries can be booked, the project says.
///
/// # Errors
/// Everything that is wrong with it, by line and column; the list is never empty.
pub fn entries_file(path: &Path) -> Result<Vec<Entry>, Vec<FolderError>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let complaints = Complaints::new(folder);
    let entries = of_table(&complaints, &file);
    let errors = complaints.into_sorted();
    match entries {
        Some(entries) if errors.is_empty() => Ok(entries),
        _ => Err(errors),
    }
}

fn of_table(complaints: &Complaints, file: &str) -> Option<Vec<Entry>> {
    let source = complaints.open(file)?;
    let rows = parse::csv(&source, &COLUMNS)?;
    let mut ids = Ids::new(phrase("ledger entry", "预算台账记录"));
    let rows: Vec<Entry> = rows
        .iter()
        .filter_map(|row| of_row(&Item::top(&source, row), &mut ids))
        .collect();
    if rows.is_empty() {
        source.complain_of_all(Problem::Rule(phrase(
            "must have one entry at the least",
            "至少要有一项",
        )));
    }
    Some(rows)
}

fn of_row(row: &Item<'_>, ids: &mut Ids<ItemId>) -> Option<Entry> {
    let mut table = row.table()?;
    let id = ids.read(table.get("id"));
    let day = table.day("day");
    let kind = table.get("kind").and_then(|item| item.word(&OF_TABLES));
    let amount = table.get("amount_yuan");
    let amount = amount.and_then(|item| item.hundredths_in_words());
    // A cell that cannot be read has complained: the row is not taken without it.
    let mut name = |key| match table.maybe(key) {
        Some(item) => item.id::<ItemId>().map(Some),
        None => Some(None),
    };
    let (contract, reverses) = (name("contract"), name("reverses"));
    let reference = table.maybe("reference").and_then(|item| item.text());
    let note = table.text("note");
    table.finish();
    Some(Entry {
        id: id?,
        day: day?,
        kind: kind?,
        amount: Fen(amount?),
        note: note?,
        reference,
        contract: contract?,
        reverses: reverses?,
    })
}
