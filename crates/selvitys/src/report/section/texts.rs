//! Parts that are texts of the document, as they stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SectionBody, Source};
use crate::model::{FinalAccount, Grant, Plans, Text};
use crate::report::document::{Block, Span};
use crate::report::view::spans;
use crate::rulebook::{Kind, ReportPart};
use crate::words::{Presenter, capital};

/// A text of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextItem {
    /// What it is, by the field of the document, where the part has several texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The text.
    pub text: Text,
}

/// The texts of a part; nothing where the document has none, or the part is of another kind.
pub(super) fn build(
    part: ReportPart,
    grant: Option<&Grant>,
    source: &Source<'_>,
) -> Option<SectionBody> {
    let project = source.project;
    let one = |text: &Option<Text>| -> Vec<TextItem> {
        let item = |text: &Text| TextItem {
            field: None,
            text: text.clone(),
        };
        text.iter().map(item).collect()
    };
    let plan =
        |get: fn(&Plans) -> &Option<Text>| project.plans.as_ref().map(|plans| one(get(plans)));
    let account = |get: fn(&FinalAccount) -> &Option<Text>| {
        let account = grant.and_then(|grant| grant.final_account.as_ref());
        account.map(|account| one(get(account)))
    };
    let items = match part {
        ReportPart::Summary => Some(one(&project.summary)),
        // The public page has a heading for each.
        ReportPart::Purpose if source.kind == Kind::Innokyla => Some(one(&project.purpose)),
        ReportPart::MainGoal => Some(one(&project.main_goal)),
        ReportPart::Purpose => Some(named([
            ("purpose", &project.purpose),
            ("main_goal", &project.main_goal),
        ])),
        ReportPart::ExpectedResults => Some(one(&project.expected_results)),
        ReportPart::Evaluation => plan(|plans| &plans.evaluation),
        ReportPart::Participation => plan(|plans| &plans.participation),
        ReportPart::Exploitation => plan(|plans| &plans.exploitation),
        ReportPart::Experience => plan(|plans| &plans.experience),
        ReportPart::AccountProject => account(|account| &account.project),
        ReportPart::AccountProgress => account(|account| &account.progress),
        ReportPart::AccountExecution => account(|account| &account.execution),
        ReportPart::AccountResults => account(|account| &account.results),
        ReportPart::AccountEffectiveness => account(|account| &account.effectiveness),
        ReportPart::AccountChangedPractices => account(|account| &account.changed_practices),
        ReportPart::AccountUsability => account(|account| &account.usability),
        _ => None,
    };
    items
        .filter(|items| !items.is_empty())
        .map(SectionBody::Texts)
}

/// Texts with the names of their fields, where there are several.
fn named<const N: usize>(texts: [(&str, &Option<Text>); N]) -> Vec<TextItem> {
    let given = texts
        .into_iter()
        .filter_map(|(field, text)| Some((field, text.as_ref()?)));
    let given: Vec<(&str, &Text)> = given.collect();
    let several = given.len() > 1;
    let item = |(field, text): (&str, &Text)| TextItem {
        field: several.then(|| field.to_owned()),
        text: text.clone(),
    };
    given.into_iter().map(item).collect()
}

pub(super) fn blocks(items: &[TextItem], says: &Presenter<'_>, out: &mut Vec<Block>) {
    for item in items {
        let mut text = Vec::new();
        if let Some(field) = &item.field {
            text.push(Span::Strong(format!("{}:", capital(&says.field(field)))));
            text.push(Span::Plain(" ".to_owned()));
        }
        text.extend(spans(&item.text, says));
        out.push(Block::Paragraph(text));
    }
}
