//! Every verdict is recomputed from the JSON of its assessment alone: each step from its operands,
//! each operand from where it says it comes from, the verdict from the last step.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and reads best when short"
)]
#![allow(
    clippy::option_option,
    clippy::match_same_arms,
    clippy::print_stdout,
    reason = "an outcome may be no operator's, unknown, or known; arms stand in the schema's order; the count is shown"
)]

mod ops;
mod origin;
mod value;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use selvitys::{Project, Rulebooks, Stage, assess, assess_rule_in_full};
use selvitys_tests::CASES;
use serde_json::Value as Json;

use origin::{Files, World};
use value::{Unit, Val};

/// How much was recomputed.
#[derive(Debug, Default)]
struct Tally {
    reckonings: usize,
    steps: usize,
    operands: usize,
    ops: BTreeSet<String>,
    tampered: usize,
}

impl Tally {
    fn report(&self, wrong: &[String]) {
        let first = wrong.get(..40).unwrap_or(wrong);
        assert!(
            wrong.is_empty(),
            "{} do not follow:\n{}",
            wrong.len(),
            first.join("\n")
        );
        println!(
            "{} verdicts, {} steps and {} operands recomputed; {} wrong steps found",
            self.reckonings, self.steps, self.operands, self.tampered
        );
    }
}

/// A reckoning of an assessment, with the verdict that it must give.
struct Reckoning<'a> {
    rule: &'a str,
    verdict: &'a str,
    json: &'a Json,
}

/// All reckonings of an assessment: of its findings, and of the closest call of what is met.
fn reckonings(assessment: &Json) -> Vec<Reckoning<'_>> {
    let list = |name: &str| assessment[name].as_array().into_iter().flatten();
    let found = list("findings").map(|finding| Reckoning {
        rule: finding["rule"].as_str().unwrap(),
        verdict: finding["verdict"].as_str().unwrap(),
        json: finding,
    });
    let met = list("outcomes").filter_map(|outcome| {
        Some(Reckoning {
            rule: outcome["rule"].as_str().unwrap(),
            verdict: "met",
            json: outcome.get("closest")?,
        })
    });
    // Of one rule alone, everything that it is met for.
    let rule = assessment["outcomes"][0]["rule"].as_str().unwrap();
    let passes = list("passes").map(|json| Reckoning {
        rule,
        verdict: "met",
        json,
    });
    found.chain(met).chain(passes).collect()
}

/// Recomputes one reckoning.
fn recompute(world: &World, one: &Reckoning<'_>, tally: &mut Tally) -> Result<(), String> {
    let empty = Vec::new();
    let list = |name: &str| one.json[name].as_array().unwrap_or(&empty);
    for operand in list("operands") {
        world.check(one.rule, operand)?;
        tally.operands += 1;
    }
    let mut results: Vec<Val> = Vec::new();
    for step in list("steps") {
        let op = step["op"].as_str().ok_or("a step without operator")?;
        let terms: Result<Vec<Val>, String> = step["operands"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|argument| term(argument, list("operands"), &results))
            .collect();
        let result = Val::read(step.get("result"))?;
        let reckoned = ops::apply(op, &terms?)?;
        if !same(&result, &reckoned) {
            return Err(format!("`{op}` gives {reckoned:?}: {step}"));
        }
        results.push(result);
        tally.steps += 1;
        tally.ops.insert(op.to_owned());
    }
    let last = results.last().ok_or("no steps")?;
    let waived = one.json["waiver"]["state"] == "granted";
    let verdict = match last {
        Val::Truth(Some(true)) if waived => "waived",
        Val::Truth(Some(true)) => "met",
        Val::Truth(Some(false)) => "not-met",
        Val::Truth(None) => "cannot-tell",
        _ => return Err("the last step decides nothing".to_owned()),
    };
    if verdict != one.verdict {
        return Err(format!(
            "the last step says {verdict}, the verdict is {}",
            one.verdict
        ));
    }
    tally.reckonings += 1;
    distance(one.json, &results)
}

