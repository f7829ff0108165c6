//! Read models (读模型) described as data: tables, rows, changes, queries.
//!
//! One description serves both databases: the adapters make their statements from it by
//! [`crate::sql`], so that no projection or query is written twice.

use liandong_domain::ids::TownId;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A 64-bit signed whole number.
    Int,
    /// UTF-8 text.
    Text,
    /// Bytes.
    Blob,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, lower-case ASCII with `_`.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether it may be empty.
    pub nullable: bool,
}

/// An index beside the primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Index {
    /// Its name, unique in the database.
    pub name: &'static str,
    /// Its columns, the town's first.
    pub columns: &'static [&'static str],
    /// A condition of a partial index, plain SQL that both databases know: `open = 1`.
    pub only_where: Option<&'static str>,
}

/// A read model's table. The first column is `town`, text, and begins the primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name, unique in the database.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [Column],
    /// How many of the first columns make the primary key.
    pub key: usize,
    /// Other indexes.
    pub indexes: &'static [Index],
}

impl Table {
    /// The place of a column by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Empty.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(Box<str>),
    /// Bytes.
    Blob(Box<[u8]>),
}

/// The cells of a row, in the order asked for.
pub type Row = Vec<Value>;

/// A change of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowChange {
    /// Write the row, whether it is there or not. All columns, in the table's order.
    Upsert(&'static Table, Row),
    /// Write a row whose key must not be there: a claim. When it is, the commit is refused whole
    /// with [`crate::StoreError::Taken`]. A row that an earlier change of the same commit removes
    /// is not there. During a rebuild it is an [`RowChange::Upsert`].
    Insert(&'static Table, Row),
    /// Remove the row with this primary key, if it is there.
    Delete(&'static Table, Row),
}

impl RowChange {
    /// The table, and the cells given: a whole row, or a key.
    #[must_use]
    pub const fn parts(&self) -> (&'static Table, &Row) {
        match self {
            Self::Upsert(table, row) | Self::Insert(table, row) | Self::Delete(table, row) => {
                (table, row)
            }
        }
    }

    /// The cells of the primary key; fewer when the row is malformed.
    #[must_use]
    pub fn key(&self) -> &[Value] {
        let (table, row) = self.parts();
        row.get(..table.key).unwrap_or(row)
    }

    /// Whether an [`RowChange::Insert`] at this place of a commit meets a key that the same commit
    /// has removed or written before it: `Some(true)` when it was written, so that the claim fails.
    #[must_use]
    pub fn met_before(changes: &[Self], place: usize) -> Option<bool> {
        let this = changes.get(place)?;
        changes.get(..place)?.iter().rev().find_map(|earlier| {
            let same = earlier.parts().0.name == this.parts().0.name && earlier.key() == this.key();
            same.then_some(!matches!(earlier, Self::Delete(..)))
        })
    }
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// =
    Eq,
    /// <
    Lt,
    /// ≤
    Le,
    /// >
    Gt,
    /// ≥
    Ge,
}

/// A condition on one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The column.
    pub column: &'static str,
    /// The comparison.
    pub op: Op,
    /// With what.
    pub value: Value,
}

/// Rows of one table in one town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The table.
    pub table: &'static Table,
    /// The town: no query crosses towns.
    pub town: TownId,
    /// The columns wanted, in order.
    pub columns: Vec<&'static str>,
    /// All must hold.
    pub filters: Vec<Filter>,
    /// Columns to sort by; `true` is descending. The key's other columns follow by themselves, so
    /// that the order is complete; when this is empty, rows come in key order.
    pub order: Vec<(&'static str, bool)>,
    /// At the most so many rows.
    pub limit: Option<u64>,
}
