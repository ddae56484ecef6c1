//! The public edition of a document: without persons and without what the document marks as
//! confidential.

use std::cmp::Ordering;

use serde_json::Value as Json;

use crate::model::{Lang, Project, Text};
use crate::pointer::{get, join, number, remove, set, steps};
use crate::read::{Removal, removal_at};
use crate::words::Texts;

mod error;
mod naming;

pub use error::PublicEditionError;

#[cfg(test)]
mod tests;

/// The fields of a contact that no public edition holds.
const PERSONAL: [&str; 3] = ["person", "email", "phone"];

/// A document as it can be published, and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicEdition {
    /// The document without persons, confidential parts and the list of these.
    pub project: Project,
    /// What was left out, by where it stands in the whole document.
    pub left_out: Vec<LeftOut>,
}

/// Something that was left out of a public edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands in the whole document, as a JSON Pointer.
    pub whole: String,
    /// Where it would stand in the public edition: of an item of a list, the list.
    pub public: String,
    /// Why, in the words of the document; of persons there is none.
    pub reason: Option<Text>,
}

impl PublicEdition {
    /// What was left out at a place of the public edition, or around it; of a list, the first of
    /// its items that was left out.
    pub fn left_out_at(&self, pointer: &str) -> Option<&LeftOut> {
        let holds = |one: &&LeftOut| {
            let below = pointer.strip_prefix(one.public.as_str());
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // An item of a list leaves the other items as they are.
        let here = |one: &&LeftOut| !one.is_item() || one.public == pointer;
        self.left_out.iter().filter(holds).find(here)
    }
}

impl LeftOut {
    /// Whether it was an item of a list, whose other items remain.
    pub fn is_item(&self) -> bool {
        let steps = |pointer: &str| pointer.matches('/').count();
        steps(&self.public) < steps(&self.whole)
    }
}

/// A part that is to be left out.
struct Part {
    /// Which of the confidential parts; nothing for persons.
    number: Option<usize>,
    at: String,
    steps: Vec<String>,
    removal: Removal,
    reason: Option<Text>,
}

impl Project {
    /// The document as it can be published: contacts without persons, e-mail addresses and
    /// telephone numbers, and without the parts that `confidential` lists. An item is taken out of
    /// its list, an optional field is left out, and in place of a text that must be there a fixed
    /// mark stands; a part named by one of its languages is left out in all of them. The list of
    /// confidential parts is left out itself.
    ///
    /// What other parts tell of those left out is not looked for in words and sums: see
    /// [`Confidential`](crate::Confidential).
    ///
    /// ```
    /// use selvitys::Project;
    /// let project = Project::from_json(
    ///     r#"{
    ///         "format": "1", "id": "savo", "name": {"fi": "Hanke"},
    ///         "risks": [{"title": {"fi": "Kilpailutus viivästyy"}}, {"title": {"fi": "Muu"}}],
    ///         "confidential": [{"at": "/risks/0"}]
    ///     }"#,
    /// )?;
    /// let edition = project.public().unwrap();
    /// assert_eq!(edition.project.risks[0].title.fi.as_deref(), Some("Muu"));
    /// assert_eq!(edition.left_out[0].whole, "/risks/0");
    /// assert_eq!(edition.left_out[0].public, "/risks");
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a confidential part is not there, cannot be left out alone, or is still named elsewhere
    /// by its id.
    pub fn public(&self) -> Result<PublicEdition, PublicEditionError> {
        let unreadable =
            |error: serde_json::Error| PublicEditionError::Unreadable(error.to_string());
        let whole = serde_json::to_value(self).map_err(unreadable)?;
        let parts = outermost(self.parts(&whole)?);
        let mut json = whole.clone();
        // From the end: what is taken out of a list moves only what comes after it.
        for part in parts.iter().rev() {
            let done = match part.removal {
                Removal::Mark => mark()
                    .map_err(unreadable)
                    .map(|mark| set(&mut json, &part.steps, mark))?,
                _ => remove(&mut json, &part.steps).map(drop),
            };
            done.ok_or_else(|| part.no_place())?;
        }
        remove(&mut json, &["confidential".to_owned()]);
        for part in &parts {
            part.check_named(&whole, &json)?;
        }
        let project = serde_json::from_value(json).map_err(unreadable)?;
        let left_out = parts.iter().map(|part| LeftOut {
            whole: join(&part.steps),
            public: part.public(&parts),
            reason: part.reason.clone(),
        });
        Ok(PublicEdition {
            project,
            left_out: left_out.collect(),
        })
    }

