//! Did you mean: the nearest of a list of names.

/// How many letters must be put in, taken out or changed to get from one word to the other; more than `most` is `None`.
pub fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.chars().count().abs_diff(b.chars().count()) > most {
        return None;
    }
    Some(strsim::levenshtein(a, b)).filter(|d| *d <= most)
}

/// The nearest of the known names, if one is near.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (name.chars().count() / 3).clamp(1, 3);
    // Two letters that changed places are one slip.
    let slips = |k: &'a str| Some((strsim::osa_distance(name, k), k)).filter(|(d, _)| *d <= most);
    known.into_iter().filter_map(slips).min().map(|(_, k)| k)
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
