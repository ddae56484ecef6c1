//! From a project and its assessment to a report as data.

use super::sections::{
    BudgetCell, BudgetRow, BudgetSection, ConcernRow, Header, HeaderGrant, HeadlineRow, Section,
};
use super::{Kind, Report};
use crate::assess::{About, Assessment, Concern};
use crate::check::headline_sum;
use crate::finding::{Finding, Outcome, Verdict};
use crate::index::Index;
use crate::model::{Budget, Figure, Line, Money, Project, Status, Text};
use crate::range::Range;

pub(super) fn build(kind: Kind, project: &Project, assessment: &Assessment) -> Report {
    let index = Index::new(project);
    let sections = match kind {
        Kind::Compliance => compliance(assessment),
        Kind::Budget => budgets(&index, assessment),
    };
    Report {
        kind,
        header: header(&index, assessment),
        sections,
    }
}

fn header(index: &Index<'_>, assessment: &Assessment) -> Header {
    let project = index.project;
    let grants = project.grants.iter().map(|grant| HeaderGrant {
        call: grant.call.clone(),
        status: grant.status,
        start: grant.start(),
        end: grant.end(),
    });
    Header {
        project: project.id.clone(),
        name: project.name.clone(),
        region: project.region.clone(),
        county: project.county.clone(),
        grants: grants.collect(),
        as_of: assessment.record.as_of,
        stage: assessment.record.stage,
        answer: assessment.answer,
    }
}

fn compliance(assessment: &Assessment) -> Vec<Section> {
    let with = |verdict: Verdict| -> Vec<&Outcome> {
        let mut outcomes: Vec<&Outcome> = assessment
            .outcomes
            .iter()
            .filter(|outcome| outcome.verdict == verdict)
            .collect();
        outcomes.sort_by_key(|outcome| std::cmp::Reverse(outcome.severity));
        outcomes
    };
    let concerns = assessment.concerns();
    let rows = |verdict: Verdict| -> Vec<ConcernRow> {
        let of_verdict = concerns.iter().filter(|one| one.verdict == verdict);
        of_verdict.map(row).collect()
    };
    let bare = |verdict| with(verdict).into_iter().cloned().collect();
    vec![
        Section::Counts(assessment.counts),
        Section::Faults(rows(Verdict::NotMet)),
        Section::Open(rows(Verdict::CannotTell)),
        Section::Waived(rows(Verdict::Waived)),
        Section::Met(bare(Verdict::Met)),
        Section::NotApplicable(bare(Verdict::NotApplicable)),
        Section::Record(assessment.record.clone()),
    ]
}

fn row(concern: &Concern<'_>) -> ConcernRow {
    ConcernRow {
        cause: match concern.about {
            About::Rule(_) => None,
            About::Cause(group) => Some(group.cause.clone()),
        },
        verdict: concern.verdict,
        severity: concern.severity,
        findings: concern.findings.iter().map(|one| (*one).clone()).collect(),
        basis: concern.basis(),
    }
}

fn budgets(index: &Index<'_>, assessment: &Assessment) -> Vec<Section> {
    let budgets = index.project.budgets.iter().enumerate();
    let mut sections: Vec<Section> = budgets
        .map(|(number, budget)| Section::Budget(section(number, budget, index, assessment)))
        .collect();
    if sections.is_empty() {
        sections.push(Section::NoBudget);
    }
    sections.push(Section::Record(assessment.record.clone()));
    sections
}

fn section(
    number: usize,
    budget: &Budget,
    index: &Index<'_>,
    assessment: &Assessment,
) -> BudgetSection {
    let project = index.project;
    let (first, end) = index.budget_lines.get(number).copied().unwrap_or_default();
    let states = |status: Status, figure: Figure| {
        (first..end).any(|at| !index.figure(at, figure, status).is_unknown())
    };
    let status = [Status::Realised, Status::Granted, Status::Applied]
        .into_iter()
        .find(|status| states(*status, Figure::Total) || states(*status, Figure::Grant))
        .unwrap_or(Status::Applied);
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
        headlines: budget
            .headlines
            .iter()
            .enumerate()
            .map(|(at, headline)| HeadlineRow {
                title: headline.title.clone(),
                figure: headline.figure,
                stated: headline.amount,
                reckoned: headline_sum(index, number, at).value(),
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
fn reckoned(at: usize, figure: Figure, status: Status, index: &Index<'_>) -> Option<Money> {
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
