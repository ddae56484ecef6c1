//! One file a subcommand.

pub(crate) mod check;
pub(crate) mod deadlines;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod lint;
pub(crate) mod new_rule;
mod proof;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod test;
pub(crate) mod what_if;
