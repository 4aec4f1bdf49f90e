//! Lists the sample reports so that the binary carries them.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

/// Writes `sample_reports.rs`: name and contents of each file of `geodata/reports`, by name.
pub fn list_sample_reports() -> io::Result<()> {
    println!("cargo::rerun-if-changed=geodata/build/reports.rs");
    println!("cargo::rerun-if-changed=geodata/reports");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("geodata/reports");
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|kind| kind == "txt") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut list = String::from("static SAMPLE_REPORTS: &[(&str, &str)] = &[\n");
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        writeln!(
            list,
            "    ({name:?}, include_str!({:?})),",
            path.display().to_string()
        )
        .map_err(io::Error::other)?;
    }
    list.push_str("];\n");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("sample_reports.rs"), list)
}
