//! Compiles `geodata/` into the indexes that the binary embeds.
fn main() {
    println!("cargo::rerun-if-changed=geodata/build.rs");
}
