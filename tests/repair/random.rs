//! Small random budgets with damaged figures, the same ones every time.

use serde_json::{Value, json};

/// A generator of numbers that look random (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound).unwrap()).unwrap()
    }

    /// Whether something of such a chance, in a hundred, happens.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A line: its figures in whole euros, and the lines below it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) partner: bool,
    /// Total, grant, own funding and other public funding.
    pub(crate) figures: [Option<i64>; 4],
    pub(crate) children: Vec<Line>,
}

/// A sum in the text.
#[derive(Debug, Clone)]
pub(crate) struct Headline {
    pub(crate) figure: usize,
    pub(crate) line: String,
    /// Only what is not the partner's.
    pub(crate) less_partner: bool,
    pub(crate) amount: i64,
    /// The unit that it was rounded to; 1 is exact.
    pub(crate) nearest: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Budget {
    pub(crate) lines: Vec<Line>,
    pub(crate) headlines: Vec<Headline>,
    /// Whether shares of 80 % and 20 % are stated.
    pub(crate) shares: bool,
}

pub(crate) const FIGURES: [&str; 4] = ["total", "grant", "own", "other_public"];

fn sums(children: &[Line]) -> [Option<i64>; 4] {
    let mut sums = [None; 4];
    for (figure, sum) in sums.iter_mut().enumerate() {
        *sum = children
            .iter()
            .map(|child| child.figures[figure])
            .sum::<Option<i64>>();
    }
    sums
}

fn tree(random: &mut Random, depth: usize, shares: bool, others: bool, count: &mut usize) -> Line {
    *count += 1;
    let mut line = Line {
        id: format!("l{count}"),
        partner: random.chance(15),
        ..Line::default()
    };
    if depth > 0 && random.chance(if depth > 1 { 100 } else { 50 }) {
        let children = 2 + random.below(2);
        line.children = (0..children)
            .map(|_| tree(random, depth - 1, shares, others, count))
            .collect();
        line.figures = sums(&line.children);
        return line;
    }
    let other = if others {
        i64::try_from(random.below(4)).unwrap()
    } else {
        0
    };
    let unit = i64::try_from(1 + random.below(9)).unwrap();
    let (grant, own) = if shares {
        (4 * unit, unit)
    } else {
        (unit * 2 + other, unit + 3)
    };
    line.figures = [
        Some(grant + own + other),
        Some(grant),
        Some(own),
        others.then_some(other),
    ];
    line
}

impl Budget {
    /// A sound budget.
    pub(crate) fn sound(random: &mut Random) -> Budget {
        let shares = random.chance(50);
        // Other funding leaves no room for shares that come to the whole.
        let others = !shares && random.chance(40);
        let mut count = 0;
        let lines = if random.chance(70) {
            vec![tree(random, 2, shares, others, &mut count)]
        } else {
            (0..2)
                .map(|_| tree(random, 1, shares, others, &mut count))
                .collect()
        };
        let mut budget = Budget {
            lines,
            headlines: Vec::new(),
            shares,
        };
        for _ in 0..random.below(3) {
            let figure = random.below(3);
            let lines = budget.all();
            let (line, theirs) = lines[random.below(lines.len())];
            let less_partner = random.chance(40);
            let amount = match (less_partner, theirs) {
                (false, _) => line.figures[figure].unwrap(),
                (true, true) => 0,
                (true, false) => line.figures[figure].unwrap() - of_others(line, figure),
            };
            let nearest = [1, 10][random.below(2)];
            let amount = (amount + nearest / 2) / nearest * nearest;
            let line = line.id.clone();
            budget.headlines.push(Headline {
                figure,
                line,
                less_partner,
                amount,
                nearest,
            });
        }
        budget
    }

    /// All lines, each before those below it, and whether it is the neighbour's.
    pub(crate) fn all(&self) -> Vec<(&Line, bool)> {
        fn walk<'a>(lines: &'a [Line], theirs: bool, all: &mut Vec<(&'a Line, bool)>) {
            for line in lines {
                let theirs = theirs || line.partner;
                all.push((line, theirs));
                walk(&line.children, theirs, all);
            }
        }
        let mut all = Vec::new();
        walk(&self.lines, false, &mut all);
        all
    }

