//! Loads the rulebooks of a folder and runs every example of every rule.
use selvitys::Rulebooks;
fn main() {
    let mut files = Vec::new();
    fn walk(dir: &std::path::Path, root: &std::path::Path, files: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, root, files) } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or("crates/selvitys/rulebooks".into()));
    walk(&root, &root, &mut files);
    let only = std::env::args().nth(2);
    let books = match Rulebooks::from_files(files) {
        Ok(books) => books,
        Err(error) => { println!("{error}"); std::process::exit(1) }
    };
    let (mut ran, mut failed) = (0, 0);
    for (book, rule) in books.rules() {
        if only.as_ref().is_some_and(|only| !rule.id.contains(only.as_str())) { continue }
        let verdicts: std::collections::BTreeSet<_> = rule.examples.iter().map(|e| e.verdict.key()).collect();
        println!("{}/{}: {:?}", book.file.id, rule.id, verdicts);
        for example in &rule.examples {
            ran += 1;
            if let Err(error) = example.prove(&books, book, rule) {
                failed += 1;
                println!("  FAILED `{}`: {error}", example.name);
                if let Ok(a) = example.assess(&books, book, rule) {
                    for f in a.findings.iter().filter(|f| f.rule == rule.id).take(3) { println!("    {} {} {:?}", f.verdict.key(), f.place.pointer, f.values) }
                    for o in a.outcomes.iter().filter(|o| o.rule == rule.id) { println!("    {:?} {:?} {:?}", o.counts, o.reasons, o.closest) }
                }
            }
        }
    }
    println!("{ran} examples, {failed} failed");
}
