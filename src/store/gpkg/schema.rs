//! Tables of the store: those of a GeoPackage 1.3 (OGC 12-128r17) and ours.

use std::collections::HashSet;
use std::fmt::Write;

use rusqlite::Connection;

use crate::layer::{Layer, Property, PropertyType, layers};

/// `GPKG`, the application id that the standard asks for.
pub(super) const APPLICATION_ID: i64 = 0x4750_4B47;
/// GeoPackage 1.3.0.
pub(super) const USER_VERSION: i64 = 10_300;
/// Version of our tables, raised when they change.
pub(super) const STORE_VERSION: i64 = 4;

/// Spatial reference of all layers: WGS 84, longitude and latitude.
pub(super) const WGS84: i32 = 4326;

/// The tables that every GeoPackage has, the two extensions used here, and ours.
pub(super) const TABLES: &str = r#"
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude and latitude in degrees on WGS 84');
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  name TEXT,
  title TEXT,
  description TEXT,
  mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL,
  constraint_type TEXT NOT NULL,
  value TEXT,
  min NUMERIC,
  min_is_inclusive BOOLEAN,
  max NUMERIC,
  max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);
CREATE TABLE reports (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  title TEXT,
  published DATE,
  language TEXT NOT NULL,
  source TEXT,
  url TEXT,
  received_at TEXT NOT NULL,
  text TEXT NOT NULL,
  reading TEXT NOT NULL
);
CREATE TABLE statements (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  report_id TEXT NOT NULL REFERENCES reports(id),
  kind TEXT NOT NULL,
  quote TEXT NOT NULL,
  quote_start INTEGER NOT NULL,
  quote_end INTEGER NOT NULL,
  announced_by TEXT,
  confidence DOUBLE NOT NULL,
  statement TEXT NOT NULL
);
CREATE INDEX statements_of_report ON statements(report_id);
CREATE TABLE korydor_settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
  ('reports', 'attributes', 'reports', 'Reports as they came in, with their readings as JSON.'),
  ('statements', 'attributes', 'statements', 'What one speaker said in one sentence of one report.');
"#;

/// Tables whose rows are found by a word, and the column that holds it.
pub(super) const KEYED_TABLES: &[(&str, &str)] = &[
    ("reports", "id"),
    ("control_imports", "id"),
    ("korydor_tombstones", "id"),
    ("korydor_fingerprints", "id"),
    ("korydor_originals", "id"),
    ("korydor_settings", "name"),
    ("gpkg_contents", "table_name"),
    ("gpkg_geometry_columns", "table_name"),
    ("gpkg_data_columns", "table_name"),
];

/// The other tables of the standard, and that of statements.
const OTHER_TABLES: &[&str] = &[
    "gpkg_spatial_ref_sys",
    "gpkg_extensions",
    "gpkg_data_column_constraints",
    "statements",
];

/// A table that a store of this version has and this one lacks.
pub(super) fn missing_table(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let mut select =
        connection.prepare_cached("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let names = select.query_map([], |row| row.get::<_, String>(0))?;
    let names = names.collect::<rusqlite::Result<HashSet<_>>>()?;
    let keyed = KEYED_TABLES.iter().map(|(name, _)| *name);
    let tables = keyed.chain(OTHER_TABLES.iter().copied());
    let mut tables = tables.chain(layers().iter().map(|layer| layer.name));
    Ok(tables
        .find(|name| !names.contains(*name))
        .map(str::to_owned))
}

/// The table of imported files of control, which came with version 2.
pub(super) const IMPORT_TABLE: &str = r#"
CREATE TABLE IF NOT EXISTS control_imports (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  source TEXT,
  url TEXT,
  received_at TEXT NOT NULL,
  text TEXT NOT NULL,
  content TEXT NOT NULL
);
INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
  ('control_imports', 'attributes', 'control_imports', 'Imported files of who holds what, as they came in and as JSON.');
"#;

/// The table of reports and files that were withdrawn, which came with version 3. `content` is what
/// is kept for their return (JSON), null where they are forgotten; `features` a list of `layer/id`.
pub(super) const TOMBSTONE_TABLE: &str = "
CREATE TABLE IF NOT EXISTS korydor_tombstones (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  withdrawn_at TEXT NOT NULL,
  reason TEXT,
  features TEXT NOT NULL,
  content TEXT
);
";

/// The table of what can be seen of each text, by the identifier of its report, file or tombstone;
/// came with version 3.
pub(super) const FINGERPRINT_TABLE: &str = "
CREATE TABLE IF NOT EXISTS korydor_fingerprints (
  id TEXT NOT NULL PRIMARY KEY,
  fingerprint INTEGER NOT NULL
);
";

/// The table of what reports came in as, with their personal data, where the operator wants that kept; came with
/// version 4. Nothing that is served or exported reads it.
pub(super) const ORIGINAL_TABLE: &str = "
CREATE TABLE IF NOT EXISTS korydor_originals (
  id TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
);
";

/// Drops the tables of all layers and makes them anew from the registry.
pub(super) fn layer_tables() -> String {
    let mut sql = String::new();
    for layer in layers() {
        let name = layer.name;
        // Writing to a String cannot fail.
        let _ = write!(
            sql,
            "DELETE FROM gpkg_data_columns WHERE table_name = '{name}';
             DELETE FROM gpkg_geometry_columns WHERE table_name = '{name}';
             DELETE FROM gpkg_contents WHERE table_name = '{name}';
             DROP TABLE IF EXISTS {name};
             CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {geometry}{columns});
             INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
               VALUES ('{name}', 'features', '{name}', '{description}', {WGS84});
             INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', '{geometry}', {WGS84}, 0, 0);\n",
            geometry = layer.geometry.geojson_name().to_uppercase(),
            columns = columns(layer),
            description = escaped(layer.description),
        );
        for property in layer.properties() {
            let _ = writeln!(
                sql,
                "INSERT INTO gpkg_data_columns VALUES ('{name}', '{column}', '{column}', NULL, '{description}', {mime_type}, NULL);",
                column = property.name,
                description = escaped(property.description),
                mime_type = match property.kind {
                    PropertyType::List | PropertyType::Objects => "'application/json'",
                    _ => "NULL",
                },
            );
        }
    }
    sql
}

fn columns(layer: &Layer) -> String {
    layer.properties().fold(String::new(), |mut sql, property| {
        let _ = write!(sql, ", {} {}", quoted(property), sql_type(property));
        sql
    })
}

/// `INSERT` of one feature: geometry, then the properties in the order of the registry.
pub(super) fn insert_feature(layer: &Layer) -> String {
    let names: Vec<String> = layer.properties().map(quoted).collect();
    let places: Vec<String> = (2..names.len() + 2).map(|n| format!("?{n}")).collect();
    format!(
        "INSERT INTO {} (geom, {}) VALUES (?1, {})",
        layer.name,
        names.join(", "),
        places.join(", ")
    )
}

fn quoted(property: &Property) -> String {
    // `from` and `to` are words of SQL.
    format!("\"{}\"", property.name)
}

fn sql_type(property: &Property) -> &'static str {
    match (property.name, property.kind) {
        ("id", _) => "TEXT NOT NULL UNIQUE",
        (_, PropertyType::Text | PropertyType::List | PropertyType::Objects) => "TEXT",
        (_, PropertyType::Date) => "DATE",
        (_, PropertyType::Integer) => "INTEGER",
        (_, PropertyType::Number) => "DOUBLE",
        (_, PropertyType::Boolean) => "BOOLEAN",
    }
}

fn escaped(text: &str) -> String {
    text.replace('\'', "''")
}
