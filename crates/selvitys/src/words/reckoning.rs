//! How a verdict was reckoned, in words: the values with where they stand, and each step.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::explain::Cited;
use super::{Presenter, capital};
use crate::finding::{
    Argument, Distance, Evidence, Finding, Op, Operand, Origin, Place, RegisterEntry, Step, Value,
    Verdict,
};
use crate::register;
use crate::rulebook::Basis;

/// The longest value that a step repeats, in characters; longer ones are named by their number.
const REPEATED: usize = 48;

/// A verdict in words, beside the data that they say.
///
/// The values and the steps are numbered in one row, from 1. A step names what it uses by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VerdictTold {
    /// The verdict.
    pub verdict: Verdict,
    /// Where.
    pub place: Place,
    /// Where, in words; empty for the document as a whole.
    pub place_words: String,
    /// What the rule says, as a sentence; empty where the steps say all.
    pub text: String,
    /// The values that the reckoning used, each once.
    pub values: Vec<ValueTold>,
    /// The steps, a sentence each; the last one decides.
    pub reasoning: Vec<StepTold>,
    /// The same values as data.
    pub operands: Vec<Operand>,
    /// The same steps as data.
    pub steps: Vec<Step>,
    /// How far from complying it is, or how much room is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// On what the rule and its numbers rest, as in force.
    pub basis: Vec<Cited>,
}

/// A value in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueTold {
    /// Its number.
    pub number: usize,
    /// What it is and where it stands.
    pub what: String,
    /// The value, as the language writes it.
    pub value: String,
    /// On what a number of a rulebook rests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Cited>,
}

/// A step in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepTold {
    /// Its number.
    pub number: usize,
    /// The step, as a sentence.
    pub text: String,
}

/// Operands and steps of one verdict, and the number of each in words.
struct Numbered<'r> {
    operands: &'r [Operand],
    steps: &'r [Step],
    /// The number of each operand: what was used twice has one number.
    of_operand: Vec<usize>,
    /// How many values there are.
    values: usize,
}

impl<'r> Numbered<'r> {
    fn new(operands: &'r [Operand], steps: &'r [Step]) -> Self {
        let mut of_operand = Vec::new();
        let mut values = 0;
        for (at, operand) in operands.iter().enumerate() {
            let before = operands.iter().take(at).position(|one| one == operand);
            let number = before.and_then(|before| of_operand.get(before).copied());
            of_operand.push(number.unwrap_or_else(|| {
                values += 1;
                values
            }));
        }
        Numbered {
            operands,
            steps,
            of_operand,
            values,
        }
    }

    /// The values, each once, with their numbers.
    fn values(&self) -> impl Iterator<Item = (usize, &'r Operand)> {
        (1..=self.values).filter_map(|number| {
            let at = self.of_operand.iter().position(|one| *one == number)?;
            Some((number, self.operands.get(at)?))
        })
    }
}

