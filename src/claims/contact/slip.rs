//! How far two words are apart.

/// The number of letters left out, put in, changed or swapped between two words; more than `most` is not counted out.
pub(super) fn distance(left: &str, right: &str, most: usize) -> usize {
    let a: Vec<char> = left.chars().collect();
    let b: Vec<char> = right.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = before.clone();
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
        if before.iter().chain(&last).all(|d| *d > most) {
            return most + 1;
        }
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_are_counted() {
        assert_eq!(distance("wilmslow", "wilmslow", 3), 0);
        assert_eq!(distance("wilmslow", "wilsmslow", 3), 1);
        assert_eq!(distance("sk95af", "sk95fa", 3), 1);
        assert_eq!(distance("abc", "xyz", 3), 3);
        assert_eq!(distance("ab", "abcdefgh", 3), 4);
    }
}
