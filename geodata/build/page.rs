//! Lists the files of the built page so that the binary carries them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::GzEncoder;

/// Writes `page_files.rs`: address, contents and compressed contents of each file of
/// `static/dist`; none where the page was not built.
pub fn list_page_files(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=static/dist");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("static/dist");
    let mut files = Vec::new();
    if folder.is_dir() {
        collect(&folder, &mut files)?;
    }
    files.sort();
    let mut list = String::from("static PAGE_FILES: &[PageFile] = &[\n");
    for (index, path) in files.iter().enumerate() {
        let address = path
            .strip_prefix(&folder)
            .map_err(io::Error::other)?
            .display()
            .to_string();
        let gzipped = out.join(format!("page-{index}.gz"));
        let mut encoder = GzEncoder::new(fs::File::create(&gzipped)?, Compression::best());
        encoder.write_all(&fs::read(path)?)?;
        encoder.finish()?;
        writeln!(
            list,
            "    PageFile {{ address: {:?}, plain: include_bytes!({:?}), gzipped: include_bytes!({:?}) }},",
            format!("/{address}"),
            path.display().to_string(),
            gzipped.display().to_string()
        )
        .map_err(io::Error::other)?;
    }
    list.push_str("];\n");
    fs::write(out.join("page_files.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