    /// Every figure that is stated.
    fn each(&mut self, visit: &mut dyn FnMut(&mut i64)) {
        fn walk(lines: &mut [Line], visit: &mut dyn FnMut(&mut i64)) {
            for line in lines {
                line.figures.iter_mut().flatten().for_each(&mut *visit);
                walk(&mut line.children, visit);
            }
        }
        walk(&mut self.lines, visit);
        for headline in &mut self.headlines {
            visit(&mut headline.amount);
        }
    }

    /// Damages so many figures, as a scan or a typist would.
    pub(crate) fn damage(&mut self, random: &mut Random, times: usize) {
        for _ in 0..times {
            let mut count = 0;
            self.each(&mut |_| count += 1);
            let (which, kind, by) = (random.below(count), random.below(4), random.below(9));
            let by = i64::try_from(by + 1).unwrap();
            let mut at = 0;
            self.each(&mut |figure| {
                if at == which {
                    *figure = match kind {
                        0 => *figure + by,
                        1 => (*figure - by).max(0),
                        2 => *figure * 10,
                        _ => by * 5,
                    };
                }
                at += 1;
            });
        }
    }

    /// Loses the figures of a line, or one of them.
    pub(crate) fn lose(&mut self, random: &mut Random) {
        fn nth<'a>(lines: &'a mut [Line], at: &mut usize) -> Option<&'a mut Line> {
            for line in lines {
                if *at == 0 {
                    return Some(line);
                }
                *at -= 1;
                if let Some(found) = nth(&mut line.children, at) {
                    return Some(found);
                }
            }
            None
        }
        let count = self.all().len();
        let line = nth(&mut self.lines, &mut random.below(count)).unwrap();
        if random.chance(60) {
            line.figures = [None; 4];
        } else {
            line.figures[random.below(3)] = None;
        }
    }

    pub(crate) fn document(&self) -> Value {
        fn line(one: &Line) -> Value {
            let mut json = json!({"id": one.id, "title": {"fi": one.id}});
            let stated = FIGURES.iter().zip(one.figures);
            let figures: serde_json::Map<String, Value> = stated
                .filter_map(|(name, value)| {
                    Some(((*name).to_owned(), json!(format!("{}.00", value?))))
                })
                .collect();
            if !figures.is_empty() {
                json["applied"] = figures.into();
            }
            if one.partner {
                json["partner"] = json!("neighbour");
            }
            if !one.children.is_empty() {
                json["children"] = one.children.iter().map(line).collect();
            }
            json
        }
        let headlines = self.headlines.iter().map(|one| {
            let exact = json!(format!("{}.00", one.amount));
            let rounded = json!({"amount": exact, "nearest": format!("{}.00", one.nearest)});
            let mut json = json!({
                "title": {"fi": "Summa"}, "figure": FIGURES[one.figure], "lines": [one.line],
                "amount": if one.nearest == 1 { exact } else { rounded },
            });
            if one.less_partner {
                json["partner"] = json!("own");
            }
            json
        });
        let mut budget = json!({
            "id": "b", "grant": "ru", "version": "applied",
            "lines": self.lines.iter().map(line).collect::<Vec<_>>(),
            "headlines": headlines.collect::<Vec<_>>(),
        });
        if self.shares {
            budget["stated_shares"] = json!({"grant": "0.80", "own": "0.20"});
        }
        json!({
            "format": "1", "id": "random", "name": {"fi": "Satunnainen"},
            "grants": [{"id": "ru", "call": "ru-2020", "status": "applied"}],
            "budgets": [budget],
        })
    }
}

/// What of a figure is the neighbour's below a line.
fn of_others(line: &Line, figure: usize) -> i64 {
    let of = |child: &Line| {
        if child.partner {
            child.figures[figure].unwrap()
        } else {
            of_others(child, figure)
        }
    };
    line.children.iter().map(of).sum()
}
