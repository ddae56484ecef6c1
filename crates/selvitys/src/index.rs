//! A project laid out flat: every line and package with its way up, and the figures of each line
//! worked out once.

use std::borrow::Borrow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::finding::Place;
use crate::model::{
    Budget, Figure, Grant, GrantStatus, Line, Money, Package, Project, Status, Version,
};
use crate::place::At;
use crate::range::Range;

/// How many figures a line may state.
const FIGURES: usize = Figure::ALL.len();

/// A project with ways to find what rules speak of.
pub(crate) struct Index<'a> {
    pub(crate) project: &'a Project,
    pub(crate) lines: Vec<LineNode<'a>>,
    pub(crate) packages: Vec<PackageNode<'a>>,
    /// The first and the last line of each budget, the last not included.
    pub(crate) budget_lines: Vec<(usize, usize)>,
    line_ids: Vec<HashMap<&'a str, usize>>,
    figures: [OnceCell<Vec<[Range<Money>; FIGURES]>>; 3],
    /// Places that were told: several rules speak of the same.
    places: RefCell<BTreeMap<At, Arc<Place>>>,
}

/// A budget line and where it hangs.
pub(crate) struct LineNode<'a> {
    pub(crate) line: &'a Line,
    pub(crate) budget: usize,
    pub(crate) parent: Option<usize>,
    /// Its number among its parent's children.
    pub(crate) ordinal: usize,
    /// The first line after it that is not below it.
    pub(crate) end: usize,
    /// Whose share it is, its own or its parent's.
    pub(crate) partner: Option<&'a str>,
    /// Whether it or a line beside it states figures.
    pub(crate) siblings_state: bool,
}

/// A package and where it hangs.
pub(crate) struct PackageNode<'a> {
    pub(crate) package: &'a Package,
    pub(crate) parent: Option<usize>,
    pub(crate) ordinal: usize,
    /// The grants that pay for it, its own or its parent's.
    pub(crate) grants: &'a [String],
}

impl<'a> Index<'a> {
    pub(crate) fn new(project: &'a Project) -> Self {
        let mut index = Index {
            project,
            lines: Vec::new(),
            packages: Vec::new(),
            budget_lines: Vec::new(),
            line_ids: Vec::new(),
            figures: Default::default(),
            places: RefCell::default(),
        };
        for (number, budget) in project.budgets.iter().enumerate() {
            let first = index.lines.len();
            index.add_lines(number, None, None, &budget.lines);
            let ids = index.lines.iter().enumerate().skip(first);
            let ids = ids.map(|(at, node)| (node.line.id.as_str(), at)).collect();
            index.line_ids.push(ids);
            index.budget_lines.push((first, index.lines.len()));
        }
        index.add_packages(None, &[], &project.packages);
        index
    }

    fn add_lines(
        &mut self,
        budget: usize,
        parent: Option<usize>,
        inherited: Option<&'a str>,
        lines: &'a [Line],
    ) {
        let siblings_state = lines.iter().any(Line::states_figures);
        for (ordinal, line) in lines.iter().enumerate() {
            let at = self.lines.len();
            let partner = line.partner.as_deref().or(inherited);
            self.lines.push(LineNode {
                line,
                budget,
                parent,
                ordinal,
                end: at + 1,
                partner,
                siblings_state,
            });
            self.add_lines(budget, Some(at), partner, &line.children);
            let end = self.lines.len();
            if let Some(node) = self.lines.get_mut(at) {
                node.end = end;
            }
        }
    }

    fn add_packages(
        &mut self,
        parent: Option<usize>,
        inherited: &'a [String],
        packages: &'a [Package],
    ) {
        for (ordinal, package) in packages.iter().enumerate() {
            let at = self.packages.len();
            let grants = if package.grants.is_empty() {
                inherited
            } else {
                package.grants.as_slice()
            };
            self.packages.push(PackageNode {
                package,
                parent,
                ordinal,
                grants,
            });
            self.add_packages(Some(at), grants, &package.children);
        }
    }

    /// A place as findings carry it, made once.
    pub(crate) fn place(&self, at: At) -> Arc<Place> {
        let mut places = self.places.borrow_mut();
        let place = places.entry(at);
        Arc::clone(place.or_insert_with(|| Arc::new(at.place(self))))
    }

