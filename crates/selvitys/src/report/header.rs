//! What stands at the head of a report.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::{Spans, Tone, plain};
use super::view::{period, spans};
use crate::assess::Assessment;
use crate::check::key_of;
use crate::finding::Answer;
use crate::model::{GrantStatus, Money, PartialDate, Project, Text};
use crate::register;
use crate::rulebook::Stage;
use crate::words::Presenter;

/// What stands at the head of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The project's id.
    pub project: String,
    /// The project's name.
    pub name: Text,
    /// The region, by its code.
    pub region: Option<String>,
    /// The wellbeing services county, by its code.
    pub county: Option<String>,
    /// The grants.
    pub grants: Vec<HeaderGrant>,
    /// The day that the report is made for.
    pub as_of: Date,
    /// The stage that it is made for.
    pub stage: Stage,
    /// The answer of the assessment.
    pub answer: Answer,
    /// What in the document is made up for illustration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<Text>,
    /// For whom the report is.
    pub edition: Edition,
}

/// For whom a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// For those who know the whole document.
    Internal,
    /// For everyone: without persons and confidential parts.
    Public {
        /// How many parts of the document were left out.
        left_out: usize,
    },
}

/// A grant, as the head of a report names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderGrant {
    /// The call, by the id of its rulebook.
    pub call: String,
    /// How far it is.
    pub status: GrantStatus,
    /// The sum granted, where it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Money>,
    /// The first day of its period.
    pub start: Option<PartialDate>,
    /// The last day of its period.
    pub end: Option<PartialDate>,
}

pub(super) fn header(project: &Project, assessment: &Assessment, edition: Edition) -> Header {
    let grants = project.grants.iter().map(|grant| HeaderGrant {
        call: grant.call.clone(),
        status: grant.status,
        granted: grant.decision.as_ref().and_then(|one| one.amount),
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
        illustrative: project.illustrative.clone(),
        edition,
    }
}

/// What a reader must know before all else.
pub(super) fn notices(header: &Header, says: &Presenter<'_>) -> Vec<(Tone, String, Spans)> {
    let word = |key: &str| says.word("notices", key);
    let mut notices = Vec::new();
    if let Some(text) = &header.illustrative {
        notices.push((Tone::Warning, word("illustrative"), spans(text, says)));
    }
    if let Edition::Public { left_out } = header.edition {
        let text = match left_out {
            0 => word("nothing_left_out"),
            count => {
                let count = says.locale().count(count as u64);
                says.fill("notices", "left_out", &[("n", &count)])
            }
        };
        notices.push((Tone::Plain, word("public"), plain(text)));
    }
    if header.grants.is_empty() {
        let text = says.word("report", "no_grant");
        notices.push((Tone::Open, word("no_grant"), plain(text)));
    }
    notices
}

/// The facts of the cover.
pub(super) fn facts(header: &Header, says: &Presenter<'_>) -> Vec<(String, Spans)> {
    let word = |key: &str| says.word("report", key);
    let mut facts = Vec::new();
    let area = |area: Option<&register::Area>, code: &String| {
        area.map_or_else(|| plain(code.as_str()), |area| spans(&area.name(), says))
    };
    if let Some(code) = &header.region {
        facts.push((word("region"), area(register::region(code), code)));
    }
    if let Some(code) = &header.county {
        facts.push((word("county"), area(register::county(code), code)));
    }
    for grant in &header.grants {
        facts.push((word("grant"), plain(grant_line(grant, says))));
    }
    facts.push((word("stage"), plain(says.stage(header.stage))));
    facts.push((word("as_of"), plain(says.locale().date(header.as_of))));
    facts
}

fn grant_line(grant: &HeaderGrant, says: &Presenter<'_>) -> String {
    let status = says.word("grant_status", key_of(&grant.status).as_str());
    let mut line = format!("{} ({status})", says.call(&grant.call));
    if let Some(sum) = grant.granted {
        line.push_str(", ");
        line.push_str(&says.locale().money(sum));
    }
    if grant.start.is_some() || grant.end.is_some() {
        line.push_str(", ");
        line.push_str(&period(grant.start, grant.end, says));
    }
    line
}