impl Presenter<'_> {
    /// A finding with its reckoning in words.
    pub fn told_finding(&self, finding: &Finding) -> VerdictTold {
        let text = match &finding.waiver {
            Some(waiver) => format!("{} {}", self.message(finding), self.waiver(waiver)),
            None => self.message(finding),
        };
        let how = Numbered::new(&finding.operands, &finding.steps);
        let mut told = self.told(finding.verdict, &finding.place, &how, &finding.basis);
        told.distance.clone_from(&finding.distance);
        told.text = text;
        told
    }

    /// What shows that a rule is met, with its reckoning in words.
    pub fn told_evidence(&self, rule: &str, met: &Evidence) -> VerdictTold {
        let how = Numbered::new(&met.operands, &met.steps);
        let mut told = self.told(Verdict::Met, &met.place, &how, &met.basis);
        told.distance.clone_from(&met.distance);
        told.text = self.evidence_of(rule, met);
        told
    }

    /// A reckoning in words: its values and its steps.
    pub(crate) fn told_reckoning(
        &self,
        operands: &[Operand],
        steps: &[Step],
    ) -> (Vec<ValueTold>, Vec<StepTold>) {
        self.told_numbered(&Numbered::new(operands, steps))
    }

    fn told_numbered(&self, how: &Numbered<'_>) -> (Vec<ValueTold>, Vec<StepTold>) {
        let values = how.values().map(|(number, operand)| ValueTold {
            number,
            what: capital(&self.origin(&operand.from)),
            value: self.known(operand.value.as_ref()),
            basis: match &operand.from {
                Origin::Param { basis, .. } => self.cited(basis),
                _ => Vec::new(),
            },
        });
        let steps = how.steps.iter().enumerate().map(|(at, step)| StepTold {
            number: how.values + at + 1,
            text: self.step(step, how),
        });
        (values.collect(), steps.collect())
    }

    fn told(
        &self,
        verdict: Verdict,
        place: &Place,
        how: &Numbered<'_>,
        basis: &[Arc<Basis>],
    ) -> VerdictTold {
        let (values, reasoning) = self.told_numbered(how);
        VerdictTold {
            verdict,
            place: place.clone(),
            place_words: self.place_of(place),
            text: String::new(),
            values,
            reasoning,
            operands: how.operands.to_vec(),
            steps: how.steps.to_vec(),
            distance: None,
            basis: self.cited(basis),
        }
    }

    /// A value as a line after its number, without its basis.
    pub(crate) fn value_line(&self, value: &ValueTold) -> String {
        let values = [("what", value.what.as_str()), ("value", &value.value)];
        let line = self.fill("reckoning", "value_line", &values);
        self.numbered(value.number, &line)
    }

    /// A line after its number.
    pub(crate) fn numbered(&self, number: usize, line: &str) -> String {
        let number = number.to_string();
        self.fill("reckoning", "numbered", &[("n", &number), ("line", line)])
    }

    /// A place, with its document where several are assessed together.
    fn place_of(&self, place: &Place) -> String {
        let words = self.place(place);
        match &place.document {
            Some(document) => {
                let values = [("document", document.as_str()), ("place", &words)];
                self.fill("reckoning", "of_document", &values)
            }
            None => words,
        }
    }

    /// Where a value comes from.
    fn origin(&self, from: &Origin) -> String {
        let say =
            |key: &str, name: &str, value: String| self.fill("reckoning", key, &[(name, &value)]);
        match from {
            Origin::Place(place) => match self.place_of(place) {
                words if words.is_empty() => self.word("report", "document"),
                words => words,
            },
            Origin::Param { name, .. } => self.param(name),
            Origin::Rule(field) => self.word("reckoning", field),
            Origin::Register(entry) => self.register_entry(entry),
            Origin::Rulebook(id) => say("rulebook", "title", self.call(id)),
            Origin::Exception(rule) => {
                let requirement = self.requirement(rule);
                let requirement = requirement.trim_end_matches('.').to_owned();
                say("exception", "requirement", requirement)
            }
            Origin::AsOf => self.word("reckoning", "as_of"),
            Origin::Stage => self.word("reckoning", "stage"),
        }
    }

    fn register_entry(&self, entry: &RegisterEntry) -> String {
        let say = |key: &str, name: String| self.fill("reckoning", key, &[("name", &name)]);
        let named = |area: Option<&register::Area>, code: &str| {
            area.map_or_else(|| code.to_owned(), |area| self.text(&area.name()))
        };
        match entry {
            RegisterEntry::Municipality(code) => say("municipality", self.municipality(code)),
            RegisterEntry::Population { municipality, year } => {
                let (name, year) = (self.municipality(municipality), year.to_string());
                self.fill(
                    "reckoning",
                    "population",
                    &[("name", &name), ("year", &year)],
                )
            }
            RegisterEntry::Region(code) => say("region", named(register::region(code), code)),
            RegisterEntry::MunicipalitiesOf(code) => {
                say("municipalities_of", named(register::region(code), code))
            }
            RegisterEntry::County(code) => say("county", named(register::county(code), code)),
            RegisterEntry::CountiesOf(code) => {
                say("counties_of", named(register::region(code), code))
            }
        }
    }

    /// A value in words; what is not known says so, and an empty list too.
    fn known(&self, value: Option<&Value>) -> String {
        match value {
            None => self.word("unit_words", "unknown"),
            Some(Value::Several(none)) if none.is_empty() => self.word("reckoning", "nothing"),
            Some(Value::Truth(truth)) => self.word("reckoning", truth.key()),
            Some(value) => self.value(value),
        }
    }

    /// A step as a sentence.
    fn step(&self, step: &Step, how: &Numbered<'_>) -> String {
        let terms: Vec<String> = step
            .operands
            .iter()
            .map(|term| self.argument(term, how))
            .collect();
        let result = self.known(step.result.as_ref());
        let between = if step.op == Op::Sum { " + " } else { "; " };
        let list = terms.join(between);
        let rest = terms.get(1..).unwrap_or_default().join("; ");
        let mut values = BTreeMap::from([("list", &list), ("rest", &rest), ("result", &result)]);
        values.extend(["a", "b", "c"].into_iter().zip(&terms));
        let values: Vec<(&str, &str)> = values
            .into_iter()
            .map(|(name, words)| (name, words.as_str()))
            .collect();
        let key = match (step.op, terms.len()) {
            (Op::Equals, 3..) => "equals_within".to_owned(),
            (Op::HasAll, 3..) => "has_all_barred".to_owned(),
            (Op::IsPresent, 2..) => "is_present_unless".to_owned(),
            (op, _) => crate::check::key_of(&op).replace('-', "_"),
        };
        let said = self.fill("op", &key, &values);
        match &step.place {
            Some(place) => {
                let place = self.place_of(place);
                let values = [("place", place.as_str()), ("step", &said)];
                self.fill("reckoning", "works_out", &values)
            }
            None => said,
        }
    }

    /// What a step uses: the value with its number, or the number alone where the value is a list,
    /// a long text or a verdict of an earlier step.
    fn argument(&self, argument: &Argument, how: &Numbered<'_>) -> String {
        let (number, value) = match argument {
            Argument::Fixed(value) => return self.known(Some(value)),
            Argument::Operand(at) => (
                how.of_operand.get(*at).copied(),
                how.operands.get(*at).and_then(|one| one.value.as_ref()),
            ),
            Argument::Step(at) => (
                Some(how.values + at + 1),
                how.steps.get(*at).and_then(|one| one.result.as_ref()),
            ),
        };
        let number = number.unwrap_or_default().to_string();
        let listed = matches!(
            value,
            Some(Value::Several(_) | Value::Open(_) | Value::Truth(_))
        );
        let words = value.filter(|_| !listed).map(|value| self.value(value));
        match words.filter(|words| words.chars().count() <= REPEATED) {
            Some(words) => {
                let values = [("value", words.as_str()), ("n", &number)];
                self.fill("reckoning", "used", &values)
            }
            None => self.fill("reckoning", "named", &[("n", &number)]),
        }
    }
}
