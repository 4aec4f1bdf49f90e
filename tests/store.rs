//! The store: what is accepted stays, and what is not ours is left alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use korydor::report::Hint;
use korydor::shape::Atlas;
use korydor::store::{Archive, GeoPackage, StoreError};
use rusqlite::Connection;
use support::{Process, corridor_report, intake};

fn layer_rows(path: &Path, layer: &str) -> i64 {
    let connection = Connection::open(path).unwrap();
    let count = format!("SELECT count(*) FROM {layer}");
    connection.query_row(&count, [], |row| row.get(0)).unwrap()
}

#[test]
fn what_was_accepted_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let first = intake(&path);
    let loaded = first.load_samples().unwrap();
    assert!(loaded > 10);
    let before = first.archive().snapshot();
    drop(first);

    let second = intake(&path);
    let after = second.archive().snapshot();
    assert_eq!(after.digest(), before.digest());
    assert_eq!(after.reports(), before.reports());
    assert_eq!(second.load_samples().unwrap(), 0, "samples are loaded once");
    for summary in after.reports() {
        let report = second.archive().report(&summary.id).unwrap().unwrap();
        assert!(!report.reading.report.text.is_empty());
        for mention in &report.reading.mentions {
            let text: String = report
                .reading
                .report
                .text
                .chars()
                .skip(mention.start)
                .take(mention.end - mention.start)
                .collect();
            assert_eq!(text, *mention.text);
        }
    }
}

#[test]
fn the_layer_tables_hold_what_the_layers_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let intake = intake(&path);
    intake.load_samples().unwrap();
    for (from, to) in [("Mariupol", "Berdiansk"), ("Enerhodar", "Zaporizhzhia")] {
        intake
            .accept(corridor_report(from, to).as_bytes(), &Hint::default())
            .unwrap();
    }
    let snapshot = intake.archive().snapshot();
    for layer in korydor::layer::layers() {
        let held = snapshot.layer(layer).entries().len() as i64;
        assert_eq!(layer_rows(&path, layer.name), held, "{}", layer.name);
    }
    assert_eq!(
        layer_rows(&path, "reports"),
        snapshot.reports().len() as i64
    );
    assert!(layer_rows(&path, "statements") > 0);
}

#[test]
fn the_file_is_a_geopackage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    intake(&path).load_samples().unwrap();
    let connection = Connection::open(&path).unwrap();
    let number = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let layers = korydor::layer::layers().len() as i64;
    assert_eq!(number("PRAGMA application_id"), 0x4750_4B47);
    assert_eq!(number("PRAGMA user_version"), 10_300);
    assert_eq!(
        number("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)"),
        3
    );
    assert_eq!(
        number("SELECT count(*) FROM gpkg_contents WHERE data_type = 'features'"),
        layers
    );
    assert_eq!(number("SELECT count(*) FROM gpkg_geometry_columns"), layers);
    assert_eq!(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    let fit: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(fit, "ok");
    let headers = number(
        "SELECT count(*) FROM corridors WHERE geom IS NOT NULL AND substr(geom, 1, 2) <> CAST('GP' AS BLOB)",
    );
    assert_eq!(headers, 0);
}

#[test]
fn what_another_program_adds_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let [one, other] = [intake(&path), intake(&path)];
    one.accept(
        corridor_report("Mariupol", "Berdiansk").as_bytes(),
        &Hint::default(),
    )
    .unwrap();
    assert!(other.archive().follow_others().unwrap());
    assert_eq!(other.archive().snapshot().reports().len(), 1);
    assert!(!other.archive().follow_others().unwrap());

    // Without following first: a writer takes up the others' reports by itself.
    other
        .accept(
            corridor_report("Sumy", "Poltava").as_bytes(),
            &Hint::default(),
        )
        .unwrap();
    one.accept(
        corridor_report("Enerhodar", "Zaporizhzhia").as_bytes(),
        &Hint::default(),
    )
    .unwrap();
    assert_eq!(one.archive().snapshot().reports().len(), 3);
    assert_eq!(layer_rows(&path, "corridors"), 3);
}

