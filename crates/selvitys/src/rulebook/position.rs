//! Where a key of a TOML text stands.

use toml_edit::{Document, Item, Table, Value};

/// A node on the way down.
#[derive(Clone, Copy)]
enum Node<'a> {
    Item(&'a Item),
    Value(&'a Value),
    Table(&'a Table),
}

/// Where the last key of a path stands, in bytes: the nearest key above it where it is not there,
/// else the start. In a list a step is the number of the item, from 0.
pub(super) fn offset(text: &str, path: &[&str]) -> usize {
    let Ok(document) = Document::parse(text) else {
        return 0;
    };
    let mut node = Node::Item(document.as_item());
    let mut found = 0;
    for step in path {
        let Some((at, below)) = below(node, step) else {
            break;
        };
        found = at.unwrap_or(found);
        node = below;
    }
    found
}

/// What a step leads to, and where it stands.
fn below<'a>(node: Node<'a>, step: &str) -> Option<(Option<usize>, Node<'a>)> {
    let start = |span: Option<std::ops::Range<usize>>| span.map(|span| span.start);
    let tables = match node {
        Node::Item(item) => item.as_array_of_tables(),
        Node::Value(_) | Node::Table(_) => None,
    };
    if let Some(tables) = tables {
        let table = tables.get(step.parse().ok()?)?;
        return Some((start(table.span()), Node::Table(table)));
    }
    let list = match node {
        Node::Item(item) => item.as_array(),
        Node::Value(value) => value.as_array(),
        Node::Table(_) => None,
    };
    if let Some(list) = list {
        let value = list.get(step.parse().ok()?)?;
        return Some((start(value.span()), Node::Value(value)));
    }
    let (key, item) = match node {
        Node::Item(item) => item.as_table_like()?.get_key_value(step),
        Node::Value(value) => value.as_inline_table()?.get_key_value(step),
        Node::Table(table) => table.get_key_value(step),
    }?;
    Some((start(key.span()).or(start(item.span())), Node::Item(item)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_through_tables_and_lists_to_its_key() {
        let text = "id = \"x\"\n[[example]]\nname = \"a\"\n\n[[example]]\nname = \"b\"\nset = { \"/p\" = [1, 2] }\n";
        let at = |path: &[&str]| text.get(offset(text, path)..).unwrap_or_default();
        assert!(at(&["id"]).starts_with("id ="));
        assert!(at(&["example", "1", "name"]).starts_with("name = \"b\""));
        assert!(at(&["example", "1", "set", "/p"]).starts_with("\"/p\""));
        assert!(at(&["example", "1", "set", "/p", "1"]).starts_with("2]"));
        // What is not there: the nearest above it.
        assert!(at(&["example", "1", "stage"]).starts_with("[[example]]\nname = \"b\""));
        assert_eq!(offset("= not TOML", &["id"]), 0);
    }
}
