//! Queries.

use super::{
    check::{check_cell, misuse},
    list,
};
use crate::{Op, Query, StoreError, Table, Value};
use std::fmt::Write as _;

/// A query as a statement with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select {
    /// The statement.
    pub sql: String,
    /// What stands for `$1`, `$2`, …
    pub args: Vec<Value>,
}

/// Makes a query's statement.
///
/// The order is always complete: the key's columns that the query does not sort by follow in the
/// direction of its last column, so that equal rows never change places between two runs or two
/// databases, and a page can go on after the last row seen.
///
/// # Errors
/// [`StoreError::Misuse`] for a column that the table has not, a filter's value of another kind,
/// or a comparison with an empty value other than [`Op::Eq`] (which finds the empty cells).
pub fn select(query: &Query) -> Result<Select, StoreError> {
    let Query {
        table,
        town,
        columns,
        filters,
        order,
        limit,
    } = query;
    let column = |name: &str| {
        table
            .column(name)
            .map(|at| &table.columns[at])
            .ok_or_else(|| misuse(table, &format!("has no column {name:?}")))
    };
    if columns.is_empty() {
        return Err(misuse(table, "a query for no column"));
    }
    for name in columns {
        column(name)?;
    }
    let mut args = vec![Value::Text(town.as_str().into())];
    let wanted = list(columns.iter().map(|name| format!("\"{name}\"")));
    let mut sql = format!(
        "SELECT {wanted} FROM \"{}\" WHERE \"town\" = $1",
        table.name
    );
    for filter in filters {
        let column = column(filter.column)?;
        if filter.value == Value::Null {
            if filter.op != Op::Eq {
                return Err(misuse(table, "only `=` goes with an empty value"));
            }
            let _ = write!(sql, " AND \"{}\" IS NULL", filter.column);
            continue;
        }
        check_cell(table, column, &filter.value)?;
        args.push(filter.value.clone());
        let op = operator(filter.op);
        let _ = write!(sql, " AND \"{}\" {op} ${}", filter.column, args.len());
    }
    for (name, _) in order {
        column(name)?;
    }
    let direction = order.last().is_some_and(|(_, descending)| *descending);
    let rest = table.columns[1..table.key]
        .iter()
        .map(|key| (key.name, direction))
        .filter(|(name, _)| order.iter().all(|(sorted, _)| sorted != name));
    let mut by: Vec<String> = Vec::new();
    for (name, descending) in order.iter().copied().chain(rest) {
        by.push(sort(column(name)?, descending));
    }
    if !by.is_empty() {
        let _ = write!(sql, " ORDER BY {}", by.join(", "));
    }
    if let Some(limit) = limit {
        args.push(Value::Int(i64::try_from(*limit).unwrap_or(i64::MAX)));
        let _ = write!(sql, " LIMIT ${}", args.len());
    }
    Ok(Select { sql, args })
}

/// All columns of all rows of the town `$1`, in key order.
#[must_use]
pub fn select_all(table: &Table) -> String {
    let wanted = list(table.columns.iter().map(|c| format!("\"{}\"", c.name)));
    let by = list(
        table.columns[..table.key]
            .iter()
            .map(|c| format!("\"{}\"", c.name)),
    );
    format!(
        "SELECT {wanted} FROM \"{}\" WHERE \"town\" = $1 ORDER BY {by}",
        table.name
    )
}

fn sort(column: &crate::Column, descending: bool) -> String {
    let direction = if descending { " DESC" } else { "" };
    let nulls = match (column.nullable, descending) {
        (false, _) => "",
        (true, false) => " NULLS FIRST",
        (true, true) => " NULLS LAST",
    };
    format!("\"{}\"{direction}{nulls}", column.name)
}

const fn operator(op: Op) -> &'static str {
    match op {
        Op::Eq => "=",
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
    }
}
