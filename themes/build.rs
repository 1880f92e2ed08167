//! Files of themes are embedded; a new one is one to build for.

fn main() {
    for folder in ["default", "paper"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
