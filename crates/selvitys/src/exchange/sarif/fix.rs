//! A certain repair as SARIF writes it: which characters of the text give way to which.

use serde::Serialize;

use super::{ArtifactLocation, Message};
use crate::exchange::Sources;
use crate::finding::PatchOp;
use crate::pointer::unescape;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Deleted,
    inserted_content: Content,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Deleted {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Content {
    text: String,
}

/// The patch as changes of a document's text, to be made together; nothing where one of them has no
/// place in it: a part of a repair is none.
pub(super) fn fix(
    patch: &[PatchOp],
    document: usize,
    location: ArtifactLocation,
    sources: &Sources<'_>,
) -> Option<Fix> {
    let text = sources.documents.get(document)?.text;
    let map = sources.maps.get(document)?.as_ref()?;
    let mut replacements = Vec::new();
    let mut said = Vec::new();
    let mut filled: Vec<&str> = Vec::new();
    for change in patch {
        let (start, end, column, line, inserted) = match change {
            PatchOp::Test { .. } => continue,
            PatchOp::Replace { path, value } => {
                let span = Some(map.span(path)).filter(|span| span.exact)?;
                (
                    span.start,
                    span.end,
                    span.column,
                    span.line,
                    value.to_string(),
                )
            }
            PatchOp::Add { path, value } => {
                let (above, name) = path.rsplit_once('/')?;
                let span = Some(map.span(above)).filter(|span| span.exact)?;
                let inside = text.get(span.start..span.end)?.strip_prefix('{')?;
                // Of two fields for one empty object neither would know of the other's comma.
                if inside.trim_start().starts_with('}') {
                    if filled.contains(&above) {
                        return None;
                    }
                    filled.push(above);
                }
                let name = serde_json::Value::String(unescape(name));
                let inserted = added(&format!("{name}: {value}"), inside);
                (
                    span.start + 1,
                    span.start + 1,
                    span.column + 1,
                    span.line,
                    inserted,
                )
            }
        };
        said.push(format!(
            "{}: {}",
            change.path(),
            inserted.trim().trim_end_matches(',')
        ));
        let deleted = text.get(start..end)?;
        let last = deleted
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count();
        let lines = deleted.matches('\n').count();
        replacements.push(Replacement {
            deleted_region: Deleted {
                start_line: line,
                start_column: column,
                end_line: line + lines,
                end_column: if lines == 0 { column + last } else { last + 1 },
            },
            inserted_content: Content { text: inserted },
        });
    }
    Some(Fix {
        description: Message::new(&said.join("; ")),
        artifact_changes: [ArtifactChange {
            artifact_location: location,
            replacements,
        }],
    })
}

/// A field to be put in at the head of an object, on a line of its own where the others are.
fn added(field: &str, inside: &str) -> String {
    let rest = inside.trim_start();
    if rest.starts_with('}') {
        return field.to_owned();
    }
    let before = inside.get(..inside.len() - rest.len()).unwrap_or_default();
    match before.rfind('\n') {
        Some(at) => format!("{}{field},", before.get(at..).unwrap_or_default()),
        None => format!("{field}, "),
    }
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn a_field_is_put_in_as_the_others_stand() {
        assert_eq!(added("\"a\": 1", "}"), "\"a\": 1");
        assert_eq!(added("\"a\": 1", " \"b\": 2}"), "\"a\": 1, ");
        assert_eq!(
            added("\"a\": 1", "\r\n    \"b\": 2\n  }"),
            "\n    \"a\": 1,"
        );
    }
}
