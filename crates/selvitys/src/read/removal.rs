//! What our schema says of taking something out of a document.

use serde_json::Value as Json;

use super::form::{Form, document, field, forms, items, required};

/// How something can be taken out of a document that is still to be read afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Removal {
    /// The item is taken out of its list.
    Item,
    /// The field is left out.
    Field,
    /// The text must be there: a mark takes its place.
    Mark,
    /// It can be taken out only with what it belongs to.
    NotAlone,
}

/// How what stands at a pointer's steps can be taken out, and how many of the steps lead to what is
/// taken out: a language of a text goes with the text. Nothing when the model has no such place.
pub(crate) fn removal_at(steps: &[String]) -> Option<(usize, Removal)> {
    let mut here = vec![Form::Object(document())];
    let mut removal = Removal::NotAlone;
    for (depth, step) in steps.iter().enumerate() {
        if here.iter().any(|form| matches!(form, Form::Text(_))) {
            return Some((depth, removal));
        }
        let (schema, how) = below(&here, step)?;
        here = forms(schema);
        removal = match how {
            // The mark that something is made up is not to be taken off it.
            Removal::Field if depth == 0 && step == "illustrative" => Removal::NotAlone,
            // An absent yes would say no.
            Removal::Field if here.contains(&Form::Boolean) => Removal::NotAlone,
            Removal::NotAlone if here.iter().any(|form| matches!(form, Form::Text(_))) => {
                Removal::Mark
            }
            other => other,
        };
    }
    Some((steps.len(), removal))
}

/// What stands below some forms under a name, and how it can be taken out of them.
fn below(here: &[Form], step: &str) -> Option<(&'static Json, Removal)> {
    if let Some(items) = items(here) {
        return Some((items, Removal::Item));
    }
    here.iter().find_map(|form| match form {
        Form::Map(values) => Some((*values, Removal::Field)),
        Form::Object(schema) => {
            let inside = field(schema, step)?;
            let must = required(schema).any(|name| name == step);
            let how = if must {
                Removal::NotAlone
            } else {
                Removal::Field
            };
            Some((inside, how))
        }
        _ => None,
    })
}
