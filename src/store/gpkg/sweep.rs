//! Looking through the rows of the store, a few at a time: pages that were overwritten show before a report
//! runs into them.

use std::time::Instant;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::schema;
use crate::layer::layers;

/// A value that is longer is not read: a look at one row costs at most so many bytes a column.
const LONGEST_VALUE_BYTES: usize = 4 << 20;

/// How far the rows have been looked through: it goes round, and stays at what is broken.
#[derive(Debug)]
pub(super) struct Sweep {
    table: usize,
    after_row: i64,
}

impl Default for Sweep {
    fn default() -> Self {
        Self {
            table: 0,
            after_row: i64::MIN,
        }
    }
}

/// A table with the index that finds its rows.
struct Indexed {
    table: &'static str,
    key: &'static str,
    index: String,
}

impl Sweep {
    /// Reads rows, and finds each by its index, from where the last call ended until this moment is past, at
    /// most once round. Gives what is broken.
    pub fn look_on(
        &mut self,
        connection: &Connection,
        until: Instant,
    ) -> rusqlite::Result<Option<String>> {
        let tables = indexed_tables();
        for _ in 0..=tables.len() {
            let Some(indexed) = tables.get(self.table) else {
                *self = Self::default();
                continue;
            };
            let mut select = connection.prepare(&rows_after(connection, indexed)?)?;
            let mut rows = select.query([self.after_row])?;
            while let Some(row) = rows.next()? {
                if !holds_text(row)? {
                    return Ok(Some(format!(
                        "a row of its table {} holds what is no text",
                        indexed.table
                    )));
                }
                if !row.get::<_, bool>(1)? {
                    return Ok(Some(format!(
                        "the index of its table {} lacks a row",
                        indexed.table
                    )));
                }
                self.after_row = row.get(0)?;
                if Instant::now() >= until {
                    return Ok(None);
                }
            }
            self.table += 1;
            self.after_row = i64::MIN;
        }
        Ok(None)
    }
}

/// Whether what should be text is, in UTF-8: pages that hold nothing but a part of a long text have no other mark.
fn holds_text(row: &Row<'_>) -> rusqlite::Result<bool> {
    let columns = row.as_ref().column_count();
    for column in 2..columns {
        if let ValueRef::Text(bytes) = row.get_ref(column)?
            && std::str::from_utf8(bytes).is_err()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// All rows behind a row: its number, whether the index finds it, and its values, so that they are read.
fn rows_after(connection: &Connection, indexed: &Indexed) -> rusqlite::Result<String> {
    let Indexed { table, key, index } = indexed;
    let mut select = connection.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    let columns = select.query_map([table], |row| row.get::<_, String>(0))?;
    let mut values = String::new();
    for column in columns {
        let column = format!("t.\"{}\"", column?.replace('"', "\"\""));
        values += &format!(
            ", CASE WHEN octet_length({column}) <= {LONGEST_VALUE_BYTES} THEN {column} END"
        );
    }
    Ok(format!(
        "SELECT t.rowid, EXISTS (
           SELECT 1 FROM {table} AS found INDEXED BY {index} WHERE found.{key} = t.{key} AND found.rowid = t.rowid
         ){values}
         FROM {table} AS t NOT INDEXED WHERE t.rowid > ?1 ORDER BY t.rowid"
    ))
}

fn indexed_tables() -> Vec<Indexed> {
    let unique = |table, key| Indexed {
        table,
        key,
        // SQLite's name for the index of the first constraint of a table.
        index: format!("sqlite_autoindex_{table}_1"),
    };
    let mut tables = vec![Indexed {
        table: "statements",
        key: "report_id",
        index: "statements_of_report".to_owned(),
    }];
    tables.extend(
        schema::KEYED_TABLES
            .iter()
            .map(|(table, key)| unique(*table, *key)),
    );
    tables.extend(layers().iter().map(|layer| unique(layer.name, "id")));
    tables
}
