//! Did you mean: the nearest of a list of names.

/// How many letters must be put in, taken out or changed to get from one word to the other; more than `most` is `None`.
pub fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        let mut least = i + 1;
        let mut left = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(usize::MAX);
            let here = (corner + usize::from(x != y)).min(left + 1).min(above.saturating_add(1));
            corner = above;
            if let Some(slot) = row.get_mut(j) {
                *slot = left;
            }
            left = here;
            least = least.min(here);
        }
        if let Some(slot) = row.get_mut(b.len()) {
            *slot = left;
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|d| *d <= most)
}

/// The nearest of the known names, if one is near.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (name.chars().count() / 3).clamp(1, 3);
    known.into_iter().filter_map(|k| Some((distance(name, k, most)?, k))).min().map(|(_, k)| k)
}

/// `; did you mean …?` or nothing.
pub fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map(|k| format!("; did you mean `{k}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("same", "same", 0), Some(0));
        assert_eq!(distance("", "ab", 2), Some(2));
        assert_eq!(distance("abc", "xyz", 2), None);
        assert_eq!(distance("form", "from", 2), Some(2));
    }

    #[test]
    fn suggests_the_nearest() {
        assert_eq!(nearest("unles", ["with", "unless", "when"]), Some("unless"));
        assert_eq!(nearest("zzzz", ["with"]), None);
    }
}
