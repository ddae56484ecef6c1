//! The decision on a grant.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::known::number_of;
use crate::finding::Asked;
use crate::model::{Decision, Extension, Grant, GrantException, Organisation, Text};
use crate::report::document::{Block, Cell, Column, Row, Spans, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::{period, spans};
use crate::words::Presenter;

/// The decision on a grant, as the document states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionSection {
    /// The decision in the document, by JSON Pointer.
    pub place: String,
    /// The decision.
    pub decision: Decision,
    /// The recipient's name, where the document lists the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Text>,
    /// Later decisions that move the end of the period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Exceptions claimed or granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<GrantException>,
    /// What the document does not state of what a decision must show (688/2001 11 §).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_stated: Vec<Asked>,
}

/// The decision; nothing where the document has none.
pub(super) fn decision(grant: &Grant, source: &Source<'_>) -> Option<SectionBody> {
    let decision = grant.decision.clone()?;
    let number = number_of(grant, source)?;
    let recipient = decision.recipient.as_ref().and_then(|id| {
        let mut all = source.project.organisations.iter();
        all.find(|one: &&Organisation| one.id == *id)
            .map(|one| one.name.clone())
    });
    let asked = [
        (decision.recipient.is_some(), Asked::DecisionRecipient),
        (decision.purpose.is_some(), Asked::DecisionPurpose),
        (decision.amount.is_some(), Asked::DecisionAmount),
        (
            decision.eligible_costs.is_some(),
            Asked::DecisionEligibleCosts,
        ),
        (decision.rate.is_some(), Asked::GrantRate),
        (
            decision.income_effect.is_some(),
            Asked::DecisionIncomeEffect,
        ),
        (decision.period.is_some(), Asked::DecisionPeriod),
        (decision.final_account_due.is_some(), Asked::FinalAccountDue),
    ];
    let not_stated = asked.into_iter().filter(|(stated, _)| !stated);
    Some(SectionBody::Decision(Box::new(DecisionSection {
        place: format!("/grants/{number}/decision"),
        recipient,
        extensions: grant.extensions.clone(),
        exceptions: grant.exceptions.clone(),
        not_stated: not_stated.map(|(_, asked)| asked).collect(),
        decision,
    })))
}

pub(in crate::report::section) fn decision_blocks(
    one: &DecisionSection,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("account", key);
    let decision = &one.decision;
    let mut facts: Vec<(String, Spans)> = Vec::new();
    let mut add =
        |key: &str, value: Option<Spans>| facts.extend(value.map(|value| (word(key), value)));
    let text = |text: &Option<Text>| text.as_ref().map(|text| spans(text, says));
    add(
        "number",
        decision
            .number
            .as_ref()
            .map(|number| plain(number.as_str())),
    );
    add("decided", decision.date.map(|day| plain(says.partial(day))));
    let recipient = one.recipient.as_ref().map(|name| spans(name, says));
    add(
        "recipient",
        recipient.or(decision.recipient.as_ref().map(|id| plain(id.as_str()))),
    );
    add("purpose", text(&decision.purpose));
    add(
        "amount",
        decision.amount.map(|sum| plain(says.locale().money(sum))),
    );
    add(
        "rate",
        decision.rate.map(|rate| plain(says.locale().share(rate))),
    );
    let days = decision
        .period
        .as_ref()
        .map(|one| period(one.start, one.end, says));
    add("period", days.filter(|days| !days.is_empty()).map(plain));
    add("eligible_costs", text(&decision.eligible_costs));
    add("income_effect", text(&decision.income_effect));
    let area = decision.area.iter().map(|code| says.municipality(code));
    let area: Vec<String> = area.collect();
    add("area", (!area.is_empty()).then(|| plain(area.join(", "))));
    add(
        "claims_due",
        decision.claims_due.map(|day| plain(says.partial(day))),
    );
    add(
        "account_due",
        decision
            .final_account_due
            .map(|day| plain(says.partial(day))),
    );
    if !facts.is_empty() {
        out.push(Block::Facts(facts));
    }
    if !decision.conditions.is_empty() {
        out.push(Block::Paragraph(plain(word("conditions"))));
        let items = decision.conditions.iter().map(|text| spans(text, says));
        out.push(Block::List(items.collect()));
    }
    extensions(&one.extensions, says, out);
    exceptions(&one.exceptions, says, out);
    if !one.not_stated.is_empty() {
        let missing = says.missing(&one.not_stated);
        let text = says.fill("account", "decision_lacks", &[("missing", &missing)]);
        out.push(Block::Paragraph(plain(text)));
    }
}

fn code(text: Option<&String>) -> Cell {
    text.map_or_else(Cell::empty, |text| Cell::text(plain(text.as_str())))
}

fn extensions(all: &[Extension], says: &Presenter<'_>, out: &mut Vec<Block>) {
    if all.is_empty() {
        return;
    }
    let word = |key: &str| says.word("account", key);
    let rows = all.iter().map(|one| {
        Row::of(vec![
            Cell::date(one.end),
            one.date.map_or_else(Cell::empty, Cell::date),
            code(one.decision.as_ref()),
        ])
    });
    out.push(Block::Table(Table {
        caption: word("extensions_caption"),
        columns: ["new_end", "decided", "number"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: rows.collect(),
    }));
}

fn exceptions(all: &[GrantException], says: &Presenter<'_>, out: &mut Vec<Block>) {
    if all.is_empty() {
        return;
    }
    let word = |key: &str| says.word("account", key);
    let rows = all.iter().map(|one| {
        let reason = one.reason.as_ref();
        Row::of(vec![
            Cell::text(plain(says.requirement(&one.rule))),
            match &one.decision {
                Some(number) => Cell::text(plain(number.as_str())),
                None => Cell::text(plain(word("only_claimed"))),
            },
            one.date.map_or_else(Cell::empty, Cell::date),
            one.until.map_or_else(Cell::empty, Cell::date),
            reason.map_or_else(Cell::empty, |text| Cell::text(spans(text, says))),
        ])
    });
    out.push(Block::Table(Table {
        caption: word("exceptions_caption"),
        columns: ["rule", "number", "decided", "until", "reason"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: rows.collect(),
    }));
}
