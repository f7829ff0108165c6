//! Slips of the pen and of the ear: how many characters two words differ by.

/// The least number of characters to put in, leave out, change or exchange with the neighbour to
/// make one word of the other (restricted Damerau–Levenshtein distance); `most + 1` when it is more
/// than `most`.
pub(super) fn distance(one: &[char], other: &[char], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let width = other.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, a) in one.iter().enumerate() {
        let mut now = vec![row + 1; width];
        for (column, b) in other.iter().enumerate() {
            let change = last[column] + usize::from(a != b);
            let mut least = change.min(last[column + 1] + 1).min(now[column] + 1);
            let exchanged = row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b;
            if exchanged {
                least = least.min(before_last[column - 1] + 1);
            }
            now[column + 1] = least;
        }
        before_last = std::mem::replace(&mut last, now);
    }
    last[width - 1].min(most + 1)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn a_slip_is_one_step() {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        for (one, other, steps) in [
            ("保乐路", "保乐路", 0),
            ("保乐路", "宝乐路", 1),
            ("保乐路", "保路", 1),
            ("保乐路", "乐保路", 1),
            ("保乐路", "繁兴路", 2),
            ("", "路", 1),
        ] {
            assert_eq!(
                distance(&chars(one), &chars(other), 2),
                steps,
                "{one} {other}"
            );
        }
        assert_eq!(distance(&chars("甲乙丙丁"), &chars("子丑寅卯"), 1), 2);
    }
}
