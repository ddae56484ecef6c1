//! Reads a document and says whether it comes back as it went in.
use selvitys::Project;
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let project: Project = match serde_json::from_str(&text) {
            Ok(project) => project,
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        let back = serde_json::to_value(&project).unwrap();
        let input: serde_json::Value = serde_json::from_str(&text).unwrap();
        println!("{path}: {}", if back == input { "ok" } else { "READ BUT DOES NOT ROUND-TRIP (an amount not written with 2 decimals, an empty list, a null?)" });
    }
}