fn term(argument: &Json, operands: &[Json], results: &[Val]) -> Result<Val, String> {
    let number = |name: &str| {
        argument[name]
            .as_u64()
            .and_then(|one| usize::try_from(one).ok())
    };
    if let Some(number) = number("operand") {
        let operand = operands.get(number).ok_or("an operand that is not there")?;
        return Val::read(operand.get("value"));
    }
    if let Some(number) = number("step") {
        return Ok(results
            .get(number)
            .ok_or("a step that is not yet done")?
            .clone());
    }
    let fixed = argument.get("fixed").ok_or("no argument")?;
    let value = Val::read(Some(fixed))?;
    // Nothing that differs from case to case may be put in as fixed.
    let allowed = match &value {
        Val::Number(_, Some(number), _) => ["0", "1", "11"]
            .iter()
            .any(|one| one.parse() == Ok(*number)),
        Val::Number(Unit::Share, ..) => true,
        Val::Set(all, _) => all.len() <= 7,
        Val::Other(_) => true,
        _ => false,
    };
    if allowed {
        Ok(value)
    } else {
        Err(format!("not a fixed value: {fixed}"))
    }
}

fn same(one: &Val, other: &Val) -> bool {
    match (one, other) {
        // What is added up from nothing has no unit of its own.
        (Val::Number(a, al, ah), Val::Number(b, bl, bh)) => {
            let zero = Some(Decimal::ZERO);
            (a == b || (al == &zero && ah == &zero)) && al == bl && ah == bh
        }
        _ => one == other,
    }
}

/// The distance is what a step came to, but for a single thing that lacks or is too many.
fn distance(json: &Json, results: &[Val]) -> Result<(), String> {
    let Some(by) = json.get("distance").map(|distance| &distance["by"]) else {
        return Ok(());
    };
    let Val::Number(unit, Some(far), _) = Val::read(Some(by))? else {
        return Err(format!("no distance: {by}"));
    };
    let reckoned = results.iter().any(|result| match result {
        Val::Number(own, low, high) => {
            *own == unit
                && [low, high]
                    .into_iter()
                    .flatten()
                    .any(|end| end.abs() == far)
        }
        _ => false,
    });
    let single =
        unit == Unit::Count && (far == Decimal::ONE || json["values"]["projects"].is_object());
    if reckoned || single {
        Ok(())
    } else {
        Err(format!("no step gives the distance {by}"))
    }
}

/// Recomputes an assessment; what it does not follow from is told with its rule.
fn all(world: &World, assessment: &Json, tally: &mut Tally, wrong: &mut Vec<String>) {
    for one in reckonings(assessment) {
        if let Err(error) = recompute(world, &one, tally) {
            wrong.push(format!("{} ({}): {error}", one.rule, one.verdict));
        }
    }
}

/// A wrong result must not pass: each step's is changed, and the change is found.
fn tamper(world: &World, assessment: &Json, tally: &mut Tally, wrong: &mut Vec<String>) {
    for one in reckonings(assessment) {
        let steps = one.json["steps"].as_array().map_or(0, Vec::len);
        for number in 0..steps {
            let mut json = one.json.clone();
            let step = &mut json["steps"][number];
            let before = step["result"].clone();
            step["result"] = other(&before);
            let changed = Reckoning { json: &json, ..one };
            if recompute(world, &changed, &mut Tally::default()).is_ok() {
                wrong.push(format!(
                    "{}: {before} became {} unnoticed",
                    one.rule, json["steps"][number]
                ));
            }
            tally.tampered += 1;
        }
    }
}

