//! JSON Schemas: generated from the types, never written by hand.

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::assess::Assessment;
use crate::compare::Comparison;
use crate::deadlines::Deadlines;
use crate::exchange::CheckReport;
use crate::model::Project;
use crate::repair::Repairs;
use crate::report::Report;
use crate::rulebook::{BookFile, Rule, RuleList, RulebookChanges};
use crate::whatif::WhatIf;
use crate::words::{Explanation, RuleTold};

/// Every schema by its name, as JSON text.
///
/// ```
/// let schemas = selvitys::schemas();
/// assert!(schemas.iter().any(|(name, _)| *name == "project"));
/// ```
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("project", text::<Project>("project")),
        ("rulebook", text::<BookFile>("rulebook")),
        ("rule", text::<Rule>("rule")),
        ("assessment", text::<Assessment>("assessment")),
        ("report", text::<Report>("report")),
        ("what-if", text::<WhatIf>("what-if")),
        ("check", text::<CheckReport>("check")),
        ("diff", text::<Comparison>("diff")),
        ("rules", text::<RuleList>("rules")),
        ("rules-diff", text::<RulebookChanges>("rules-diff")),
        ("explanation", text::<Explanation>("explanation")),
        ("rule-verdicts", text::<Vec<RuleTold>>("rule-verdicts")),
        ("deadlines", text::<Deadlines>("deadlines")),
        ("repairs", text::<Repairs>("repairs")),
    ]
}

fn text<T: JsonSchema>(name: &str) -> String {
    let mut schema = schema_for!(T);
    // A name, not an address: nothing is fetched from anywhere.
    schema.insert(
        "$id".to_owned(),
        Value::String(format!("urn:selvitys:{name}:1")),
    );
    let mut schema = schema.to_value();
    without_code(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Takes the examples in Rust out of descriptions: those who read schemas read other languages.
fn without_code(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(description)) = fields.get_mut("description")
                && description.contains("```")
            {
                let outside = description.split("```").step_by(2);
                let outside: Vec<&str> = outside.map(str::trim).collect();
                *description = outside.join("\n\n").trim_end().into();
            }
            fields.values_mut().for_each(without_code);
        }
        Value::Array(items) => items.iter_mut().for_each(without_code),
        _ => {}
    }
}
