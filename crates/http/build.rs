//! The console's build is carried in the binary: when it changes, so does this crate.

fn main() {
    // The file's name list of the folder counts too: each build names its files anew.
    for path in ["../../console/dist", "../../console/dist/index.html"] {
        println!("cargo:rerun-if-changed={path}");
    }
}
