//! SARIF 2.1.0 (OASIS): one run with all documents, a result a finding.
//!
//! A fault is a result of kind `fail`; what cannot be told is of kind `open`, which SARIF has for too
//! little information. A fault that a granted exception waives is suppressed, with the decision as
//! its justification. A repair that is certain is a fix: all its replacements together.

mod fix;

use std::collections::HashMap;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{Checked, Region, Sources, amount_and_unit, cause};
use crate::assess::Assessment;
use crate::compare::{Identities, known_by};
use crate::finding::{Finding, Place, Verdict, WaiverState};
use crate::rulebook::{Basis, Rule, Rulebook, Severity};
use crate::words::Presenter;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(checked: &Checked<'_>, sources: &Sources<'_>, says: &Presenter<'_>) -> String {
    let rules = rules(checked, says);
    let texts = checked.documents.iter().map(|document| document.text);
    let tree = |text: &str| serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
    let trees: Vec<Option<Json>> = texts.map(tree).collect();
    let mut fingerprints = Fingerprints::new(&trees);
    let mut of_part = |(number, assessment): (Option<usize>, &Assessment)| {
        let findings = assessment.findings.iter();
        let results = findings.map(|finding| {
            let document = sources.document(number, &finding.place);
            let print = fingerprints.of(document, finding);
            result(finding, print, (number, assessment), &rules, sources, says)
        });
        results.collect::<Vec<_>>()
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "selvitys",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language: says.lang().tag(),
                    rules: rules
                        .iter()
                        .map(|(rule, book)| descriptor(rule, book, says))
                        .collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: true,
            }],
            language: says.lang().tag(),
            artifacts: checked
                .documents
                .iter()
                .map(|document| artifact(document))
                .collect(),
            column_kind: "unicodeCodePoints",
            results: checked.parts().flat_map(&mut of_part).collect(),
        }],
    };
    // Nothing of it refuses to be written: the only error would be a key that is no string.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// The rules that were decided, each once, in the order of the rulebooks.
fn rules<'a>(checked: &Checked<'_>, says: &'a Presenter<'_>) -> Vec<(&'a Rule, &'a Rulebook)> {
    let decided = |id: &str| {
        let mut parts = checked.parts();
        parts.any(|(_, assessment)| assessment.outcomes.iter().any(|one| one.rule == id))
    };
    let rules = says
        .books()
        .rules()
        .into_iter()
        .filter(|(_, rule)| decided(&rule.id));
    rules.map(|(book, rule)| (rule, book)).collect()
}

fn descriptor(rule: &Rule, book: &Rulebook, says: &Presenter<'_>) -> Descriptor {
    let lang = says.lang();
    let basis = says.basis(&rule.basis).join("; ");
    let help = [rule.why.get(lang), rule.advice.get(lang), basis.as_str()].join("\n\n");
    Descriptor {
        id: rule.id.to_string(),
        short_description: Message::new(rule.title.get(lang)),
        full_description: Message::new(rule.requirement.get(lang)),
        help: Message::new(&help),
        help_uri: rule.basis.iter().find_map(|basis| says.address(basis)),
        default_configuration: Configuration {
            level: level(rule.severity),
        },
        properties: RuleProperties {
            tags: [book.file.id.to_string()],
            severity: rule.severity,
            basis: cited(&rule.basis, says),
        },
    }
}

fn cited(basis: &[Arc<Basis>], says: &Presenter<'_>) -> Vec<Cited> {
    let words = says.basis(basis).into_iter().zip(basis);
    words
        .map(|(text, one)| Cited {
            text,
            address: says.address(one),
        })
        .collect()
}

fn result(
    finding: &Finding,
    fingerprint: Option<String>,
    (part, assessment): (Option<usize>, &Assessment),
    rules: &[(&Rule, &Rulebook)],
    sources: &Sources<'_>,
    says: &Presenter<'_>,
) -> SarifResult {
    let document = sources.document(part, &finding.place);
    let title = says.heading_of(&finding.rule, finding.verdict);
    let message = says.message(finding);
    let (kind, level) = match finding.verdict {
        Verdict::NotMet | Verdict::Waived => ("fail", level(finding.severity)),
        _ => ("open", "none"),
    };
    let elsewhere = finding.operands.iter().filter_map(|operand| {
        let place = operand.place().filter(|place| *place != &finding.place)?;
        let text = operand.value.as_ref().map(|value| says.value(value));
        let text = text.unwrap_or_else(|| says.word("unit_words", "unknown"));
        let document = sources.document(part, place);
        Some(location(place, document, Some(&text), sources, says))
    });
    let suppression = finding.waiver.as_ref().map(|waiver| Suppression {
        kind: "external",
        status: match waiver.state {
            WaiverState::Granted => "accepted",
            WaiverState::Claimed | WaiverState::Unclear => "underReview",
            WaiverState::Expired => "rejected",
        },
        justification: waiver.decision.clone(),
    });
    let distance = finding.distance.as_ref().map(|distance| {
        let (amount, unit) = amount_and_unit(&distance.by);
        DistanceProperties {
            side: distance.side.key(),
            amount,
            unit,
        }
    });
    let fix = finding
        .fix
        .as_ref()
        .zip(document)
        .and_then(|(patch, number)| {
            let location = ArtifactLocation {
                uri: uri(sources.name(document)),
                index: document,
            };
            fix::fix(patch, number, location, sources)
        });
    SarifResult {
        rule_id: finding.rule.to_string(),
        rule_index: rules.iter().position(|(rule, _)| rule.id == finding.rule),
        kind,
        level,
        message: Message::new(&format!("{title}. {message}")),
        locations: [location(&finding.place, document, None, sources, says)],
        related_locations: elsewhere.collect(),
        fixes: fix.into_iter().collect(),
        partial_fingerprints: fingerprint.map(|identity| PartialFingerprints { identity }),
        suppressions: suppression.into_iter().collect(),
        properties: ResultProperties {
            verdict: finding.verdict,
            severity: finding.severity,
            distance,
            cause: cause(finding, assessment, says),
            basis: cited(&finding.basis, says),
        },
    }
}

