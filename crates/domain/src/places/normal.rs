//! Addresses in one spelling: names and texts pass through the same function, so that what it makes
//! of a numeral within a name does not matter.

/// An address without blanks and punctuation, with half-width (半角) letters and digits, Chinese
/// numerals as digits (一百二十三 and 一二三 are 123), and one character for each of 号, 幢.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let c = half_width(c);
        match c {
            '号' | '號' | '#' => plain.push('号'),
            '幢' | '栋' | '楝' | '棟' | '座' => plain.push('幢'),
            '-' | '—' | '–' | '－' | '~' | '～' => plain.push('-'),
            _ if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    numerals(&plain)
}

/// Full-width letters, digits and signs (全角) as their half-width ones.
fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        _ => return None,
    })
}

/// Runs of Chinese numerals as digits.
fn numerals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if digit(c).is_some() || unit(c).is_some() {
            run.push(c);
        } else {
            push_run(&run, &mut out);
            run.clear();
            out.push(c);
        }
    }
    push_run(&run, &mut out);
    out
}

fn push_run(run: &str, out: &mut String) {
    if run.is_empty() {
        return;
    }
    if !run.chars().any(|c| unit(c).is_some()) {
        // Digit by digit: 一〇八 is 108.
        out.extend(run.chars().filter_map(digit).map(|one| one.to_string()));
        return;
    }
    let (mut sum, mut last) = (0_u64, None::<u64>);
    for c in run.chars() {
        if let Some(times) = unit(c) {
            sum = sum.saturating_add(last.take().unwrap_or(1).saturating_mul(times));
        } else if let Some(one) = digit(c) {
            last = Some(one);
        }
    }
    out.push_str(&sum.saturating_add(last.unwrap_or(0)).to_string());
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn one_address_has_one_spelling() {
        for (told, one) in [
            ("保乐路１８８弄 １２号", "保乐路188弄12号"),
            ("保乐路一八八弄十二號", "保乐路188弄12号"),
            ("保乐路一百八十八弄，12#", "保乐路188弄12号"),
            ("保乐路一百零八号", "保乐路108号"),
            ("十号", "10号"),
            ("二十号三栋", "20号3幢"),
            ("两千零一室", "2001室"),
            ("ABC广场", "abc广场"),
            ("五一村", "51村"),
            ("", ""),
        ] {
            assert_eq!(normalise(told), one, "{told}");
        }
    }
}
