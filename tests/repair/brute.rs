//! Which cells may be wrong, by trying every set of them: slow, plain, and written apart from what
//! it proves. It knows whole euros only.

use std::collections::{BTreeMap, BTreeSet};

use super::random::{Budget, Line};

/// The greatest value that is tried.
const GREATEST: i64 = 3_000;
/// So many solutions are told apart.
const MANY: usize = 400;

/// The sum of factor times cell lies within the slack of zero; all in tenths of a euro.
struct Equation {
    terms: Vec<(usize, i64)>,
    slack: i64,
}

pub(crate) struct Table {
    /// The pointer of each cell, its value, and the unit of a new value.
    pub(crate) cells: Vec<(String, Option<i64>, i64)>,
    equations: Vec<Equation>,
    /// Whether a line beside states what the cell does not, and whether its row states anything.
    lost: Vec<(bool, bool)>,
}

/// Sets of cells, each with the values that they must have; nothing where several values do.
pub(crate) type Sets = BTreeSet<Vec<(String, Option<i64>)>>;

impl Table {
    pub(crate) fn new(budget: &Budget) -> Table {
        let mut table = Table {
            cells: Vec::new(),
            equations: Vec::new(),
            lost: Vec::new(),
        };
        let used: Vec<bool> = (0..4)
            .map(|figure| {
                budget
                    .all()
                    .iter()
                    .any(|(line, _)| line.figures[figure].is_some())
            })
            .collect();
        table.lines(&budget.lines, "/budgets/0/lines", &used, budget.shares);
        for (number, headline) in budget.headlines.iter().enumerate() {
            let step = if headline.nearest == 1 {
                1
            } else {
                headline.nearest
            };
            let rounded = if headline.nearest == 1 { "" } else { "/amount" };
            let pointer = format!("/budgets/0/headlines/{number}/amount{rounded}");
            table.cells.push((pointer, Some(headline.amount), step));
            table.lost.push((false, true));
            let mut terms = vec![(table.cells.len() - 1, 10)];
            let all = budget.all();
            let at = all
                .iter()
                .position(|(line, _)| line.id == headline.line)
                .unwrap();
            let theirs = all[at].1;
            if !(headline.less_partner && theirs) {
                terms.push((at * 4 + headline.figure, -10));
                if headline.less_partner {
                    // What is a neighbour's below it, without what is again below that.
                    let mut above = None;
                    for (below, (line, _)) in all.iter().enumerate().skip(at + 1) {
                        let inside = |of: usize| below < of + size(all[of].0);
                        if !inside(at) {
                            break;
                        }
                        if line.partner && !above.is_some_and(inside) {
                            terms.push((below * 4 + headline.figure, 10));
                            above = Some(below);
                        }
                    }
                }
            }
            let slack = if headline.nearest == 1 {
                0
            } else {
                5 * headline.nearest
            };
            table.equations.push(Equation { terms, slack });
        }
        table
    }

