//! What would be: the verdicts and the money of a document after changes, and the values of one
//! place for which the rules would be met.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::{Record, assess};
use crate::compare::KeptFinding;
use crate::finding::{Answer, Counts, Finding};
use crate::model::{Lang, Project};
use crate::read::ReadError;
use crate::rulebook::{Rulebooks, Stage};
use crate::words::Texts;

mod compare;
mod draft;
mod edit;
mod money;
mod moved;
mod solve;
#[cfg(test)]
mod tests;

pub use compare::{DistanceTurn, Turn, VerdictTurn};
pub use edit::{Edit, Edited};
pub use money::{FigureTurn, GrantMoney, RateTurn};
pub use solve::{Admitted, Binding, Interval, IntervalEnd, OpenRule, RuleSpans, Solved};

/// What would be after changes of a document: data, and no words in it.
///
/// ```
/// use selvitys::{Edit, Project, Rulebooks, Stage, Verdict, what_if};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"},
///     "grants": [{"id": "tsk", "call": "tsk-2020", "status": "applied",
///                 "period": {"start": "2020-08-01", "end": "2022-10-31"}}]}"#)?;
/// let edits = [Edit::parse("/grants/0/period/end=2023-12-31")?];
/// let day = jiff::civil::date(2020, 3, 1);
/// let books = Rulebooks::builtin();
/// let then = what_if(&project, &edits, &[], books, day, Stage::Application)?;
/// let turned = then.verdicts.iter().find(|one| one.rule == "grant-ends-after-call-period");
/// assert_eq!(turned.map(|one| one.verdict.after), Some(Verdict::NotMet));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WhatIf {
    /// What it was made from: the document as it is, before the changes.
    pub record: Record,
    /// The edits, as they were made. Nothing else changes: sums do not follow.
    pub edits: Vec<Edited>,
    /// The answer as a whole.
    pub answer: Turn<Answer>,
    /// How many rules have which verdict.
    pub counts: Turn<Counts>,
    /// The rules whose verdict changes.
    pub verdicts: Vec<VerdictTurn>,
    /// What would be found that is not found now.
    pub new: Vec<Finding>,
    /// Of what would be found, the sums that no longer add up, by their numbers in `new`.
    pub broken_sums: Vec<usize>,
    /// What is found now and would not be.
    pub gone: Vec<Finding>,
    /// What is found now and would be with other values.
    pub changed: Vec<KeptFinding>,
    /// Distances to bounds that change, of what is met and of what is not.
    pub distances: Vec<DistanceTurn>,
    /// The money of each grant that is not refused.
    pub money: Vec<GrantMoney>,
    /// Places solved for, in the document after the changes.
    pub solved: Vec<Solved>,
}

/// Why it cannot be said what would be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhatIfError {
    /// A change without `=`: the text.
    NoValue(String),
    /// What is not a JSON Pointer: the text.
    NotPointer(String),
    /// A pointer that leads nowhere.
    Nowhere {
        /// The pointer.
        pointer: String,
        /// How far it leads.
        nearest: String,
        /// How many items the list has that stands there, if it is a list.
        items: Option<usize>,
    },
    /// The changed document cannot be read; lines and columns are not those of any file.
    Read(ReadError),
    /// What stands at a pointer is neither a sum nor a date: the pointer.
    NotSolvable(String),
}

/// Says what would be if a document were changed, and solves for places of the changed document.
///
/// Each of `solve` is the JSON Pointer of a sum or a date, stated or not: which values of it the
/// rules admit, all else as it is.
///
/// # Errors
///
/// A change that cannot be made or that gives no document, a pointer that cannot be solved for.
pub fn what_if(
    project: &Project,
    edits: &[Edit],
    solve: &[String],
    books: &Rulebooks,
    as_of: Date,
    stage: Stage,
) -> Result<WhatIf, WhatIfError> {
    let (draft, edited, moved) = edit::apply(project, edits)?;
    let then = draft.read()?;
    let before = assess(project, books, as_of, stage);
    let after = assess(&then, books, as_of, stage);
    let when = solve::When {
        books,
        as_of,
        stage,
    };
    let solved = solve
        .iter()
        .map(|pointer| solve::solve(&draft, pointer, &when))
        .collect::<Result<_, _>>()?;
    let turned = compare::findings(&before, &after, &moved);
    Ok(WhatIf {
        edits: edited,
        answer: Turn {
            before: before.answer,
            after: after.answer,
        },
        counts: Turn {
            before: before.counts,
            after: after.counts,
        },
        verdicts: compare::verdicts(&before, &after),
        broken_sums: compare::sums(&turned.new, books),
        new: turned.new,
        gone: turned.gone,
        changed: turned.changed,
        distances: compare::distances(&before, &after, &moved),
        money: money::money(project, &then, books, as_of, stage),
        solved,
        record: before.into_assessment().record,
    })
}

impl WhatIfError {
    /// What is wrong and what to do, a line each.
    ///
    /// ```
    /// use selvitys::{Edit, Lang};
    /// let error = Edit::parse("grants/0=x").unwrap_err();
    /// assert_eq!(
    ///     error.message(Lang::En),
    ///     "This is not a JSON Pointer: `grants/0`. Begin each step with `/`, such as `/grants/0/period/end`."
    /// );
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let say = |key: &str, values: &[(&str, &str)]| {
            Texts::get().fill("what_if_error", key, lang, values)
        };
        match self {
            WhatIfError::NoValue(text) => say("no_value", &[("text", text)]),
            WhatIfError::NotPointer(text) => say("not_pointer", &[("text", text)]),
            WhatIfError::Nowhere {
                pointer,
                nearest,
                items,
            } => {
                let nearest = if nearest.is_empty() { "/" } else { nearest };
                let pair = [("pointer", pointer.as_str()), ("nearest", nearest)];
                match items {
                    None => say("nowhere", &pair),
                    Some(items) => {
                        let items = items.to_string();
                        say("no_item", &[pair[0], pair[1], ("items", &items)])
                    }
                }
            }
            WhatIfError::Read(error) => {
                let problems = error.problems.iter().map(|problem| {
                    let pointer = crate::read::shown(&problem.pointer);
                    format!("{pointer}: {}", problem.message(lang))
                });
                let problems: Vec<String> = problems.collect();
                format!("{}\n{}", say("not_read", &[]), problems.join("\n"))
            }
            WhatIfError::NotSolvable(pointer) => say("not_solvable", &[("pointer", pointer)]),
        }
    }
}

impl fmt::Display for WhatIfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for WhatIfError {}
