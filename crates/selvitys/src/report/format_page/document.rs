//! The reference of the project document, in Markdown: from the types that hold it.

use super::super::document::Block;
use super::super::render;
use super::parts::{Reached, marked, section, word_sections};
use crate::model::Lang;
use crate::rulebook::Rulebooks;
use crate::words::Presenter;

/// The reference of what stands in a project document, in Markdown and English: every field of every
/// part, in the order of the document, and every word of a closed set.
///
/// ```
/// let page = selvitys::document_reference();
/// assert!(page.contains("\n### Budget\n"));
/// ```
pub fn document_reference() -> String {
    let mut blocks: Vec<Block> = [
        "A project document is one JSON file: a project whole, with its grants, budgets and packages. \
         This page is generated from the types that read it: it lists every field and every word, each \
         part after the one in which it stands. `selvitys schema project` prints the schema that \
         editors use.",
        "What is not known is left out. A field that is not listed here is refused, as is a document \
         that lacks a field that must be given.",
        "A day is written `2022-10-31`; where only the month or the year is known, `2022-10` or `2022`. \
         A sum in euros is written `1225000.00` and a share `0.80`. All of these stand in quotation \
         marks; whole numbers, `true` and `false` do not.",
        "An `id` is a name of your own choice, by which other places of the document refer to that \
         part. Where a field holds an id of the call, the rulebook of the call says which there are: \
         its lists, its statements, its contents. Regions, counties and municipalities are written by \
         the codes of Statistics Finland, in quotation marks: `06`, `837`.",
    ]
    .map(|text| Block::Paragraph(marked(text)))
    .into();
    let mut reached = Reached::default();
    section("The document", "Project", &mut reached, &mut blocks);
    word_sections(&reached, &mut blocks);
    let says = Presenter::new(Rulebooks::builtin(), Lang::En);
    render::markdown_page("The project document", &blocks, says.locale())
}
