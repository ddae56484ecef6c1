//! What was found, one concern a cause: what people are shown, the gravest first.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::Assessment;
use crate::check::Check;
use crate::finding::{Cause, Evidence, Finding, Group, Outcome, Side, Value, Verdict};
use crate::rulebook::{Bases, Rulebooks, Severity};

/// Findings with one cause, or those of one rule that have none in common with another.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Concern<'a> {
    /// What it is about.
    pub about: About<'a>,
    /// The gravest verdict of its findings.
    pub verdict: Verdict,
    /// How grave that verdict is here.
    pub severity: Severity,
    /// The findings, those of the gravest verdict first.
    pub findings: Vec<&'a Finding>,
}

/// What a concern is about.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// A rule, with findings of its own.
    Rule(&'a Outcome),
    /// The common cause of findings.
    Cause(&'a Group),
}

impl<'a> Concern<'a> {
    fn new(about: About<'a>, mut findings: Vec<&'a Finding>) -> Option<Self> {
        findings.sort_by_key(|one| Reverse(one.verdict));
        let verdict = findings.first()?.verdict;
        let gravest = findings.iter().filter(|one| one.verdict == verdict);
        let severity = gravest.map(|one| one.severity).max()?;
        // Of equally grave ones that come from one missing thing, the one that asks for it itself.
        let asks = |one: &Finding| match about {
            About::Cause(Group {
                cause: Cause::Missing { asked, .. },
                ..
            }) => *one.missing == [*asked],
            _ => false,
        };
        findings.sort_by_key(|one| Reverse((one.verdict, one.severity, asks(one))));
        Some(Concern {
            about,
            verdict,
            severity,
            findings,
        })
    }

    /// The rules whose findings it holds, by their ids.
    pub fn rules(&self) -> Vec<&'a str> {
        let mut rules: Vec<&str> = Vec::new();
        for finding in &self.findings {
            if !rules.contains(&finding.rule.as_str()) {
                rules.push(&finding.rule);
            }
        }
        rules
    }

    /// On what its findings rest, each basis once.
    pub fn basis(&self) -> Bases {
        Bases::joined(self.findings.iter().map(|finding| &finding.basis))
    }

    /// The finding that says how far it is from complying: one at the cause itself, else the first
    /// with a distance.
    pub fn farthest(&self) -> Option<&'a Finding> {
        let far = |finding: &&Finding| {
            let distance = finding.distance.as_ref();
            distance.is_some_and(|distance| distance.side != Side::Lacking)
        };
        let at_cause = |finding: &&Finding| match self.about {
            About::Cause(group) => group.cause.places().contains(&finding.place),
            About::Rule(_) => true,
        };
        let found = self.findings.iter().copied();
        let mut at = found.clone().filter(far).filter(at_cause);
        at.next().or_else(|| found.clone().find(far))
    }

    /// How grave it is: what certainly stands in the way, what may, what should be put right.
    fn weight(&self) -> u8 {
        match (self.verdict, self.severity) {
            (Verdict::NotMet, Severity::Error) => 0,
            (Verdict::CannotTell, Severity::Error) => 1,
            (Verdict::NotMet, Severity::Warning) => 2,
            (Verdict::NotMet, Severity::Advice) => 3,
            (Verdict::CannotTell, _) => 4,
            _ => 5,
        }
    }
}

impl Assessment {
    /// What was found: a concern for each common cause and for each rule with findings of its own,
    /// the gravest first, and of equally grave ones the cause that most rules depend on. Each
    /// finding stands in one concern.
    ///
    /// ```
    /// use selvitys::{assess, Project, Rulebooks, Stage};
    /// let text = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}, "region": "77"}"#;
    /// let project = Project::from_json(text)?;
    /// let day = jiff::civil::date(2020, 3, 1);
    /// let assessment = assess(&project, Rulebooks::builtin(), day, Stage::Draft);
    /// let [concern] = assessment.concerns().try_into().expect("one thing is wrong");
    /// assert_eq!(concern.rules(), ["region-code-unknown"]);
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    pub fn concerns(&self) -> Vec<Concern<'_>> {
        let of = |numbers: &[usize]| -> Vec<&Finding> {
            let found = numbers.iter();
            found
                .filter_map(|number| self.findings.get(*number))
                .collect()
        };
        let causes = self.groups.iter();
        let causes =
            causes.filter_map(|group| Concern::new(About::Cause(group), of(&group.findings)));
        let rules = self.outcomes.iter().filter_map(|outcome| {
            let mut own = of(&outcome.findings);
            own.retain(|finding| finding.group.is_none());
            Concern::new(About::Rule(outcome), own)
        });
        let mut concerns: Vec<Concern<'_>> = causes.chain(rules).collect();
        concerns.sort_by_key(|concern| (concern.weight(), Reverse(concern.rules().len())));
        concerns
    }

    /// Of the limits that are kept, the one that is kept most narrowly, measured by the limit
    /// itself. What stands exactly on a limit was set by it, and counts only when nothing else is.
    pub fn closest_call(&self, books: &Rulebooks) -> Option<(&Outcome, &Evidence)> {
        let met = self
            .outcomes
            .iter()
            .filter(|one| one.verdict == Verdict::Met);
        let calls = met.filter_map(|outcome| {
            let (_, rule) = books.rule(&outcome.rule)?;
            let closest = outcome.closest.as_ref().filter(|_| is_limit(&rule.check))?;
            Some((narrowness(closest)?, outcome, closest))
        });
        let on_limit = |room: &Decimal| room.is_zero();
        let least = calls.min_by_key(|(room, ..)| (on_limit(room), *room));
        least.map(|(_, outcome, closest)| (outcome, closest))
    }
}

/// Whether a check is a limit that leaves room on one side.
fn is_limit(check: &Check) -> bool {
    matches!(
        check,
        Check::AmountAtMost(_)
            | Check::AmountAtLeast(_)
            | Check::ShareAtMost(_)
            | Check::ShareAtLeast(_)
            | Check::CountAtLeast(_)
            | Check::DateWithin(_)
            | Check::NotAfter(_)
            | Check::DueBy(_)
            | Check::PopulationShare(_)
    )
}

/// The room that is left, as a part of what is limited; of days, as a part of a year.
fn narrowness(evidence: &Evidence) -> Option<Decimal> {
    let by = &evidence.distance.as_ref()?.by;
    let whole = |name: &str| match evidence.values.get(name) {
        Some(Value::Money(sum)) => Some(sum.decimal()),
        Some(Value::Count(count)) => Some(Decimal::from(*count)),
        _ => None,
    };
    let of = |room: Decimal| {
        let whole = whole("most").or(whole("limit"))?;
        room.checked_div(whole)
    };
    match by {
        Value::Money(room) => of(room.decimal()),
        Value::Count(room) => of(Decimal::from(*room)),
        Value::Points(points) => Some(points.decimal()),
        Value::Days(days) => Decimal::from(*days).checked_div(Decimal::from(365)),
        _ => None,
    }
}
