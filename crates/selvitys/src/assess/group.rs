//! Findings with a common cause.
//!
//! Faults that share a cell of a budget belong together. Their cause is the smallest choice of
//! cells, taken one after the other: the cell in most broken equations, and of several the one in
//! fewest sound ones. Rules that need the same missing thing belong together too, whether they
//! ask for it or cannot be told without it; what lies inside a missing thing is missing with it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cases::Found;
use super::decide::{Ground, Run};
use super::told::Told;
use crate::check::{Check, Sink};
use crate::finding::{Asked, Cause, Group, Place, Verdict};
use crate::index::Index;
use crate::model::Grant;
use crate::place::At;

/// What faults may share: a cell of a document.
type Cell = (usize, At);

/// What rules may wait for, in one document.
#[derive(Clone)]
struct Lack {
    document: usize,
    /// The grant that it is of, by number, where it is one grant's alone.
    grant: Option<usize>,
    asked: Asked,
    at: At,
    /// The place at which it would stand; several places in the model may have one pointer.
    place: Arc<Place>,
}

impl Lack {
    /// What tells it from others.
    fn key(&self) -> (usize, Option<usize>, &str, Asked) {
        (self.document, self.grant, &self.place.pointer, self.asked)
    }
}

/// The groups, by the first finding of each. Places name their document where there are several.
pub(super) fn groups(found: &[Found<'_>], run: &Run<'_>, together: bool) -> Vec<Group> {
    let place = |document: usize, at: At| {
        let told = Told {
            all: run.all,
            document,
            together,
        };
        told.place(document, at)
    };
    let mut groups = Vec::new();
    for (cells, findings) in of_cells(found, run) {
        let places = cells.into_iter();
        let places = places.map(|(document, at)| place(document, at));
        groups.push(Group {
            cause: Cause::Values(places.collect()),
            findings,
        });
    }
    for (lack, findings) in of_lacks(found, run) {
        let (asked, place) = (lack.asked, place(lack.document, lack.at));
        groups.push(Group {
            cause: Cause::Missing { asked, place },
            findings,
        });
    }
    groups.sort_by_key(|group| group.findings.first().copied());
    groups
}

/// Faults that share cells, with the cells that explain them.
fn of_cells(found: &[Found<'_>], run: &Run<'_>) -> Vec<(Vec<Cell>, Vec<usize>)> {
    let cells: Vec<Vec<Cell>> = found.iter().map(cells).collect();
    if cells.iter().filter(|cells| !cells.is_empty()).count() < 2 {
        return Vec::new();
    }
    let mut members: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for (number, cells) in cells.iter().enumerate() {
        for cell in cells {
            members.entry(*cell).or_default().push(number);
        }
    }
    let mut leader: Vec<usize> = (0..found.len()).collect();
    for sharing in members.values() {
        for pair in sharing.windows(2) {
            if let [one, other] = pair {
                join(&mut leader, *one, *other);
            }
        }
    }
    let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..found.len() {
        together
            .entry(top(&leader, number))
            .or_default()
            .push(number);
    }
    let mut groups = Vec::new();
    let mut sound = None;
    for findings in together.into_values().filter(|findings| findings.len() > 1) {
        let sound = sound.get_or_insert_with(|| sound_cells(run));
        groups.push((causes(&findings, &cells, sound), findings));
    }
    groups
}

/// The cells that a fault was reckoned from, each once.
fn cells(found: &Found<'_>) -> Vec<Cell> {
    if found.verdict != Verdict::NotMet {
        return Vec::new();
    }
    let cells = found.case.reckoning.places();
    let cells = cells.filter(|(at, _)| matches!(at, At::Cell(..)));
    let mut cells: Vec<Cell> = cells.map(|(at, _)| (found.case.document, at)).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// What several rules wait for, with their findings. A finding that lacks several things counts
/// with the one that most findings lack.
fn of_lacks(found: &[Found<'_>], run: &Run<'_>) -> Vec<(Lack, Vec<usize>)> {
    let mut lacks: Vec<(Lack, usize)> = Vec::new();
    for (number, one) in found.iter().enumerate() {
        lacks_of(one, run, |lack| lacks.push((lack, number)));
    }
    lacks.sort_by(|(one, a), (other, b)| (one.key(), a).cmp(&(other.key(), b)));
    lacks.dedup_by(|(one, a), (other, b)| one.key() == other.key() && a == b);
    // Of each finding the lack that most share; of several as common, the first.
    let mut chosen: Vec<Option<(usize, usize)>> = vec![None; found.len()];
    let same = |one: &(Lack, usize), other: &(Lack, usize)| one.0.key() == other.0.key();
    for (lack, sharing) in lacks.chunk_by(same).enumerate() {
        for (_, number) in sharing {
            if let Some(slot) = chosen.get_mut(*number)
                && slot.is_none_or(|(_, common)| common < sharing.len())
            {
                *slot = Some((lack, sharing.len()));
            }
        }
    }
    // One rule alone with its findings is that rule, and no more.
    let of_several = |findings: &[usize]| {
        let mut rules = findings.iter().filter_map(|number| found.get(*number));
        let first = rules.next().map(|one| &one.rule.id);
        rules.any(|one| Some(&one.rule.id) != first)
    };
    let groups = lacks.chunk_by(same).enumerate();
    let groups = groups.filter_map(|(lack, sharing)| {
        let chose = |number: &usize| {
            let chosen = chosen.get(*number).copied().flatten();
            chosen.is_some_and(|(chosen, _)| chosen == lack)
        };
        let findings = sharing.iter().map(|(_, number)| *number);
        let findings: Vec<usize> = findings.filter(chose).collect();
        let first = sharing
            .iter()
            .find(|(_, number)| findings.first() == Some(number));
        let (lack, _) = first.filter(|_| of_several(&findings))?;
        Some((lack.clone(), findings))
    });
    groups.collect()
}

/// What a finding lacks, and where that would stand.
fn lacks_of(found: &Found<'_>, run: &Run<'_>, mut each: impl FnMut(Lack)) {
    let document = found.case.document;
    let open = matches!(found.verdict, Verdict::NotMet | Verdict::CannotTell);
    let Some(index) = run.all.get(document) else {
        return;
    };
    if !open || found.case.missing.is_empty() || !cells(found).is_empty() {
        return;
    }
    // What is not known is where the missing thing would stand.
    let mut places = found.case.reckoning.places();
    let unknown = places.find(|(_, known)| !known).map(|(at, _)| at);
    let at = match unknown.unwrap_or(found.case.at) {
        At::Cell(line, ..) => At::Line(line, ""),
        at => at,
    };
    for asked in &found.case.missing {
        // Each call has goals and contents of its own: what answers one does not answer another.
        let of_call = matches!(asked, Asked::NationalGoals | Asked::Content);
        let own = (*asked, found.grant.filter(|_| of_call), at);
        let (asked, grant, at) = within(*asked, found.grant, index).unwrap_or(own);
        each(Lack {
            document,
            grant,
            asked,
            at,
            place: index.place(at),
        });
    }
}

/// The greater missing thing that something lies in: what it is, of which grant, and where.
fn within(
    asked: Asked,
    grant: Option<usize>,
    index: &Index<'_>,
) -> Option<(Asked, Option<usize>, At)> {
    use Asked as A;
    let of_grant = || grant.and_then(|number| Some((number, index.project.grants.get(number)?)));
    let lacks = |lacks: fn(&Grant) -> bool, root: Asked, field: &'static str| {
        let (number, _) = of_grant().filter(|(_, grant)| lacks(grant))?;
        Some((root, Some(number), At::Grant(number, field)))
    };
    match asked {
        A::Budget
        | A::GrantAmount
        | A::TotalCosts
        | A::FundingShares
        | A::Figures
        | A::CostClasses => {
            let (number, grant) = of_grant()?;
            let budget = index.budget_of(grant);
            let empty = budget.is_none_or(|(_, budget)| budget.lines.is_empty());
            empty.then_some((A::Budget, Some(number), At::Asked(A::Budget)))
        }
        A::Participants | A::Commitments | A::CommittedParties | A::CommitmentDate => {
            let none = index.project.participants.is_empty();
            none.then_some((A::Participants, None, At::Asked(A::Participants)))
        }
        A::GrantDecision
        | A::DecisionRecipient
        | A::DecisionPurpose
        | A::DecisionAmount
        | A::DecisionEligibleCosts
        | A::DecisionIncomeEffect
        | A::DecisionPeriod
        | A::FinalAccountDue => lacks(
            |grant| grant.decision.is_none(),
            A::GrantDecision,
            "decision",
        ),
        A::FinalAccount
        | A::FinalProject
        | A::FinalProgress
        | A::FinalExecution
        | A::FinalCosts
        | A::FinalResults
        | A::FinalEffectiveness
        | A::FinalChangedPractices
        | A::FinalUsability
        | A::AuditorStatement => lacks(
            |grant| grant.final_account.is_none(),
            A::FinalAccount,
            "final_account",
        ),
        _ => None,
    }
}

fn top(leader: &[usize], mut number: usize) -> usize {
    while let Some(next) = leader.get(number).copied().filter(|next| *next != number) {
        number = next;
    }
    number
}

fn join(leader: &mut [usize], one: usize, other: usize) {
    let (one, other) = (top(leader, one), top(leader, other));
    let (low, high) = (one.min(other), one.max(other));
    if let Some(slot) = leader.get_mut(high) {
        *slot = low;
    }
}

/// The cells that explain faults: the one in most of those not yet explained, one after the other.
fn causes(findings: &[usize], cells: &[Vec<Cell>], sound: &BTreeMap<Cell, usize>) -> Vec<Cell> {
    let mut open: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for (number, cells) in findings
        .iter()
        .filter_map(|at| Some((*at, cells.get(*at)?)))
    {
        for cell in cells {
            open.entry(*cell).or_default().push(number);
        }
    }
    let rank = |cell: Cell, broken: usize| {
        let soundness = sound.get(&cell).copied().unwrap_or(0);
        (broken, Reverse(soundness), Reverse(cell))
    };
    let mut broken: BTreeMap<Cell, usize> = open
        .iter()
        .map(|(cell, faults)| (*cell, faults.len()))
        .collect();
    let mut ranked: BTreeSet<_> = broken
        .iter()
        .map(|(cell, count)| rank(*cell, *count))
        .collect();
    let mut explained = BTreeSet::new();
    let mut causes = Vec::new();
    while let Some((1.., _, Reverse(cause))) = ranked.pop_last() {
        causes.push(cause);
        for fault in open.remove(&cause).unwrap_or_default() {
            if !explained.insert(fault) {
                continue;
            }
            // A fault that is explained counts for no other cell.
            for cell in cells.get(fault).into_iter().flatten() {
                if let Some(count) = broken.get_mut(cell)
                    && ranked.remove(&rank(*cell, *count))
                {
                    *count -= 1;
                    ranked.insert(rank(*cell, *count));
                }
            }
        }
    }
    causes.sort();
    causes
}

/// In how many equations that hold each cell stands. Asked only when some do not hold.
fn sound_cells(run: &Run<'_>) -> BTreeMap<Cell, usize> {
    let mut counts = BTreeMap::new();
    let books = run.books.in_order().into_iter();
    let grounds: Vec<Ground<'_>> = books.filter_map(|book| run.ground(book)).collect();
    let rules = grounds
        .iter()
        .flat_map(|on| on.book.rules.values().map(move |rule| (on, rule)));
    for (on, rule) in rules.filter(|(_, rule)| is_equation(&rule.check)) {
        let mut sink = Sink {
            sound: Some(Vec::new()),
            ..Sink::silent()
        };
        for subject in on.scope.subjects(rule.over, &on.ctx).unwrap_or_default() {
            rule.check.decide(subject, &on.ctx, &mut sink);
        }
        for at in sink.sound.unwrap_or_default() {
            *counts.entry((0, at)).or_default() += 1;
        }
    }
    counts
}

/// Whether a check is an equation between cells of a budget.
pub(crate) fn is_equation(check: &Check) -> bool {
    matches!(check, Check::SumMatches(_))
}
