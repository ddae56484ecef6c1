//! Changes to the text of a document that leave everything else as it stands.
//!
//! Own code on the parser's positions: its tree that keeps trivia breaks an object that stands on
//! one line into several when a field is put in.

use std::ops::Range;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use serde_json::Value as Json;

use crate::finding::PatchOp;
use crate::model::Project;
use crate::pointer::{number, steps, unescape};
use crate::read::{ReadError, fields_at, key_range, parsed};

mod layout;

use layout::Layout;

/// A change to a text.
///
/// ```
/// use selvitys::{PatchOp, edits};
/// let text = r#"{"format": "1", "id": "savo", "name": {"fi": "Hanke"}}"#;
/// let path = "/id".to_owned();
/// let edits = edits(text, &[PatchOp::Replace { path, value: "karjala".into() }])?;
/// assert_eq!(&text[edits[0].span.clone()], "\"savo\"");
/// assert_eq!(edits[0].text, "\"karjala\"");
/// # Ok::<(), selvitys::EditError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that are replaced; empty where something is put in.
    pub span: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// Why a patch does not fit a document. Nothing is changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The text is no project document, or would be none with the changes.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The document has nothing at the place of a change.
    #[error("the document has nothing at `{0}`")]
    NoPlace(String),
    /// A field can be put into an object only.
    #[error("no field can be put in at `{0}`: it does not stand in an object")]
    NoObject(String),
    /// Something else stands there than the patch expects.
    #[error("at `{path}` stands {stands}, which is not what the patch expects: make it anew")]
    Differs {
        /// The place.
        path: String,
        /// What stands there.
        stands: String,
    },
    /// Two changes of a patch concern the same part of the text.
    #[error("two changes concern the same place: `{0}`")]
    Overlap(String),
}

/// Applies a patch to the text of a project document. Order, indentation, line ends and everything
/// that the patch does not name stay byte for byte as they are; a new field comes where the model
/// has it, laid out as its neighbours are. Nothing is changed unless all of it can be.
///
/// ```
/// use selvitys::{PatchOp, edit};
/// let text = "{\n  \"format\": \"1\",\n  \"id\": \"savo\",\n  \"name\": { \"fi\": \"Hanke\" }\n}";
/// let path = "/region".to_owned();
/// let new = edit(text, &[PatchOp::Add { path, value: "11".into() }])?;
/// assert_eq!(new, text.replace(" }\n", " },\n  \"region\": \"11\"\n"));
/// # Ok::<(), selvitys::EditError>(())
/// ```
///
/// # Errors
///
/// The text is no project document, with the changes or without; a place that the patch names is
/// not there; something else stands there than a test of the patch says.
pub fn edit(text: &str, patch: &[PatchOp]) -> Result<String, EditError> {
    let mut new = text.to_owned();
    for edit in edits(text, patch)?.into_iter().rev() {
        new.replace_range(edit.span, &edit.text);
    }
    Project::from_json(&new)?;
    Ok(new)
}

