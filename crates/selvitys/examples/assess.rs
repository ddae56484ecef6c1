//! Assesses a document: file, day, stage.
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let project: selvitys::Project = serde_json::from_str(&std::fs::read_to_string(&args[1]).unwrap()).unwrap();
    let stage = selvitys::Stage::ALL.into_iter().find(|s| s.key() == args[3]).unwrap();
    let a = selvitys::assess(&project, selvitys::Rulebooks::builtin(), args[2].parse().unwrap(), stage);
    println!("{:?} {:?}", a.answer, a.counts);
    for o in &a.outcomes {
        println!("{:15} {:9} {} {:?} {:?} {:?}", o.verdict.key(), o.severity.key(), o.rule, o.counts, o.reasons, o.closest.as_ref().map(|c| (&c.place.pointer, &c.distance)));
        for f in &o.findings { let f = &a.findings[*f]; println!("      {} {} {:?} missing {:?} dist {:?} group {:?}", f.verdict.key(), f.place.pointer, f.values.iter().map(|(k,v)| format!("{k}={}", v.as_data())).collect::<Vec<_>>(), f.missing, f.distance, f.group); }
    }
    for g in &a.groups { println!("GROUP {:?} {:?}", g.findings, g.causes.iter().map(|c| &c.pointer).collect::<Vec<_>>()); }
}