#[test]
fn several_programs_may_open_a_new_store_at_once() {
    const PROGRAMS: usize = 4;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let start = std::sync::Barrier::new(PROGRAMS);
    std::thread::scope(|scope| {
        for program in 0..PROGRAMS {
            let (path, start) = (&path, &start);
            scope.spawn(move || {
                start.wait();
                let text = format!("Report {program}. {}", corridor_report("Sumy", "Poltava"));
                let receipt = intake(path).accept(text.as_bytes(), &Hint::default());
                assert!(receipt.unwrap().is_new());
            });
        }
    });
    assert_eq!(layer_rows(&path, "reports"), PROGRAMS as i64);
    assert_eq!(layer_rows(&path, "corridors"), 1);
}

#[test]
fn layers_of_another_version_are_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    intake(&path).load_samples().unwrap();
    let rows = layer_rows(&path, "corridors");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("DROP TABLE corridors; CREATE TABLE corridors (fid INTEGER PRIMARY KEY, geom BLOB, old TEXT); UPDATE korydor_settings SET value = 'old' WHERE name = 'layers_digest'").unwrap();
    drop(connection);
    intake(&path);
    assert_eq!(layer_rows(&path, "corridors"), rows);
}

#[test]
fn readings_of_another_version_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    intake(&path).load_samples().unwrap();
    let rows = layer_rows(&path, "corridors");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("UPDATE reports SET reading = '{\"from\": \"the future\"}'; UPDATE korydor_settings SET value = 'old' WHERE name = 'reader_version'").unwrap();
    drop(connection);
    let intake = intake(&path);
    let count = intake.archive().snapshot().reports().len();
    assert_eq!(layer_rows(&path, "corridors"), 0);
    assert_eq!(intake.read_again().unwrap(), count);
    assert_eq!(layer_rows(&path, "corridors"), rows);
    assert_eq!(intake.read_again().unwrap(), 0);
}

/// What a path holds, the path, and how the error should call it.
type Broken = (&'static str, PathBuf, fn(&StoreError) -> bool);

/// Paths that cannot be a store.
fn broken(folder: &Path) -> Vec<Broken> {
    let file = |name: &str| folder.join(name);
    fs::write(file("text.gpkg"), "This is no database, it is a text.").unwrap();
    fs::write(file("short.gpkg"), "SQL").unwrap();

    let other = Connection::open(file("other.gpkg")).unwrap();
    other
        .execute_batch("CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Shchedryk')")
        .unwrap();
    let foreign = Connection::open(file("foreign.gpkg")).unwrap();
    foreign
        .execute_batch(
            "PRAGMA application_id = 0x47504B47; CREATE TABLE gpkg_contents (table_name TEXT)",
        )
        .unwrap();

    intake(&file("newer.gpkg"));
    let newer = Connection::open(file("newer.gpkg")).unwrap();
    newer
        .execute_batch("UPDATE korydor_settings SET value = '999' WHERE name = 'store_version'")
        .unwrap();

    intake(&file("cut.gpkg")).load_samples().unwrap();
    let whole = fs::read(file("cut.gpkg")).unwrap();
    fs::write(file("cut.gpkg"), &whole[..whole.len() / 2]).unwrap();
    intake(&file("scrambled.gpkg")).load_samples().unwrap();
    let mut bytes = fs::read(file("scrambled.gpkg")).unwrap();
    bytes[100..4000].fill(0xAB);
    fs::write(file("scrambled.gpkg"), bytes).unwrap();

    vec![
        ("a text", file("text.gpkg"), |e| {
            matches!(e, StoreError::NotADatabase(_))
        }),
        ("three bytes", file("short.gpkg"), |e| {
            matches!(e, StoreError::NotADatabase(_))
        }),
        ("another program's database", file("other.gpkg"), |e| {
            matches!(e, StoreError::OtherProgram(_))
        }),
        ("another program's GeoPackage", file("foreign.gpkg"), |e| {
            matches!(e, StoreError::OtherProgram(_))
        }),
        ("a newer store", file("newer.gpkg"), |e| {
            matches!(e, StoreError::TooNew { .. })
        }),
        ("a store cut off in the middle", file("cut.gpkg"), |e| {
            matches!(e, StoreError::Damaged { .. })
        }),
        ("a scrambled store", file("scrambled.gpkg"), |e| {
            matches!(e, StoreError::Damaged { .. })
        }),
        ("a folder", folder.to_owned(), |e| {
            matches!(e, StoreError::Folder(_))
        }),
        ("a file in no folder", file("none/store.gpkg"), |e| {
            matches!(e, StoreError::NoFolder(_))
        }),
    ]
}

#[test]
fn what_is_not_a_sound_store_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (what, path, is_expected) in broken(folder.path()) {
        let before = fs::read(&path).ok();
        let opened = GeoPackage::open(&path)
            .and_then(|store| Archive::open(Box::new(store), Atlas::embedded()));
        let Err(error) = opened else {
            panic!("{what} was opened");
        };
        assert!(is_expected(&error), "{what}: {error:?}");
        assert!(
            error.to_string().contains(&path.display().to_string()),
            "{what}: {error}"
        );
        assert_eq!(fs::read(&path).ok(), before, "{what} was changed");
    }
}

