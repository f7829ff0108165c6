//! The workbook of the first import (首次导入工作簿): a town's stations, departments, areas, cars, members, roster
//! and accounts as sheets that a person fills in a spreadsheet program.
//!
//! [`template`] writes what the register says already, so that the workbook is an export too; [`read`] takes it back
//! from whatever program saved it, and [`Filled::plan`] holds it against the register by the register's own rules.
//! Every fault is told at once, by its cell, with what would be right there. What is left out of a sheet stays as it
//! is in the register: nothing is taken away by a row that is missing.

mod accounts;
mod cells;
mod crews;
mod desk;
mod fault;
mod names;
mod page;
mod places;
mod roster;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod write;

pub use desk::{Count, Plan};
pub use fault::{Fault, Unreadable};
pub use page::Page;
pub use write::template;

use desk::Desk;
use liandong_domain::{registry::Registry, time::Day};
use names::Names;
use table::Table;

/// The largest workbook that is read, in bytes; one with five hundred members has some 60,000.
pub const LARGEST: usize = 4 * 1_024 * 1_024;
/// The rows that a sheet may have.
pub const ROWS: usize = 2_000;
/// The accounts that one workbook may open: each first password takes its time to be made.
pub const NEW_ACCOUNTS: usize = 200;

/// A workbook that was read.
#[derive(Debug)]
pub struct Filled {
    tables: Vec<Table>,
    faults: Vec<Fault>,
}

/// Reads a workbook.
///
/// # Errors
/// [`Unreadable`] when it is no workbook, or unfolds to more than one may.
pub fn read(bytes: &[u8]) -> Result<Filled, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let sheets = cells::sheets(bytes)?;
    let mut faults = Vec::new();
    let tables = table::tables(&sheets, &mut faults);
    Ok(Filled { tables, faults })
}

impl Filled {
    /// What the workbook would change in a register on a day: all of it, or everything that is wrong.
    ///
    /// # Errors
    /// Every [`Fault`], in the order of the sheets and rows; never an empty list.
    pub fn plan(&self, registry: &Registry, today: Day) -> Result<Plan, Vec<Fault>> {
        let mut desk = Desk::new(registry, today, self.faults.clone());
        let names = Names::of(&mut desk, &self.tables);
        for table in &self.tables {
            let lines = table.lines().zip(names.ids(table.page));
            for (line, id) in lines {
                let Some(id) = id else { continue };
                match table.page {
                    Page::Stations => places::station(&mut desk, line, id),
                    Page::Departments => places::department(&mut desk, line, id),
                    Page::Areas => places::area(&mut desk, &names, line, id),
                    Page::Units => crews::unit(&mut desk, &names, line, id),
                    Page::Members => crews::member(&mut desk, &names, line, id),
                    Page::Accounts => accounts::account(&mut desk, &names, line, id),
                    // Both sheets make one record.
                    Page::Shifts | Page::Teams => {}
                }
            }
            // Members stand in teams: the roster comes before them.
            if table.page == Page::Units {
                roster::enter(&mut desk, &names, &self.tables);
            }
        }
        roster::nobody_left_out(&mut desk, &self.tables);
        desk.finish()
    }
}