/// Tells which results are the same in another version of a document: by rule and by what the
/// finding is of, whatever its line.
struct Fingerprints<'a> {
    /// Absent for a text that is not JSON.
    documents: Vec<Option<Identities<'a>>>,
    seen: HashMap<(Option<usize>, String), usize>,
}

impl<'a> Fingerprints<'a> {
    fn new(trees: &'a [Option<Json>]) -> Self {
        let documents = trees.iter().map(|tree| tree.as_ref().map(Identities::new));
        Fingerprints {
            documents: documents.collect(),
            seen: HashMap::new(),
        }
    }

    /// Of several that are known by the same, which it is counts too.
    fn of(&mut self, document: Option<usize>, finding: &Finding) -> Option<String> {
        let places = self.documents.get_mut(document?)?.as_mut()?;
        let known = serde_json::to_string(&known_by(places, finding)).ok()?;
        let count = self.seen.entry((document, known.clone())).or_default();
        *count += 1;
        let digest = Sha256::new_with_prefix(format!("{known} {count}"));
        Some(crate::hash::hex(digest))
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn location(
    place: &Place,
    document: Option<usize>,
    message: Option<&str>,
    sources: &Sources<'_>,
    says: &Presenter<'_>,
) -> Location {
    let words = says.place(place);
    Location {
        physical: PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: uri(sources.name(document)),
                index: document,
            },
            region: sources
                .region(document, &place.pointer)
                .map(SarifRegion::from),
        },
        logical: [LogicalLocation {
            name: if words.is_empty() {
                says.word("report", "document")
            } else {
                words
            },
            fully_qualified_name: place.pointer.clone(),
        }],
        message: message.map(Message::new),
    }
}

/// A file's name as a URI: relative as it is given, or absolute.
fn uri(name: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/');
    let name = name.replace(std::path::MAIN_SEPARATOR, "/");
    let path = utf8_percent_encode(&name, KEPT).to_string();
    if path.starts_with('/') {
        format!("file://{path}")
    } else {
        path
    }
}

fn artifact(document: &super::CheckedDocument<'_>) -> Artifact {
    Artifact {
        location: ArtifactLocation {
            uri: uri(document.name),
            index: None,
        },
        mime_type: "application/json",
        encoding: "UTF-8",
        length: document.text.len(),
        properties: ArtifactProperties {
            as_of: document.assessment.record.as_of.to_string(),
            stage: document.assessment.record.stage.key(),
            answer: document.assessment.answer.key(),
        },
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    language: &'static str,
    artifacts: Vec<Artifact>,
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    location: ArtifactLocation,
    length: usize,
    mime_type: &'static str,
    encoding: &'static str,
    properties: ArtifactProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactProperties {
    as_of: String,
    stage: &'static str,
    answer: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: String,
    short_description: Message,
    full_description: Message,
    help: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: [String; 1],
    severity: Severity,
    basis: Vec<Cited>,
}

#[derive(Serialize)]
struct Cited {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    kind: &'static str,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<fix::Fix>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial_fingerprints: Option<PartialFingerprints>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
    properties: ResultProperties,
}

#[derive(Serialize)]
struct PartialFingerprints {
    #[serde(rename = "findingIdentity/v1")]
    identity: String,
}

#[derive(Serialize)]
struct ResultProperties {
    verdict: Verdict,
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<DistanceProperties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    basis: Vec<Cited>,
}

#[derive(Serialize)]
struct DistanceProperties {
    side: &'static str,
    amount: String,
    unit: &'static str,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<String>,
}

#[derive(Serialize)]
struct Location {
    #[serde(rename = "physicalLocation")]
    physical: PhysicalLocation,
    #[serde(rename = "logicalLocations")]
    logical: [LogicalLocation; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<SarifRegion>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: usize,
    start_column: usize,
    end_column: usize,
}

impl From<Region> for SarifRegion {
    fn from(region: Region) -> Self {
        SarifRegion {
            start_line: region.line,
            start_column: region.column,
            end_column: region.end_column,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    /// Plain text, with nothing in it that SARIF would take for a placeholder or a link.
    fn new(text: &str) -> Self {
        Message {
            text: text
                .replace('{', "{{")
                .replace('}', "}}")
                .replace("](", "\\]("),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_uris() {
        assert_eq!(uri("examples/pohde.json"), "examples/pohde.json");
        assert_eq!(uri("oma hanke/ä#1.json"), "oma%20hanke/%C3%A4%231.json");
        // The first part of a relative URI would be a scheme.
        assert_eq!(uri("c:x.json"), "c%3Ax.json");
        assert_eq!(uri("/srv/a.json"), "file:///srv/a.json");
    }

    #[test]
    fn a_text_holds_no_placeholder_and_no_link() {
        let text = Message::new("{0} [here](https://example.org)").text;
        assert_eq!(text, "{{0}} [here\\](https://example.org)");
    }
}
