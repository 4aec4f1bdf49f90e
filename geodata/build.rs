//! Compiles `geodata/` into the indexes that the binary embeds.
#[path = "build_reports.rs"]
mod reports;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=geodata/build.rs");
    reports::list_sample_reports()
}
