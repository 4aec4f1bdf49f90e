//! Compiles `geodata/` into the indexes that the binary embeds.

#[path = "build/basemap.rs"]
mod basemap;

use std::env;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=geodata/build.rs");
    let out_dir = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR for build scripts")?;
    basemap::compile(Path::new("geodata"), Path::new(&out_dir))
}
