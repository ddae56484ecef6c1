//! Pictures: each with its data, its drawing, what it finds in words, and its table.

mod axis;
pub(super) mod budget_bars;
mod chart;
mod coverage;
pub(super) mod drawing;
pub(super) mod gantt;
pub(super) mod label;
mod over_time;
mod place;
mod schedule;
pub(super) mod svg;

pub use coverage::{Coverage, CoverageArea, CoverageRound, Covered};
pub use over_time::{ClaimedBy, OverTime, PlannedBy};
pub use place::{PlacedGrant, RegionPlace, RegionShare};
pub use schedule::{ScheduleChart, ScheduleKind, ScheduleRow};

pub(super) use drawing::{Drawing, Weight};

#[cfg(test)]
mod tests;
