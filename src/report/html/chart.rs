//! Two charts, as numbers to draw: how long what is kept, and when the law changed. Whole numbers only, so that every
//! machine draws the same.

use crate::report::dossier::RetentionView;
use crate::rules::period::{Days, day_words};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where the plot begins and ends.
const LEFT: i64 = 250;
const RIGHT: i64 = 850;
/// Lines are so far apart.
const STEP: i64 = 24;
/// So many kinds of record are drawn.
const DRAWN: usize = 30;
/// So many are listed.
const LISTED: usize = 500;
/// So many places of one period are linked to.
const LINKED: usize = 5;
/// The longest name that is drawn, in characters.
const NAME: usize = 34;

/// Lengths of time at which the axis has a mark, an equal way apart.
const TICKS: &[(i64, &str)] = &[
    (1, "1 day"),
    (7, "1 week"),
    (30, "1 month"),
    (90, "3 months"),
    (182, "6 months"),
    (365, "1 year"),
    (1095, "3 years"),
    (2190, "6 years"),
    (3650, "10 years"),
    (9125, "25 years"),
    (36500, "100 years"),
];

/// A statement of how long, and where it stands.
pub struct Statement {
    /// The number of its notice.
    pub notice: usize,
    /// What it says.
    pub view: RetentionView,
}

/// How long what is kept, over all notices.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RetentionChart {
    /// Height of the drawing.
    pub height: i64,
    /// Marks of the axis: where, and how long.
    pub ticks: Vec<(i64, &'static str)>,
    /// Kinds of record that are drawn.
    pub rows: Vec<RecordRow>,
    /// Kinds of record that are listed.
    pub listed: Vec<RecordRow>,
    /// Kinds of record in all.
    pub all: usize,
    /// Kinds of record in a contradiction.
    pub conflicts: usize,
}

/// One kind of record.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RecordRow {
    /// What is kept.
    pub name: String,
    /// The same, short enough to draw.
    pub short: String,
    /// Where it is drawn.
    pub y: i64,
    /// The periods, shortest first, those that are no length of time last.
    pub periods: Vec<PeriodDot>,
    /// Whether a finding holds two statements against each other.
    pub conflict: bool,
    /// The periods in a contradiction, in words.
    pub against: String,
    /// How many statements.
    pub count: usize,
}

/// One period.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PeriodDot {
    /// The period, for people.
    pub period: String,
    /// Where it is drawn; none where it is no length of time.
    pub x: Option<i64>,
    /// How many statements give it.
    pub count: usize,
    /// Whether it is in a contradiction.
    pub conflict: bool,
    /// Some of these statements: number of the notice, line, anchor.
    pub places: Vec<(usize, u32, Option<String>)>,
    days: i64,
}

/// Where so many days are on the axis.
fn across(days: i64) -> i64 {
    let days = days.clamp(1, 36500);
    let after = TICKS.iter().position(|t| t.0 >= days).unwrap_or(TICKS.len() - 1).max(1);
    let ((from, _), (to, _)) = (TICKS[after - 1], TICKS[after]);
    let width = (RIGHT - LEFT) / (TICKS.len() as i64 - 1);
    LEFT + (after as i64 - 1) * width + (days - from) * width / (to - from)
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let head: String = name.chars().take(NAME - 1).collect();
    format!("{}…", head.trim_end())
}

/// The chart of what notices say, kinds of record in contradictions first, then those that most statements are about.
pub fn retention(statements: &[Statement]) -> RetentionChart {
    let mut records: BTreeMap<&str, RecordRow> = BTreeMap::new();
    for statement in statements {
        let view = &statement.view;
        let row = records.entry(&view.records).or_default();
        if row.name.is_empty() {
            row.name = if view.words.is_empty() { "records that are not named".to_owned() } else { view.words.clone() };
            row.short = short(&row.name);
        }
        row.count += 1;
        row.conflict |= view.conflict;
        let at = row.periods.iter().position(|p| p.period == view.period).unwrap_or_else(|| {
            let x = view.days.filter(|d| *d > 0).map(across);
            let days = view.days.unwrap_or(i64::MAX);
            row.periods.push(PeriodDot { period: view.period.clone(), x, days, ..PeriodDot::default() });
            row.periods.len() - 1
        });
        let dot = &mut row.periods[at];
        dot.count += 1;
        dot.conflict |= view.conflict;
        if dot.places.len() < LINKED {
            dot.places.push((statement.notice, view.line, view.href.clone()));
        }
    }
    let mut rows: Vec<RecordRow> = records.into_values().collect();
    for row in &mut rows {
        row.periods.sort_by(|a, b| (a.days, &a.period).cmp(&(b.days, &b.period)));
        let against: Vec<&str> = row.periods.iter().filter(|p| p.conflict).map(|p| p.period.as_str()).collect();
        row.against = short(&against.join(", "));
    }
    rows.sort_by(|a, b| (b.conflict, b.count, &a.name).cmp(&(a.conflict, a.count, &b.name)));
    let (all, conflicts) = (rows.len(), rows.iter().filter(|r| r.conflict).count());
    let drawable = rows.iter().filter(|r| r.periods.iter().any(|p| p.x.is_some()));
    let mut drawn: Vec<RecordRow> = drawable.take(DRAWN).cloned().collect();
    for (row, y) in drawn.iter_mut().zip(1..) {
        row.y = 40 + y * STEP;
    }
    rows.truncate(LISTED);
    RetentionChart {
        height: 60 + STEP * (drawn.len() as i64 + 1),
        ticks: TICKS.iter().map(|(days, name)| (across(*days), *name)).collect(),
        rows: drawn,
        listed: rows,
        all,
        conflicts,
    }
}

