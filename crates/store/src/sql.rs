//! Statements made from table descriptions, in the SQL that both databases know.