/// A value of the same kind that is another.
fn other(value: &Json) -> Json {
    let mut value = value.clone();
    let Some((kind, inner)) = value.as_object_mut().and_then(|one| one.iter_mut().next()) else {
        return serde_json::json!({ "count": 1 });
    };
    *inner = match (kind.as_str(), &*inner) {
        ("truth", Json::String(word)) if word == "yes" => "no".into(),
        ("truth", _) => "yes".into(),
        ("money" | "share" | "points", Json::String(number)) => {
            let number: Decimal = number.parse().unwrap();
            format!("{:.2}", number + Decimal::new(1, 2)).into()
        }
        ("date", Json::String(day)) => {
            let day: jiff::civil::Date = day.parse().unwrap();
            day.yesterday().unwrap().to_string().into()
        }
        ("count" | "days" | "days-at-least", Json::Number(number)) => {
            (number.as_i64().unwrap() + 1).into()
        }
        ("several", Json::Array(all)) if all.is_empty() => serde_json::json!([{ "code": "?" }]),
        ("several", Json::Array(_)) => serde_json::json!([]),
        (_, Json::Array(pair)) => {
            let mut pair = pair.clone();
            pair.reverse();
            pair.into()
        }
        _ => panic!("how to change {kind}?"),
    };
    value
}

fn world(files: &Files, documents: Vec<Json>, assessment: &Json) -> World {
    let record = |field: &str| assessment["record"][field].as_str().unwrap().to_owned();
    World {
        documents,
        as_of: record("as_of"),
        stage: record("stage"),
        files: files.clone(),
    }
}

#[test]
fn every_verdict_of_every_example_follows_from_its_json() {
    // The built-in rulebooks, and the one of a call that defines contents of its own.
    let books = &Rulebooks::load(&selvitys_tests::root().join("examples/rulebooks")).unwrap();
    let files = Files::read();
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for (book, rule) in books.rules() {
        for example in &rule.examples {
            let base = books.base(&book.file.id).unwrap();
            let documents = selvitys_tests::documents_of(base, rule, example);
            let read = |json: &Json| Project::from_json(&json.to_string()).unwrap();
            let projects: Vec<Project> = documents.iter().map(read).collect();
            let day = example
                .as_of
                .or(books.examples_as_of(&book.file.id))
                .unwrap();
            let stage = example.stage.unwrap_or(Stage::Application);
            let said = assess_rule_in_full(&projects, books, &rule.id, day, stage).unwrap();
            let json = serde_json::json!({
                "record": { "as_of": day, "stage": stage },
                "outcomes": [said.outcome],
                "findings": said.findings,
                "passes": said.passes,
            });
            let world = world(&files, documents, &json);
            let before = wrong.len();
            all(&world, &json, &mut tally, &mut wrong);
            for one in wrong.iter_mut().skip(before) {
                *one = format!("{} `{}`: {one}", rule.id, example.name);
            }
        }
    }
    tally.report(&wrong);
    assert!(tally.steps >= 2_800, "{tally:?}");
    // Every operator that an assessment may use is recomputed here.
    let schema =
        std::fs::read_to_string(selvitys_tests::root().join("schemas/assessment.schema.json"));
    let schema: Json = serde_json::from_str(&schema.unwrap()).unwrap();
    let known = schema["$defs"]["Op"]["oneOf"].as_array().unwrap();
    let known = known
        .iter()
        .map(|one| one["const"].as_str().unwrap().to_owned());
    let unused: BTreeSet<String> = known.filter(|op| !tally.ops.contains(op)).collect();
    assert!(unused.is_empty(), "no example uses {unused:?}");
}

#[test]
fn every_verdict_of_the_real_projects_follows_from_its_json_and_a_wrong_step_does_not() {
    let books = Rulebooks::builtin();
    let files = Files::read();
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for case in CASES {
        let document: Json = serde_json::from_str(&selvitys_tests::text(case.name)).unwrap();
        let day = case.as_of.parse().unwrap();
        for stage in Stage::ALL {
            let project = case.project();
            let assessment = assess(&project, books, day, stage);
            let json = serde_json::to_value(&assessment).unwrap();
            let world = world(&files, vec![document.clone()], &json);
            let before = wrong.len();
            all(&world, &json, &mut tally, &mut wrong);
            if stage == case.stage {
                tamper(&world, &json, &mut tally, &mut wrong);
            }
            for one in wrong.iter_mut().skip(before) {
                *one = format!("{} {}: {one}", case.name, stage.key());
            }
        }
    }
    tally.report(&wrong);
    assert!(tally.steps >= 3_600 && tally.tampered >= 600, "{tally:?}");
}
