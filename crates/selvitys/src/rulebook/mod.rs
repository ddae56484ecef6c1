//! What the funder says: rulebooks of data, in layers.
//!
//! `common` holds arithmetic, dates and identifiers; a statute's book holds its rules; a call's
//! book holds what changes from call to call.

mod basis;
mod blank;
mod book;
mod changes;
mod deadline;
mod files;
mod folder;
mod id;
mod load;
mod param;
mod position;
mod problem;
mod prove;
mod prove_report;
mod report_contents;
mod rule;
mod set;
mod text;

pub use basis::*;
pub(crate) use blank::blank;
pub use book::*;
pub use changes::*;
pub use deadline::Bound;
pub use files::{RulebookFiles, TextPlace};
pub use id::Id;
pub use param::*;
pub use problem::*;
pub use report_contents::*;
pub use rule::*;
pub use set::Rulebooks;
pub use text::Localized;
