//! The references of the formats that people write, in Markdown: from the types that read them.

mod document;
mod parts;
mod rulebook;

pub use document::document_reference;
pub use rulebook::rulebook_reference;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::parts::{heading, marked};
    use super::*;
    use crate::report::document::{Span, bare};
    use crate::rulebook::Rulebooks;

    #[test]
    fn every_heading_is_a_place_of_its_own_and_every_link_leads_to_one() {
        for page in [
            rulebook_reference(Rulebooks::builtin()),
            document_reference(),
        ] {
            let anchors = anchors(&page);
            let links: Vec<&str> = page.split("](<#").skip(1).collect();
            assert!(links.len() > 100, "only {}", links.len());
            for link in links {
                let link = link.split('>').next().unwrap();
                assert!(anchors.contains(link), "nowhere: {link}");
            }
        }
    }

    /// The places of a page's headings, each of which is one of its own.
    fn anchors(page: &str) -> BTreeSet<String> {
        let anchor = |heading: &str| {
            let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-');
            let text: String = heading.chars().filter(kept).collect();
            text.to_lowercase().replace(' ', "-")
        };
        let mut anchors = BTreeSet::new();
        for line in page.lines() {
            if let Some(heading) = line.strip_prefix('#') {
                let heading = heading.trim_start_matches('#').trim();
                assert!(anchors.insert(anchor(heading)), "twice: {heading}");
            }
        }
        anchors
    }

    #[test]
    fn every_type_and_field_of_the_document_is_told() {
        let page = document_reference();
        let (_, schema) = crate::schemas()
            .into_iter()
            .find(|(name, _)| *name == "project")
            .unwrap();
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        let anchors = anchors(&page);
        let mut fields = 0;
        for (name, of) in schema["$defs"].as_object().unwrap() {
            // What is written as one text is told where it is held.
            let own = of.get("properties").or(of.get("oneOf")).or(of.get("anyOf"));
            let place = heading(name).to_lowercase().replace(' ', "-");
            assert_eq!(anchors.contains(&place), own.is_some(), "{name}");
            let Some(properties) = of.get("properties").and_then(|all| all.as_object()) else {
                continue;
            };
            let title = format!("\n### {}\n", heading(name));
            let told = page.split_once(&title).unwrap().1;
            let told = told.split("\n##").next().unwrap();
            for field in properties.keys() {
                assert!(
                    told.contains(&format!("\n| `{field}` | ")),
                    "{name}: {field}"
                );
                fields += 1;
            }
        }
        assert!(fields > 200, "only {fields}");
    }

    #[test]
    fn names_become_words_and_backticks_data() {
        assert_eq!(heading("CallContent"), "Call content");
        assert_eq!(heading("Bound"), "Deadline");
        let spans = marked("a `b` c");
        assert_eq!(spans.get(1), Some(&Span::Code("b".to_owned())));
        assert_eq!(bare(&spans), "a b c");
    }
}
