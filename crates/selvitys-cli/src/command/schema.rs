//! `selvitys schema`: a JSON Schema, as the types give it.

use std::io::Write;

use crate::arguments::SchemaName;
use crate::failure::Failure;

pub(crate) fn run(name: SchemaName, out: &mut dyn Write) -> Result<u8, Failure> {
    let name = match name {
        SchemaName::Project => "project",
        SchemaName::Rule => "rule",
        SchemaName::Rulebook => "rulebook",
        SchemaName::Assessment => "assessment",
        SchemaName::Report => "report",
        SchemaName::WhatIf => "what-if",
        SchemaName::Check => "check",
        SchemaName::Diff => "diff",
        SchemaName::Rules => "rules",
        SchemaName::RulesDiff => "rules-diff",
        SchemaName::Explanation => "explanation",
        SchemaName::RuleVerdicts => "rule-verdicts",
        SchemaName::Deadlines => "deadlines",
        SchemaName::Repairs => "repairs",
    };
    let schemas = selvitys::schemas();
    let found = schemas.into_iter().find(|(known, _)| *known == name);
    let text = found.map(|(_, text)| text).unwrap_or_default();
    out.write_all(text.as_bytes())?;
    Ok(crate::CLEAN)
}
