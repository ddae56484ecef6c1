//! A budget: its lines as stated and as reckoned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SectionBody, Source};
use crate::check::{headline_places, headline_sum};
use crate::finding::{Finding, Verdict};
use crate::index::Index;
use crate::model::{
    Budget, Earmark, Figure, FundingOption, Line, Money, Period, Share, Stated, Status, Text,
    Version,
};
use crate::place::At;
use crate::range::Range;
use crate::report::picture::ScheduleChart;

mod view;

pub(super) use view::blocks;

/// A budget: its lines as stated and as reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetSection {
    /// The call of its grant.
    pub call: Option<String>,
    /// Which version it is.
    pub version: Version,
    /// In which status its figures stand.
    pub status: Status,
    /// The figures that it has, in the order of the columns.
    pub figures: Vec<Figure>,
    /// Its lines from the top down, each above those it consists of.
    pub rows: Vec<BudgetRow>,
    /// The periods of its lines beside that of the grant, where lines have periods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<ScheduleChart>,
    /// Sums that the text states.
    pub headlines: Vec<HeadlineRow>,
    /// Further money that the document reckons with.
    pub options: Vec<FundingOption>,
    /// What the source remarks.
    pub notes: Vec<Text>,
    /// Faults of the budget, as the assessment found them.
    pub findings: Vec<Finding>,
}

/// A line of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetRow {
    /// The line in the document, by JSON Pointer.
    pub place: String,
    /// The line's title.
    pub title: Text,
    /// How deep it hangs.
    pub level: usize,
    /// Whether it sums others.
    pub sums: bool,
    /// A cell a figure.
    pub cells: Vec<BudgetCell>,
    /// The grant's share of the total, where both are exact.
    pub grant_share: Option<Share>,
    /// The period that the money is for.
    pub period: Option<Period>,
    /// Parts that are set aside.
    pub earmarks: Vec<Earmark>,
    /// What the source remarks on the line.
    pub note: Option<Text>,
}

/// A figure of a line: as stated, and as its parts come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetCell {
    /// As stated.
    pub stated: Option<Stated>,
    /// Reckoned from the lines below it or from the row, where exact.
    pub reckoned: Option<Money>,
}

/// A sum that the text states, beside the exact one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadlineRow {
    /// The sum in the document, by JSON Pointer.
    pub place: String,
    /// Where and as what it is stated.
    pub title: Text,
    /// Which figure it sums.
    pub figure: Figure,
    /// As stated.
    pub stated: Stated,
    /// What its lines come to, where exact.
    pub reckoned: Option<Money>,
    /// The figures that it comes from, by JSON Pointer.
    pub reckoned_from: Vec<String>,
    /// Whose share, if not the whole.
    pub partner: Option<Text>,
}

/// The budgets of the document, each a section.
pub(super) fn build(source: &Source<'_>) -> Vec<SectionBody> {
    let budgets = source.project.budgets.iter().enumerate();
    budgets
        .map(|(number, budget)| SectionBody::Budget(section(number, budget, source)))
        .collect()
}

/// The status in which the figures of a budget are told: the last that it has.
pub(super) fn status_of(number: usize, index: &Index<'_>) -> Status {
    let (first, end) = index.budget_lines.get(number).copied().unwrap_or_default();
    let states = |status: Status, figure: Figure| {
        (first..end).any(|at| !index.figure(at, figure, status).is_unknown())
    };
    [Status::Realised, Status::Granted, Status::Applied]
        .into_iter()
        .find(|status| states(*status, Figure::Total) || states(*status, Figure::Grant))
        .unwrap_or(Status::Applied)
}

