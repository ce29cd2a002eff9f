//! Reports and labels, paired one to one so that as many labels as possible are found.

/// What became of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// A label is paired with it.
    Right,
    /// It fits a label that another report has.
    Repeated,
    /// It fits no label.
    Wrong,
}

/// A question about a report and a label: whether the one can be taken for the other.
pub type Fits<'a, R, L> = &'a dyn Fn(&R, &L) -> bool;

/// Pairs reports and labels. Labels are served in their order, and a later test only adds to what the earlier ones
/// paired: a report goes to another label only where its own label finds another report. Sets `hits` for the labels
/// that are found; a label that is found already keeps its hit and asks for no report.
pub fn pair<R, L>(reports: &[R], labels: &[L], hits: &mut [bool], tests: &[Fits<'_, R, L>]) -> Vec<Verdict> {
    let mut holder: Vec<Option<usize>> = vec![None; reports.len()];
    let mut near: Vec<Vec<usize>> = Vec::new();
    for fits in tests {
        let fitting = |label: &L| (0..reports.len()).filter(|&r| fits(&reports[r], label)).collect();
        near = labels.iter().map(fitting).collect();
        for (label, hit) in hits.iter_mut().enumerate().take(labels.len()) {
            *hit = *hit || place(label, &near, &mut holder);
        }
    }
    let mut fits_any = vec![false; reports.len()];
    for &report in near.iter().flatten() {
        fits_any[report] = true;
    }
    let verdict = |(holder, fits): (Option<usize>, bool)| match (holder, fits) {
        (Some(_), _) => Verdict::Right,
        (None, true) => Verdict::Repeated,
        (None, false) => Verdict::Wrong,
    };
    holder.into_iter().zip(fits_any).map(verdict).collect()
}

/// Finds a report for a label, if need be by handing the reports of other labels on (an augmenting path).
fn place(label: usize, near: &[Vec<usize>], holder: &mut [Option<usize>]) -> bool {
    let mut tried = vec![false; holder.len()];
    // The labels that want a report, each with how many of its reports it has tried.
    let mut path = vec![(label, 0)];
    while let Some((label, next)) = path.last_mut() {
        let Some(&report) = near[*label].get(*next) else {
            path.pop();
            continue;
        };
        *next += 1;
        if std::mem::replace(&mut tried[report], true) {
            continue;
        }
        if let Some(other) = holder[report] {
            path.push((other, 0));
            continue;
        }
        for (label, next) in path {
            holder[near[label][next - 1]] = Some(label);
        }
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::Verdict::{Repeated, Right, Wrong};
    use super::*;

    /// Pairs reports `0..n` with labels that list the reports that fit them.
    fn run(reports: usize, labels: &[&[usize]]) -> (Vec<Verdict>, Vec<bool>) {
        let reports: Vec<usize> = (0..reports).collect();
        let mut hits = vec![false; labels.len()];
        let verdicts = pair(&reports, labels, &mut hits, &[&|r, l| l.contains(r)]);
        (verdicts, hits)
    }

    #[test]
    fn one_report_finds_one_label() {
        assert_eq!(run(1, &[&[0], &[0]]), (vec![Right], vec![true, false]));
        assert_eq!(run(3, &[&[0, 1]]), (vec![Right, Repeated, Wrong], vec![true]));
    }

    #[test]
    fn a_label_hands_its_report_on_when_it_can_have_another() {
        assert_eq!(run(2, &[&[0, 1], &[0]]), (vec![Right, Right], vec![true, true]));
        // The third label takes from the second, which takes from the first.
        assert_eq!(run(3, &[&[0, 2], &[1, 0], &[1]]), (vec![Right; 3], vec![true; 3]));
    }

    #[test]
    fn a_later_test_only_adds() {
        let (reports, labels) = (["own", "other"], ["first", "second"]);
        let mut hits = [false, false];
        let own = |r: &&str, l: &&str| *r == "own" && *l == "second";
        let also = |r: &&str, l: &&str| own(r, l) || (*r == "own" && *l == "first");
        let verdicts = pair(&reports, &labels, &mut hits, &[&own, &also]);
        assert_eq!((verdicts, hits), (vec![Right, Wrong], [false, true]));
    }

    #[test]
    fn a_label_found_before_asks_for_no_report() {
        let mut hits = [true];
        assert_eq!(pair(&[0], &[0], &mut hits, &[&|r, l| r == l]), [Repeated]);
        assert_eq!(hits, [true]);
    }

    #[test]
    fn long_chains_need_no_stack() {
        let labels: Vec<Vec<usize>> = (0..3000).map(|i| if i == 2999 { vec![0] } else { vec![i, i + 1] }).collect();
        let labels: Vec<&[usize]> = labels.iter().map(Vec::as_slice).collect();
        let (verdicts, hits) = run(3000, &labels);
        assert!(verdicts.iter().all(|v| *v == Right) && hits.iter().all(|h| *h));
    }
}
