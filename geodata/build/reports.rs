//! Lists the sample reports so that the binary carries them.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

/// Writes `sample_reports.rs`: name and contents of each report in `geodata/reports`, by name.
pub fn list(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=geodata/reports");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut files = Vec::new();
    for entry in fs::read_dir(Path::new(&root).join("geodata/reports"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            files.push(path);
        }
    }
    files.sort();
    let mut list = String::from("static SAMPLE_REPORTS: &[(&str, &str)] = &[\n");
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let path = path.display().to_string();
        writeln!(list, "    ({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    list.push_str("];\n");
    fs::write(out.join("sample_reports.rs"), list)
}
