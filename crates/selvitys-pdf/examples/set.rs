//! Sets a Typst text: `cargo run --package selvitys-pdf --example set -- report.typ report.pdf`.

use std::error::Error;
use std::fs;

use selvitys_pdf::{Metadata, pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = paths.as_slice() else {
        return Err("usage: set TEXT.typ DOCUMENT.pdf".into());
    };
    let meta = Metadata {
        ident: from.clone(),
        date: jiff::civil::date(2020, 3, 1),
    };
    fs::write(to, pdf(&fs::read_to_string(from)?, &meta)?)?;
    Ok(())
}
