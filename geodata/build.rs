//! Compiles `geodata/` into the indexes that the binary embeds.

#[path = "build/basemap.rs"]
mod basemap;
#[path = "build/control.rs"]
mod control;
#[path = "build/gazetteer.rs"]
mod gazetteer;
#[path = "build/page.rs"]
mod page;
#[path = "build/reports.rs"]
mod reports;
#[path = "build/roads.rs"]
mod roads;

use std::env;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=geodata/build.rs");
    println!("cargo::rerun-if-changed=geodata/build");
    let out = env::var("OUT_DIR")?;
    let (geodata, out) = (Path::new("geodata"), Path::new(&out));
    gazetteer::compile(geodata, &out.join("gazetteer.bin"))?;
    page::list_page_files(out)?;
    reports::list(out)?;
    roads::compile(geodata, &out.join("roads.bin"))?;
    control::compile(geodata, &out.join("control.bin"))?;
    basemap::compile(geodata, out)
}