    /// The parts that are to be left out: of contacts, and those listed.
    fn parts(&self, whole: &Json) -> Result<Vec<Part>, PublicEditionError> {
        let contacts = 0..self.contacts.len();
        let personal = contacts.flat_map(|number| {
            PERSONAL.map(|field| ["contacts".to_owned(), number.to_string(), field.to_owned()])
        });
        let mut parts: Vec<Part> = personal
            .map(Vec::from)
            .filter(|steps| get(whole, steps).is_some())
            .map(|steps| Part {
                number: None,
                at: join(&steps),
                steps,
                removal: Removal::Field,
                reason: None,
            })
            .collect();
        for (number, one) in self.confidential.iter().enumerate() {
            let at = one.at.clone();
            let steps = steps(&one.at).filter(|steps| get(whole, steps).is_some());
            let Some(steps) = steps else {
                return Err(PublicEditionError::NoPlace { number, at });
            };
            let (steps, removal) = match removal_at(&steps) {
                Some((length, removal)) => (steps[..length].to_vec(), removal),
                None => (steps, Removal::NotAlone),
            };
            if removal == Removal::NotAlone {
                return Err(match holder(&steps) {
                    Some(holder) => PublicEditionError::NotAlone { number, at, holder },
                    None => PublicEditionError::Needed { number, at },
                });
            }
            let reason = one.reason.clone();
            parts.push(Part {
                number: Some(number),
                at,
                steps,
                removal,
                reason,
            });
        }
        Ok(parts)
    }
}

impl Part {
    fn no_place(&self) -> PublicEditionError {
        PublicEditionError::NoPlace {
            number: self.number.unwrap_or_default(),
            at: self.at.clone(),
        }
    }

    /// Where it would stand when the others are left out too.
    fn public(&self, all: &[Part]) -> String {
        let before = |length: usize, list: usize| {
            let same = |other: &&Part| {
                other.removal == Removal::Item
                    && other.steps.len() == length + 1
                    && other.steps[..length] == self.steps[..length]
            };
            let ordinal = |other: &Part| other.steps.last().and_then(|step| number(step));
            all.iter()
                .filter(same)
                .filter(|other| ordinal(other).is_some_and(|ordinal| ordinal < list))
                .count()
        };
        let kept = match self.removal {
            Removal::Item => self.steps.len() - 1,
            _ => self.steps.len(),
        };
        let steps = self.steps.iter().take(kept).enumerate();
        let steps = steps.map(|(depth, step)| match number(step) {
            Some(list) => (list - before(depth, list)).to_string(),
            None => step.clone(),
        });
        join(&steps.collect::<Vec<_>>())
    }

    /// That nothing names it by an id that stood in it.
    fn check_named(&self, whole: &Json, public: &Json) -> Result<(), PublicEditionError> {
        let Some(number) = self.number.filter(|_| self.removal != Removal::Mark) else {
            return Ok(());
        };
        match naming::still_named(whole, &self.steps, public) {
            None => Ok(()),
            Some((by, id)) => Err(PublicEditionError::StillNamed {
                number,
                at: self.at.clone(),
                by,
                id,
            }),
        }
    }
}

/// In the order of the document, without those that stand within another.
fn outermost(mut parts: Vec<Part>) -> Vec<Part> {
    // The listed before the personal, so that a reason given is kept.
    parts.sort_by(|one, other| {
        in_order(&one.steps, &other.steps).then(other.number.cmp(&one.number))
    });
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let within = kept
            .last()
            .is_some_and(|last| part.steps.starts_with(&last.steps));
        if !within {
            kept.push(part);
        }
    }
    kept
}

/// The order of pointers, numbers as numbers.
fn in_order(one: &[String], other: &[String]) -> Ordering {
    let steps = one
        .iter()
        .zip(other)
        .map(|(one, other)| match (number(one), number(other)) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => one.cmp(other),
        });
    steps
        .fold(Ordering::Equal, Ordering::then)
        .then(one.len().cmp(&other.len()))
}

/// The nearest around steps that can be left out alone.
fn holder(steps: &[String]) -> Option<String> {
    (1..steps.len()).rev().find_map(|length| {
        let around = steps.get(..length)?;
        let (_, removal) = removal_at(around)?;
        (removal != Removal::NotAlone).then(|| join(around))
    })
}

/// What stands in place of a text that must be there.
fn mark() -> Result<Json, serde_json::Error> {
    let word = |lang| Some(Texts::get().word("public", "left_out", lang));
    serde_json::to_value(Text {
        fi: word(Lang::Fi),
        sv: word(Lang::Sv),
        en: word(Lang::En),
    })
}
