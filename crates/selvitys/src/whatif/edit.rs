//! Changes of a document: by JSON Pointer, and read again as strictly as any document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::WhatIfError;
use super::draft::Draft;
use super::moved::Moved;
use crate::finding::{Place, Value};
use crate::model::{PartialDate, Project, Share, Stated};
use crate::pointer;
use crate::read::{Shape, shapes_at};

/// A change of one place of a document.
///
/// ```
/// use selvitys::Edit;
/// let change = Edit::parse("/grants/0/period/end=2022-10-31")?;
/// assert_eq!(change.pointer, "/grants/0/period/end");
/// assert_eq!(change.value, Some("2022-10-31".into()));
/// assert_eq!(Edit::parse("/grants/0/note=null")?.value, None);
/// # Ok::<(), selvitys::WhatIfError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where, as a JSON Pointer (RFC 6901); `-` stands for a new item at the end of a list.
    pub pointer: String,
    /// What stands there then; nothing takes away what stands there.
    pub value: Option<Json>,
}

/// A change as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edited {
    /// Where.
    pub place: Place,
    /// What stood there, as the document writes it; absent when nothing did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Json>,
    /// What stands there then; absent when it was taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Json>,
}

impl Edit {
    /// Reads a change as the command line writes it: `POINTER=VALUE`.
    ///
    /// The value is a string where the model wants one, and need not be quoted; sums, shares and
    /// dates are strings. Objects, lists, `true`, `false` and counts are JSON. `null` takes away
    /// what stands there.
    ///
    /// # Errors
    ///
    /// There is no `=`, or what stands before it is not a pointer.
    pub fn parse(text: &str) -> Result<Edit, WhatIfError> {
        let (pointer, value) = text
            .split_once('=')
            .ok_or_else(|| WhatIfError::NoValue(text.to_owned()))?;
        let steps = steps(pointer)?;
        let value = match shapes_at(&steps) {
            Some(shapes) => value_of(value, &shapes),
            // The reader says what is wrong with the place.
            None => Some(value.into()),
        };
        Ok(Edit {
            pointer: pointer.to_owned(),
            value,
        })
    }
}

impl Edited {
    /// What stood there, as a value to be put into words.
    pub fn value_before(&self) -> Option<Value> {
        self.value(self.before.as_ref()?)
    }

    /// What stands there then, as a value to be put into words.
    pub fn value_after(&self) -> Option<Value> {
        self.value(self.after.as_ref()?)
    }

    fn value(&self, json: &Json) -> Option<Value> {
        let shapes = shapes_at(&pointer::steps(&self.place.pointer)?)?;
        Some(as_value(json, &shapes))
    }
}

/// What stands at a place that may hold some shapes, as a value.
pub(super) fn as_value(json: &Json, shapes: &[Shape]) -> Value {
    let is = |shape: Shape| shapes.contains(&shape);
    if is(Shape::Money)
        && let Ok(stated) = serde_json::from_value::<Stated>(json.clone())
    {
        return match stated.nearest {
            None => Value::Money(stated.amount),
            Some(_) => Value::MoneyRange(Some(stated.lowest()), Some(stated.highest())),
        };
    }
    if is(Shape::Date)
        && let Ok(date) = serde_json::from_value::<PartialDate>(json.clone())
    {
        return match date {
            PartialDate::Day(day) => Value::Date(day),
            coarse => Value::Coarse(coarse),
        };
    }
    if is(Shape::Share)
        && let Ok(share) = serde_json::from_value::<Share>(json.clone())
    {
        return Value::Share(share);
    }
    Value::Code(
        json.as_str()
            .map_or_else(|| json.to_string(), str::to_owned),
    )
}

/// The steps of a pointer.
pub(super) fn steps(pointer: &str) -> Result<Vec<String>, WhatIfError> {
    pointer::steps(pointer).ok_or_else(|| WhatIfError::NotPointer(pointer.to_owned()))
}

/// A value of the command line as JSON; nothing for `null`.
fn value_of(text: &str, shapes: &[Shape]) -> Option<Json> {
    let plain = || Some(Json::from(text));
    match serde_json::from_str(text) {
        Ok(Json::Null) => None,
        Ok(Json::Bool(_)) if !shapes.contains(&Shape::Boolean) => plain(),
        // A sum or a share is a string: as it was typed, so that no digit is lost.
        Ok(Json::Number(_)) if !shapes.contains(&Shape::Count) => plain(),
        Ok(json) => Some(json),
        Err(_) => plain(),
    }
}

/// Makes edits and reads the whole again.
///
/// Every pointer speaks of the document as it is: items are taken away last, so that the numbers of
/// the others stay until all is done.
pub(super) fn apply(
    project: &Project,
    edits: &[Edit],
) -> Result<(Draft, Vec<Edited>, Moved), WhatIfError> {
    let before = Draft::new(project);
    let mut draft = before.clone();
    let mut places: Vec<Vec<String>> = Vec::new();
    for edit in edits {
        let steps = steps(&edit.pointer)?;
        places.push(match &edit.value {
            Some(value) => draft.set(&steps, value.clone())?,
            None => draft.there(&steps)?,
        });
    }
    let taken = edits
        .iter()
        .zip(&places)
        .filter(|(edit, _)| edit.value.is_none());
    let moved = Moved::new(taken.map(|(_, place)| place.clone()).collect());
    for place in moved.taken() {
        draft.remove(place);
    }
    // Read and written again, so that values stand as the document writes them.
    let after = Draft::new(&draft.read()?);
    let edited = edits.iter().zip(places).map(|(edit, place)| {
        let then = moved.forward(&place);
        let gone = edit.value.is_none();
        let shown = if gone {
            before.place(&place)
        } else {
            after.place(&then)
        };
        Edited {
            before: before.get(&place).cloned(),
            after: after.get(&then).filter(|_| !gone).cloned(),
            place: shown,
        }
    });
    let edited = edited.collect();
    Ok((after, edited, moved))
}