    fn lines(&mut self, lines: &[Line], path: &str, used: &[bool], shares: bool) -> Vec<usize> {
        let mut starts = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let start = self.cells.len();
            starts.push(start);
            let beside = |figure: usize| lines.iter().any(|other| other.figures[figure].is_some());
            for (figure, name) in super::random::FIGURES.iter().enumerate() {
                let value = line.figures[figure];
                self.cells
                    .push((format!("{path}/{number}/applied/{name}"), value, 1));
                let states = line.figures.iter().any(Option::is_some);
                self.lost.push((value.is_none() && beside(figure), states));
            }
            if used[0] && used[1] && used[2] {
                let mut terms = vec![(start, 10), (start + 1, -10), (start + 2, -10)];
                if line.figures[3].is_some() || beside(3) {
                    terms.push((start + 3, -10));
                }
                self.equations.push(Equation { terms, slack: 0 });
            }
            if shares {
                for (figure, share) in [(1, -8), (2, -2)] {
                    if used[0] && used[figure] {
                        let terms = vec![(start + figure, 10), (start, share)];
                        self.equations.push(Equation { terms, slack: 5 });
                    }
                }
            }
            let below = format!("{path}/{number}/children");
            let children = self.lines(&line.children, &below, used, shares);
            if children.is_empty() {
                continue;
            }
            for figure in (0..4).filter(|figure| used[*figure]) {
                let parts = children.iter().map(|child| (child + figure, -10));
                let terms = std::iter::once((start + figure, 10)).chain(parts).collect();
                self.equations.push(Equation { terms, slack: 0 });
            }
        }
        starts
    }

    /// The smallest sets of cells whose change makes everything hold, up to a size; nothing when
    /// none of them does.
    pub(crate) fn smallest(&self, most: usize) -> Option<Sets> {
        let stated: Vec<usize> = (0..self.cells.len())
            .filter(|cell| self.cells[*cell].1.is_some())
            .collect();
        for size in 0..=most {
            let mut sets = Sets::new();
            self.choose(&stated, size, &mut Vec::new(), &mut sets);
            if !sets.is_empty() {
                return Some(sets);
            }
        }
        None
    }

    fn choose(&self, from: &[usize], more: usize, chosen: &mut Vec<usize>, sets: &mut Sets) {
        if more == 0 {
            let solutions = self.solutions(chosen);
            if let Some(first) = solutions.first() {
                let value = |(at, cell): (usize, &usize)| {
                    let only = solutions.iter().all(|one| one[at] == first[at]);
                    (self.cells[*cell].0.clone(), only.then_some(first[at]))
                };
                sets.insert(chosen.iter().enumerate().map(value).collect());
            }
            return;
        }
        for (at, cell) in from.iter().enumerate() {
            chosen.push(*cell);
            self.choose(&from[at + 1..], more - 1, chosen, sets);
            chosen.pop();
        }
    }

    /// The values of some cells with which everything holds, the absent ones chosen freely.
    fn solutions(&self, free: &[usize]) -> BTreeSet<Vec<i64>> {
        let open = |cell: usize| self.cells[cell].1.is_none() || free.contains(&cell);
        // Most sets leave something broken that they do not touch.
        let holds = |equation: &Equation| {
            let sum: i64 = equation
                .terms
                .iter()
                .map(|(c, f)| f * self.cells[*c].1.unwrap())
                .sum();
            sum.abs() <= equation.slack
        };
        let untouched = |one: &&Equation| !one.terms.iter().any(|(cell, _)| open(*cell));
        if !self.equations.iter().filter(untouched).all(holds) {
            return BTreeSet::new();
        }
        let known: Vec<Option<i64>> = (0..self.cells.len())
            .map(|cell| if open(cell) { None } else { self.cells[cell].1 })
            .collect();
        let mut found = BTreeSet::new();
        self.complete(&known, free, &mut found);
        found
    }

    /// Fills in what is open, an equation with the fewest open cells first.
    fn complete(&self, known: &[Option<i64>], free: &[usize], found: &mut BTreeSet<Vec<i64>>) {
        let chosen: Option<Vec<i64>> = free.iter().map(|cell| known[*cell]).collect();
        if found.len() >= MANY || chosen.as_ref().is_some_and(|values| found.contains(values)) {
            return;
        }
        let mut best: Option<(usize, usize, i64, i64)> = None;
        for equation in &self.equations {
            let mut open = Vec::new();
            let mut sum = 0;
            for (cell, factor) in &equation.terms {
                match known[*cell] {
                    Some(value) => sum += factor * value,
                    None => open.push((*cell, *factor)),
                }
            }
            match open.as_slice() {
                [] if sum.abs() > equation.slack => return,
                [] => {}
                [(cell, factor)] => {
                    // factor * value lies from -slack - sum to slack - sum.
                    let (low, high) = (-equation.slack - sum, equation.slack - sum);
                    let (low, high) = if *factor < 0 {
                        (-high, -low)
                    } else {
                        (low, high)
                    };
                    let factor = factor.abs();
                    let low = -((-low).div_euclid(factor));
                    let high = high.div_euclid(factor);
                    if best.is_none_or(|(count, _, from, to)| count > 1 || to - from > high - low) {
                        best = Some((1, *cell, low, high));
                    }
                }
                [(cell, _), ..] => {
                    // A chosen cell is tried rather than an absent one: of those, any value will do.
                    let first = open.iter().find(|(cell, _)| free.contains(cell));
                    let cell = first.map_or(*cell, |(cell, _)| *cell);
                    if best.is_none_or(|(count, ..)| count > open.len()) {
                        best = Some((open.len(), cell, 0, GREATEST));
                    }
                }
            }
        }
        let Some((_, cell, low, high)) = best else {
            // What is open still stands in no equation; a chosen cell always stands in one.
            found.extend(chosen);
            return;
        };
        let (_, stated, step) = &self.cells[cell];
        for value in low..=high {
            if stated.is_some() && (value < 0 || value % step != 0) {
                continue;
            }
            let mut next = known.to_vec();
            next[cell] = Some(value);
            self.complete(&next, free, found);
        }
    }

    /// The values that absent cells must have with certain changes made: those that the document
    /// has lost.
    pub(crate) fn fills(&self, changed: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
        let mut known: Vec<Option<i64>> = self
            .cells
            .iter()
            .map(|(pointer, value, _)| changed.get(pointer).copied().or(*value))
            .collect();
        let lost: Vec<usize> = (0..self.cells.len())
            .filter(|cell| self.lost[*cell].0)
            .collect();
        let mut fills = BTreeMap::new();
        for cell in lost {
            let mut found = BTreeSet::new();
            self.complete(&known, &[cell], &mut found);
            let only: Vec<&Vec<i64>> = found.iter().collect();
            if let [only] = only.as_slice() {
                known[cell] = Some(only[0]);
                // What comes to nothing in a row that states other figures is not missed.
                if only[0] > 0 || only[0] == 0 && !self.lost[cell].1 {
                    fills.insert(self.cells[cell].0.clone(), only[0]);
                }
            }
        }
        fills
    }
}

/// How many lines a line and those below it are.
fn size(line: &Line) -> usize {
    1 + line.children.iter().map(size).sum::<usize>()
}