/// What a patch changes in a text, in the order of the text.
///
/// # Errors
///
/// As [`edit`], but that the changed text is not read again.
pub fn edits(text: &str, patch: &[PatchOp]) -> Result<Vec<TextEdit>, EditError> {
    Project::from_json(text)?;
    let (source, base, root) = parsed(text)?;
    let layout = Layout::of(source, &root);
    let mut edits: Vec<(TextEdit, &str)> = Vec::new();
    let mut added: Vec<(String, Vec<(&str, &Json)>)> = Vec::new();
    for op in patch {
        let path = op.path();
        let found = find(&root, path);
        match op {
            PatchOp::Test { value, .. } => {
                let found = found.ok_or_else(|| EditError::NoPlace(path.to_owned()))?;
                let stands = source.get(found.start()..found.end()).unwrap_or_default();
                if serde_json::from_str::<Json>(stands).ok().as_ref() != Some(value) {
                    let (path, stands) = (path.to_owned(), stands.to_owned());
                    return Err(EditError::Differs { path, stands });
                }
            }
            PatchOp::Replace { value, .. } => {
                let found = found.ok_or_else(|| EditError::NoPlace(path.to_owned()))?;
                let text = layout.value(value, path);
                edits.push((
                    TextEdit {
                        span: found.start()..found.end(),
                        text,
                    },
                    path,
                ));
            }
            // What is there already is replaced, as RFC 6902 says.
            PatchOp::Add { value, .. } => match found {
                Some(found) => {
                    let text = layout.value(value, path);
                    edits.push((
                        TextEdit {
                            span: found.start()..found.end(),
                            text,
                        },
                        path,
                    ));
                }
                None => {
                    let (parent, name) = split(path)?;
                    match added.iter_mut().find(|(known, _)| known == parent) {
                        Some((_, fields)) => fields.push((name, value)),
                        None => added.push((parent.to_owned(), vec![(name, value)])),
                    }
                }
            },
        }
    }
    for (parent, fields) in &added {
        let object = match find(&root, parent) {
            Some(Value::Object(object)) => object,
            Some(_) => return Err(EditError::NoObject(parent.clone())),
            None => return Err(EditError::NoPlace(parent.clone())),
        };
        edits.extend(put_in(&layout, parent, object, fields).map(|edit| (edit, parent.as_str())));
    }
    edits.sort_by_key(|(edit, _)| (edit.span.start, edit.span.end));
    for pair in edits.windows(2) {
        if let [(first, _), (second, path)] = pair
            && (second.span.start < first.span.end
                || (first.span == second.span && !first.span.is_empty()))
        {
            return Err(EditError::Overlap((*path).to_owned()));
        }
    }
    Ok(edits
        .into_iter()
        .map(|(edit, _)| TextEdit {
            span: edit.span.start + base..edit.span.end + base,
            text: edit.text,
        })
        .collect())
}

/// New fields of an object, each after the nearest that comes before it in the model.
fn put_in<'a>(
    layout: &'a Layout<'a>,
    parent: &'a str,
    object: &'a Object<'a>,
    fields: &[(&'a str, &'a Json)],
) -> impl Iterator<Item = TextEdit> + use<'a> {
    let order = fields_at(parent);
    let rank = |name: &str| {
        order
            .iter()
            .position(|known| *known == name)
            .unwrap_or(usize::MAX)
    };
    let mut fields = fields.to_vec();
    fields.sort_by_key(|(name, _)| rank(&unescape(name)));
    let mut texts: Vec<(usize, String)> = Vec::new();
    if object.properties.is_empty() {
        texts.push((object.range.start + 1, layout.first_fields(parent, &fields)));
    } else {
        for (name, value) in fields {
            let own = rank(&unescape(name));
            let before = object.properties.iter().enumerate();
            let before = before.filter(|(_, field)| rank(field.name.as_str()) < own);
            let before = before.max_by_key(|(_, field)| rank(field.name.as_str()));
            texts.push(match before {
                _ if own == usize::MAX => {
                    layout.after(object, object.properties.len() - 1, parent, name, value)
                }
                Some((at, _)) => layout.after(object, at, parent, name, value),
                None => layout.before(object, parent, name, value),
            });
        }
    }
    let empty = object.properties.is_empty().then_some(object.range.end - 1);
    texts.into_iter().map(move |(at, text)| TextEdit {
        span: at..empty.unwrap_or(at),
        text,
    })
}

/// The value at a pointer.
fn find<'a, 'b>(root: &'b Value<'a>, path: &str) -> Option<&'b Value<'a>> {
    steps(path)?
        .iter()
        .try_fold(root, |value, step| match value {
            Value::Object(object) => {
                let mut fields = object.properties.iter();
                let field = fields.find(|field| field.name.as_str() == step);
                field.map(|field| &field.value)
            }
            Value::Array(list) => list.elements.get(number(step)?),
            _ => None,
        })
}

/// The pointer of the object that a field stands in, and the field's name as the pointer has it.
fn split(path: &str) -> Result<(&str, &str), EditError> {
    path.rsplit_once('/')
        .ok_or_else(|| EditError::NoPlace(path.to_owned()))
}

/// Where a field's name stands, and where its value ends.
fn extent(object: &Object<'_>, at: usize) -> Option<(usize, usize)> {
    let field = object.properties.get(at)?;
    Some((key_range(field).start, field.value.end()))
}

#[cfg(test)]
mod tests;
