//! What the public page states of itself, heading by heading.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{labelled, period_spans};
use super::{SectionBody, Source};
use crate::model::{PartialDate, Period, Role, Text};
use crate::report::document::{Block, plain};
use crate::report::view::spans;
use crate::rulebook::ReportPart;
use crate::words::Presenter;

/// What stands under a heading of the public page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageField {
    /// The name.
    Name(Text),
    /// The time of activity: the project's period, else the period of each grant.
    Period(Vec<Period>),
    /// Who funds.
    Funder(Vec<Text>),
    /// When the page was made, and when it was last changed.
    Dates {
        /// The day on which it was made.
        created: Option<PartialDate>,
        /// The day on which it was last changed.
        modified: Option<PartialDate>,
    },
    /// Topics or phenomena.
    Terms(Vec<Text>),
}

/// What stands under the heading of a part; nothing where the document has nothing of it.
pub(super) fn build(part: ReportPart, source: &Source<'_>) -> Option<SectionBody> {
    let project = source.project;
    let some = |texts: &[Text]| (!texts.is_empty()).then(|| PageField::Terms(texts.to_vec()));
    let field = match part {
        ReportPart::PageName => Some(PageField::Name(project.name.clone())),
        ReportPart::PagePeriod => periods(source).map(PageField::Period),
        ReportPart::Funder => {
            let all = project.organisations.iter();
            let funders = all.filter(|one| one.roles.contains(&Role::Funder));
            let funders: Vec<Text> = funders.map(|one| one.name.clone()).collect();
            (!funders.is_empty()).then_some(PageField::Funder(funders))
        }
        ReportPart::Page => {
            let (created, modified) = (project.created, project.modified);
            let known = created.is_some() || modified.is_some();
            known.then_some(PageField::Dates { created, modified })
        }
        ReportPart::Topics => some(&project.topics),
        ReportPart::Phenomena => some(&project.phenomena),
        _ => None,
    };
    field.map(SectionBody::Page)
}

fn periods(source: &Source<'_>) -> Option<Vec<Period>> {
    let project = source.project;
    let own = project.schedule.as_ref().and_then(|one| one.period.clone());
    if let Some(own) = own {
        return Some(vec![own]);
    }
    let grants = source.grants().into_iter().map(|grant| Period {
        start: grant.start(),
        end: grant.end(),
        stated: None,
    });
    let known = grants.filter(|one| one.start.is_some() || one.end.is_some());
    let known: Vec<Period> = known.collect();
    (!known.is_empty()).then_some(known)
}

pub(super) fn blocks(field: &PageField, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let texts = |texts: &[Text], out: &mut Vec<Block>| {
        let lines = texts.iter().map(|text| spans(text, says));
        out.extend(lines.map(Block::Paragraph));
    };
    match field {
        PageField::Name(name) => out.push(Block::Paragraph(spans(name, says))),
        PageField::Period(periods) => {
            let lines = periods.iter().map(|one| period_spans(one, says));
            out.extend(lines.map(Block::Paragraph));
        }
        PageField::Funder(all) | PageField::Terms(all) => texts(all, out),
        PageField::Dates { created, modified } => {
            for (key, date) in [("created", created), ("modified", modified)] {
                let date = date.map_or_else(
                    || says.word("plan", "not_stated"),
                    |date| says.partial(date),
                );
                let label = plain(says.field(key));
                out.push(Block::Paragraph(labelled(label, plain(date))));
            }
        }
    }
}