#[test]
fn a_locked_store_is_an_error_that_names_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    intake(&path);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let refused = GeoPackage::open_waiting(&path, Duration::ZERO);
    assert!(matches!(refused, Err(StoreError::Locked(_))));
    other.execute_batch("COMMIT").unwrap();
    assert!(GeoPackage::open_waiting(&path, Duration::ZERO).is_ok());
}

#[test]
fn a_store_that_may_not_be_written_is_an_error_and_can_still_be_read() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    intake(&path).load_samples().unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().append(true).open(&path).is_ok() {
        println!("skipped: this user may write every file");
        return;
    }
    assert!(matches!(
        GeoPackage::open(&path),
        Err(StoreError::ReadOnly(_))
    ));
    let mut readable = GeoPackage::open_read_only(&path).unwrap();
    let snapshot = Archive::snapshot_of(&mut readable, &Atlas::embedded()).unwrap();
    assert!(!snapshot.reports().is_empty());
}

#[test]
fn reading_only_needs_a_store_and_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    assert!(matches!(
        GeoPackage::open_read_only(&path),
        Err(StoreError::Missing(_))
    ));
    assert!(!path.exists());
}

#[test]
fn a_killed_server_has_every_report_that_it_accepted() {
    const SENDERS: usize = 3;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let accepted = Mutex::new(Vec::new());
    for round in 0..4 {
        let server = Mutex::new(Process::serve(&path));
        let process = server.lock().unwrap();
        let url = process.url.clone();
        drop(process);
        let enough = accepted.lock().unwrap().len() + 3 + round;
        std::thread::scope(|scope| {
            for sender in 0..SENDERS {
                let (accepted, server, url) = (&accepted, &server, url.clone());
                scope.spawn(move || {
                    for number in 0.. {
                        let text = format!(
                            "Report {round}-{sender}-{number}. {}",
                            corridor_report("Mariupol", "Zaporizhzhia")
                        );
                        let Some(id) = support::post_to(&url, &text) else {
                            break;
                        };
                        let mut accepted = accepted.lock().unwrap();
                        accepted.push(id);
                        if accepted.len() >= enough {
                            // The other senders are in the middle of theirs.
                            server.lock().unwrap().child.kill().unwrap();
                        }
                    }
                });
            }
        });
    }
    let intake = intake(&path);
    let accepted = accepted.into_inner().unwrap();
    assert!(accepted.len() >= 12, "{}", accepted.len());
    for id in accepted {
        assert!(
            intake.archive().report(&id).unwrap().is_some(),
            "{id} is lost"
        );
    }
    let snapshot = intake.archive().snapshot();
    assert_eq!(
        layer_rows(&path, "reports"),
        snapshot.reports().len() as i64
    );
}