/// When the law changed, and where notices stand.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Timeline {
    /// Years: where, and which.
    pub years: Vec<(i64, i16)>,
    /// Days on which the law changed.
    pub events: Vec<Event>,
    /// Months of which notices are: where, how high, which, and how many.
    pub bars: Vec<(i64, i64, String, usize)>,
    /// Notices without a date.
    pub undated: usize,
    /// Where the as-of date is.
    pub today: i64,
}

/// A day on which the law changed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Event {
    /// Its number, from 1.
    pub number: usize,
    /// Where it is drawn.
    pub x: i64,
    /// How high its number is drawn, so that neighbours do not cover each other.
    pub level: i64,
    /// The day, for people.
    pub day: String,
    /// The day.
    pub iso: String,
    /// What changed.
    pub what: Vec<String>,
    /// How many notices are older.
    pub older: usize,
}

/// Days on which the law changed that are told: those from this day on.
const SINCE: Date = jiff::civil::date(2015, 1, 1);

/// The days on which the law changed, by what is told of it, up to a day.
pub fn days(changes: &[(Date, String)], as_of: &str) -> Vec<(Date, Vec<String>)> {
    let until = Days::parse(as_of).map(|d| d.last).unwrap_or(Date::MAX);
    let mut found: BTreeMap<Date, Vec<String>> = BTreeMap::new();
    for (day, what) in changes.iter().filter(|(day, _)| *day >= SINCE && *day <= until) {
        found.entry(*day).or_default().push(what.clone());
    }
    found.into_iter().collect()
}

/// The timeline for notices of these dates.
pub fn timeline(changes: &[(Date, Vec<String>)], as_of: &str, dates: &[Option<String>]) -> Timeline {
    let parsed: Vec<Date> = dates.iter().flatten().filter_map(|d| Days::parse(d)).map(|d| d.last).collect();
    let today = Days::parse(as_of).map(|d| d.last);
    let first =
        changes.first().map(|c| c.0).into_iter().chain(parsed.iter().copied()).min().unwrap_or(SINCE).max(SINCE);
    let last = today.into_iter().chain(parsed.iter().copied()).max().unwrap_or(first);
    let (from, to) = (first.year(), last.year().max(first.year()) + 1);
    let begin = Date::constant(from, 1, 1);
    let span = i64::from(days_between(begin, Date::new(to, 1, 1).unwrap_or(Date::MAX))).max(1);
    let x = |day: Date| LEFT - 200 + i64::from(days_between(begin, day.clamp(begin, Date::MAX))) * 800 / span;
    let mut events: Vec<Event> = Vec::new();
    for ((day, what), number) in changes.iter().zip(1..) {
        let at = x(*day);
        let near = events.iter().rev().take_while(|e| at - e.x < 22).map(|e| e.level).collect::<Vec<_>>();
        let level = (0..).find(|l| !near.contains(l)).unwrap_or(0);
        events.push(Event {
            number,
            x: at,
            level,
            day: day_words(*day),
            iso: day.to_string(),
            what: what.clone(),
            older: parsed.iter().filter(|d| *d < day).count(),
        });
    }
    let mut months: BTreeMap<(i16, i8), usize> = BTreeMap::new();
    parsed.iter().for_each(|d| *months.entry((d.year(), d.month())).or_default() += 1);
    let most = months.values().copied().max().unwrap_or(1) as i64;
    let bar = |((year, month), count): (&(i16, i8), &usize)| {
        let day = Date::new(*year, *month, 1).unwrap_or(first);
        (x(day), (*count as i64 * 60 / most).max(6), format!("{year}-{month:02}"), *count)
    };
    Timeline {
        years: (from..=to).filter_map(|y| Some((x(Date::new(y, 1, 1).ok()?), y))).collect(),
        bars: months.iter().map(bar).collect(),
        undated: dates.len() - parsed.len(),
        today: today.map(x).unwrap_or(0),
        events,
    }
}

fn days_between(a: Date, b: Date) -> i32 {
    b.since(a).map(|s| s.get_days()).unwrap_or(0)
}