fn section(number: usize, budget: &Budget, source: &Source<'_>) -> BudgetSection {
    let (index, assessment) = (&source.index, source.assessment);
    let project = source.project;
    let (first, end) = index.budget_lines.get(number).copied().unwrap_or_default();
    let states = |status: Status, figure: Figure| {
        (first..end).any(|at| !index.figure(at, figure, status).is_unknown())
    };
    let status = status_of(number, index);
    let stated = |figure: Figure| {
        let lines = (first..end).filter_map(|at| index.lines.get(at));
        lines
            .into_iter()
            .any(|node| node.line.stated(figure, status).is_some())
    };
    let figures: Vec<Figure> = Figure::ALL
        .into_iter()
        .filter(|figure| {
            stated(*figure) || (*figure != Figure::Eligible && states(status, *figure))
        })
        .collect();
    let rows = (first..end)
        .filter_map(|at| line_row(at, &figures, status, index))
        .collect();
    let grant = project.grants.iter().find(|grant| grant.id == budget.grant);
    let prefix = format!("/budgets/{number}/");
    // A fault is the budget's where it stands in it or was reckoned from it.
    let of_budget = |finding: &&Finding| {
        let operands = finding.operands.iter().filter_map(|one| one.place());
        let mut places = std::iter::once(&finding.place).chain(operands);
        finding.verdict == Verdict::NotMet
            && places.any(|place| format!("{}/", place.pointer).starts_with(&prefix))
    };
    let partner = |id: &str| {
        let name = project
            .organisations
            .iter()
            .find(|one| one.id == id)
            .map(|one| &one.name);
        name.cloned().unwrap_or_else(|| Text::fi(id))
    };
    BudgetSection {
        call: grant.map(|grant| grant.call.clone()),
        version: budget.version,
        status,
        figures,
        rows,
        periods: ScheduleChart::of_budget(index, number, assessment.record.as_of)
            .and_then(|chart| source.published(chart)),
        headlines: budget
            .headlines
            .iter()
            .enumerate()
            .map(|(at, headline)| HeadlineRow {
                place: At::Headline(number, at).pointer(index),
                title: headline.title.clone(),
                figure: headline.figure,
                stated: headline.amount,
                reckoned: headline_sum(index, number, at).value(),
                reckoned_from: headline_places(index, number, at),
                partner: headline.partner.as_deref().map(partner),
            })
            .collect(),
        options: grant.map_or_else(Vec::new, |grant| grant.options.clone()),
        notes: budget.note.iter().cloned().collect(),
        findings: assessment
            .findings
            .iter()
            .filter(of_budget)
            .cloned()
            .collect(),
    }
}

fn line_row(at: usize, figures: &[Figure], status: Status, index: &Index<'_>) -> Option<BudgetRow> {
    let node = index.lines.get(at)?;
    let mut level = 0;
    let mut above = node.parent;
    while let Some(parent) = above.and_then(|parent| index.lines.get(parent)) {
        level += 1;
        above = parent.parent;
    }
    let cells = figures.iter().map(|figure| {
        let stated = node.line.stated(*figure, status);
        BudgetCell {
            stated,
            reckoned: reckoned(at, *figure, status, index),
        }
    });
    let known = |figure| index.figure(at, figure, status).value();
    let share = known(Figure::Grant).zip(known(Figure::Eligible));
    Some(BudgetRow {
        place: At::Line(at, "").pointer(index),
        title: node.line.title.clone(),
        level,
        sums: !node.line.children.is_empty(),
        cells: cells.collect(),
        grant_share: share.and_then(|(grant, whole)| grant.share_of(whole)),
        period: node.line.period.clone(),
        earmarks: node.line.of_which.clone(),
        note: node.line.note.clone(),
    })
}

/// What a figure comes to without what its own line states of it.
pub(super) fn reckoned(
    at: usize,
    figure: Figure,
    status: Status,
    index: &Index<'_>,
) -> Option<Money> {
    let node = index.lines.get(at)?;
    let line: &Line = node.line;
    let below = index
        .children(at)
        .map(|child| index.figure(child, figure, status))
        .fold(Range::exact(Money::ZERO), Range::plus);
    if !line.children.is_empty()
        && let Some(sum) = below.value()
    {
        return Some(sum);
    }
    if line.stated(figure, status).is_none() {
        return index.figure(at, figure, status).value();
    }
    None
}
