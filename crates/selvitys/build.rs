//! The rulebooks are compiled in: a new rule file must be noticed.
fn main() {
    println!("cargo:rerun-if-changed=rulebooks");
}
