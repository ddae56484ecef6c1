//! What a rule says of a document in words: each value and each step stands there in every language,
//! by its number, and says what the data say.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and reads best when short"
)]

use selvitys::{
    Argument, Assessment, Lang, Outcome, Presenter, Project, RuleAssessment, Rulebooks, Verdict,
    VerdictTold, assess, assess_rule_in_full, rule_verdicts_page,
};
use selvitys_tests::{CASES, documents_of};
use serde_json::Value as Json;

/// What every rule says of the real projects, with what it is met for.
fn said(of: &dyn Fn(&str, &Assessment, &RuleAssessment)) {
    let books = Rulebooks::builtin();
    for case in CASES {
        let projects = [case.project()];
        let day = case.as_of.parse().unwrap();
        let whole = assess(&projects[0], books, day, case.stage);
        for Outcome { rule, .. } in &whole.outcomes {
            let one = assess_rule_in_full(&projects, books, rule, day, case.stage);
            of(case.name, &whole, &one.unwrap());
        }
    }
}

#[test]
fn one_rule_alone_says_what_it_says_among_all_and_shows_every_pass() {
    let passes = std::cell::Cell::new(0);
    said(&|name, whole, one| {
        let rule = &one.outcome.rule;
        let among = whole.outcomes.iter().find(|of| of.rule == *rule).unwrap();
        assert_eq!(among.verdict, one.outcome.verdict, "{name} {rule}");
        assert_eq!(among.counts, one.outcome.counts, "{name} {rule}");
        assert_eq!(among.closest, one.outcome.closest, "{name} {rule}");
        let met = u64::try_from(one.passes.len()).unwrap();
        assert_eq!(among.counts.met, met, "{name} {rule}");
        if let Some(closest) = &among.closest {
            assert!(one.passes.contains(closest), "{name} {rule}");
        }
        passes.set(passes.get() + met);
    });
    assert!(passes.get() > 500, "{}", passes.get());
}

/// Checks a verdict in words against its data; gives how many values and steps it has.
fn sound(says: &Presenter<'_>, told: &VerdictTold) -> Result<usize, String> {
    let values = told.values.iter().map(|one| one.number);
    let steps = told.reasoning.iter().map(|one| one.number);
    let numbers: Vec<usize> = values.chain(steps).collect();
    if !numbers.iter().copied().eq(1..=numbers.len()) {
        return Err(format!("numbers {numbers:?}"));
    }
    if told.reasoning.len() != told.steps.len() || told.steps.is_empty() {
        return Err("steps are lost".to_owned());
    }
    let mut distinct = Vec::new();
    for operand in &told.operands {
        if !distinct.contains(&operand) {
            distinct.push(operand);
        }
    }
    if distinct.len() != told.values.len() {
        return Err("values are lost".to_owned());
    }
    for (line, step) in told.reasoning.iter().zip(&told.steps) {
        let text = &line.text;
        // A step names each value that it used by its number, and says its result.
        for argument in &step.operands {
            let number = match argument {
                Argument::Operand(at) => {
                    let number = distinct.iter().position(|one| **one == told.operands[*at]);
                    number.unwrap() + 1
                }
                Argument::Step(at) => distinct.len() + at + 1,
                Argument::Fixed(_) => continue,
            };
            if !text.contains(&format!("({number})")) {
                return Err(format!("({number}) is not in {text}"));
            }
        }
        if let Some(selvitys::Value::Money(sum)) = &step.result {
            let sum = says.value(&selvitys::Value::Money(*sum));
            if !text.contains(&sum) {
                return Err(format!("{sum} is not in {text}"));
            }
        }
        if text.contains(['{', '_']) {
            return Err(format!("a key is left in {text}"));
        }
    }
    for value in &told.values {
        if value.what.is_empty() || value.value.is_empty() || value.what.contains('{') {
            return Err(format!("a value without words: {value:?}"));
        }
    }
    Ok(numbers.len())
}

#[test]
fn every_verdict_of_the_real_projects_is_told_whole_in_every_language() {
    let lines = std::cell::Cell::new(0);
    for lang in Lang::ALL {
        let says = Presenter::new(Rulebooks::builtin(), lang);
        said(&|name, _, one| {
            let found = one.findings.iter().map(|one| says.told_finding(one));
            let met = one.passes.iter();
            let met = met.map(|of| says.told_evidence(&one.outcome.rule, of));
            for told in found.chain(met) {
                let count = sound(&says, &told);
                let rule = &one.outcome.rule;
                lines.set(lines.get() + count.unwrap_or_else(|why| panic!("{name} {rule}: {why}")));
            }
        });
    }
    assert!(lines.get() > 9_000, "{}", lines.get());
}

#[test]
fn every_example_is_told_whole_in_every_language() {
    let books = Rulebooks::builtin();
    for lang in Lang::ALL {
        let says = Presenter::new(books, lang);
        for (book, rule) in books.rules() {
            let base = books.base(&book.file.id).unwrap();
            for example in &rule.examples {
                let documents = documents_of(base, rule, example);
                let read = |json: &Json| Project::from_json(&json.to_string()).unwrap();
                let projects: Vec<Project> = documents.iter().map(read).collect();
                let day = example
                    .as_of
                    .or(books.examples_as_of(&book.file.id))
                    .unwrap();
                let stage = example.stage.unwrap_or(selvitys::Stage::Application);
                let said = assess_rule_in_full(&projects, books, &rule.id, day, stage).unwrap();
                let told = says.told_rule("malli", &said, day, stage);
                for verdict in &told.verdicts {
                    if let Err(why) = sound(&says, verdict) {
                        panic!("{} `{}`: {why}", rule.id, example.name);
                    }
                }
                // Without words of its own, what cannot be told is never said as a fault: the end of
                // the message says one.
                let fault = rule.message.get(lang).rsplit('}').next().unwrap().trim();
                let open = said.findings.iter();
                for finding in
                    open.filter(|one| one.verdict == Verdict::CannotTell && rule.unclear.is_none())
                {
                    let message = says.message(finding);
                    let claims = fault.chars().count() > 15 && message.contains(fault);
                    assert!(!claims, "{} `{}`: {message}", rule.id, example.name);
                }
                let shown = says.rule_told(&told);
                assert!(shown.contains(&says.requirement(&rule.id)));
                let page = rule_verdicts_page(&says, &told);
                let titles = page.matches("\n## ").count();
                let basis = usize::from(!told.basis.is_empty());
                assert_eq!(titles, told.verdicts.len() + basis, "{}", rule.id);
                if example.verdict == Verdict::NotApplicable {
                    assert!(!told.reasons.is_empty(), "{} `{}`", rule.id, example.name);
                }
            }
        }
    }
}