    /// The direct children of a line.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let end = self.lines.get(at).map_or(at, |node| node.end);
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.lines.get(child).map_or(end, |node| node.end);
            Some(child)
        })
    }

    /// The lines of a budget that hang below no other.
    pub(crate) fn roots(&self, budget: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let (first, end) = self.budget_lines.get(budget).copied().unwrap_or_default();
        let mut next = first;
        std::iter::from_fn(move || {
            let root = (next < end).then_some(next)?;
            next = self.lines.get(root).map_or(end, |node| node.end);
            Some(root)
        })
    }

    /// A line of a budget, by its id.
    pub(crate) fn line(&self, budget: usize, id: &str) -> Option<usize> {
        self.line_ids
            .get(budget)
            .and_then(|ids| ids.get(id))
            .copied()
    }

    /// Grants that were not refused, with their numbers.
    pub(crate) fn grants(&self) -> impl Iterator<Item = (usize, &'a Grant)> + '_ {
        let grants = self.project.grants.iter().enumerate();
        grants.filter(|(_, grant)| grant.status != GrantStatus::Refused)
    }

    /// The budget of a grant that counts: the last amended one, else the decided, else the applied.
    pub(crate) fn budget_of(&self, grant: &Grant) -> Option<(usize, &'a Budget)> {
        let rank = |version: Version| match version {
            Version::Applied => 0,
            Version::Decided => 1,
            Version::Amended => 2,
        };
        let budgets = self.project.budgets.iter().enumerate();
        budgets
            .filter(|(_, budget)| budget.grant == grant.id)
            .max_by_key(|(number, budget)| (rank(budget.version), *number))
    }

    /// The grant that a budget belongs to.
    pub(crate) fn grant_of_budget(&self, budget: usize) -> Option<usize> {
        let id = &self.project.budgets.get(budget)?.grant;
        self.grants()
            .find(|(_, grant)| grant.id == *id)
            .map(|(number, _)| number)
    }

    /// A figure of a line: as stated, else from its children, else from its own other figures.
    pub(crate) fn figure(&self, at: usize, figure: Figure, status: Status) -> Range<Money> {
        *self.worked_out(at, figure, status)
    }

    /// A figure of a line in its place: where thousands are read, copies take most of the time.
    #[inline]
    pub(crate) fn worked_out(&self, at: usize, figure: Figure, status: Status) -> &Range<Money> {
        const UNKNOWN: &Range<Money> = &Range {
            low: None,
            high: None,
        };
        let all = self.figures[status as usize].get_or_init(|| self.work_out(status));
        all.get(at)
            .map_or(UNKNOWN, |figures| &figures[figure as usize])
    }

    /// All lines bottom up, so that each line finds its children worked out.
    fn work_out(&self, status: Status) -> Vec<[Range<Money>; FIGURES]> {
        let mut stated = [false; FIGURES];
        let rows = self
            .lines
            .iter()
            .filter_map(|node| node.line.figures(status));
        for figures in rows {
            for figure in Figure::ALL {
                stated[figure as usize] |= figures.get(figure).is_some();
            }
        }
        // What nobody states is not known of any line.
        if !stated.contains(&true) {
            return Vec::new();
        }
        let stated = |figure: Figure| stated[figure as usize];
        let mut all = vec![[Range::unknown(); FIGURES]; self.lines.len()];
        // What nobody states of these stays unknown: no other figure gives them.
        let known = |figure: &Figure| !figure.none_unless_stated() || stated(*figure);
        let figures: Vec<Figure> = Figure::ALL.into_iter().filter(known).collect();
        for (at, node) in self.lines.iter().enumerate().rev() {
            let (own, below) = all.split_at_mut(at + 1);
            let Some(own) = own.last_mut() else { continue };
            let stated = node.line.figures(status);
            for figure in figures.iter().copied() {
                own[figure as usize] = match stated.and_then(|figures| figures.get(figure)) {
                    Some(stated) => Range::between(stated.lowest(), stated.highest()),
                    None if node.line.children.is_empty() => continue,
                    None => {
                        let children = self.children(at);
                        let children = children.filter_map(|child| below.get(child - at - 1));
                        sum_of_lines(figure, children.map(|figures| &figures[figure as usize]))
                    }
                };
            }
            fill_row(own);
        }
        all
    }
}

/// A figure of several lines together. Of what there is none unless it is stated, a line that does
/// not state it has none, as long as another line does.
pub(crate) fn sum_of_lines<R: Borrow<Range<Money>>>(
    figure: Figure,
    lines: impl Iterator<Item = R> + Clone,
) -> Range<Money> {
    let known = |line: &R| !line.borrow().is_unknown();
    let none = figure.none_unless_stated() && lines.clone().any(|line| known(&line));
    Range::sum(lines.filter(|line| !none || known(line)))
}

/// What a row's other figures determine: total = grant + own + other funding.
fn fill_row(row: &mut [Range<Money>; FIGURES]) {
    let of = |row: &[Range<Money>; FIGURES], figure: Figure| row[figure as usize];
    let zero_if_unknown = |range: Range<Money>| {
        if range.is_unknown() {
            Range::exact(Money::ZERO)
        } else {
            range
        }
    };
    let others = zero_if_unknown(of(row, Figure::OtherPublic))
        .plus(zero_if_unknown(of(row, Figure::OtherPrivate)));
    let (total, grant, own) = (
        of(row, Figure::Total),
        of(row, Figure::Grant),
        of(row, Figure::Own),
    );
    if grant.is_unknown() && !total.is_unknown() && !own.is_unknown() {
        row[Figure::Grant as usize] = total.minus(own).minus(others);
    } else if own.is_unknown() && !total.is_unknown() && !grant.is_unknown() {
        row[Figure::Own as usize] = total.minus(grant).minus(others);
    } else if total.is_unknown() && !grant.is_unknown() && !own.is_unknown() {
        row[Figure::Total as usize] = grant.plus(own).plus(others);
    }
    if row[Figure::Eligible as usize].is_unknown() {
        row[Figure::Eligible as usize] = row[Figure::Total as usize];
    }
}
