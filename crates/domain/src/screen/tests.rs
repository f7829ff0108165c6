//! How words are looked for. What the shipped words find is measured where they are read.

use super::*;

fn list(hazard: Hazard, words: &[&str]) -> SafetyWords {
    SafetyWords {
        hazard,
        words: words.iter().map(|one| (*one).to_owned()).collect(),
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|one| (*one).to_owned()).collect()
}

fn screening() -> Screening {
    Screening {
        patterns: vec![list(Hazard::Weapon, &["拿…刀", "用…砍…人"])],
        by_sound: vec![
            list(Hazard::Injury, &["受伤"]),
            list(Hazard::Weapon, &["拿刀"]),
            list(Hazard::Fire, &["着火", "救命"]),
        ],
        harmless: owned(&["手上", "刀削面", "动手术"]),
        deniable: vec![Hazard::Injury],
        denials: owned(&["没", "没有", "没有人"]),
        doubts: owned(&["有没有", "不知道", "受伤的"]),
    }
}

fn found(text: &str) -> Vec<(Hazard, String, Option<String>)> {
    let words = [
        list(Hazard::Injury, &["受伤"]),
        list(Hazard::Violence, &["动手"]),
    ];
    screen(&words, &screening(), text)
        .into_iter()
        .map(|one| (one.hazard, one.word, one.heard))
        .collect()
}

fn dangers(text: &str) -> Vec<Hazard> {
    found(text).into_iter().map(|one| one.0).collect()
}

#[test]
fn a_word_is_found_through_blanks_marks_and_traditional_characters() {
    for text in ["有人受伤", "受 伤", "受，伤了", "受\u{200b}伤", "有人受傷"] {
        assert_eq!(dangers(text), [Hazard::Injury], "{text}");
    }
    assert_eq!(dangers("楼上装修"), []);
    assert_eq!(dangers(""), []);
}

#[test]
fn a_gap_holds_a_few_characters_and_no_more() {
    assert_eq!(dangers("拿了一把大菜刀"), [Hazard::Weapon]);
    assert_eq!(dangers("拿刀"), [Hazard::Weapon]);
    assert_eq!(dangers("拿一二三四五六七刀"), []);
    // The nearest second part leads nowhere, a later one does.
    assert_eq!(dangers("用砍一二三四五砍到人"), [Hazard::Weapon]);
}

#[test]
fn a_word_is_found_by_its_sound_and_says_what_was_written() {
    let weapon = |heard: &str| vec![(Hazard::Weapon, "拿刀".to_owned(), Some(heard.to_owned()))];
    assert_eq!(found("他那刀来了"), weapon("那刀"));
    assert_eq!(dangers("有人受商"), [Hazard::Injury]);
    assert_eq!(dangers("着活了"), [Hazard::Fire]);
    assert_eq!(dangers("9命啊"), [Hazard::Fire], "a digit sounds too");
    assert_eq!(dangers("手上有票"), [], "written so it is harmless");
}

#[test]
fn a_harmless_phrase_covers_its_own_characters_only() {
    assert_eq!(dangers("明天动手术"), []);
    assert_eq!(dangers("动手术的时候他动手了"), [Hazard::Violence]);
    assert_eq!(
        dangers("他动手，术后"),
        [Hazard::Violence],
        "a comma parts it"
    );
    assert_eq!(dangers("拿碗刀削面"), []);
    assert_eq!(dangers("拿刀削面的刀"), [Hazard::Weapon]);
}

#[test]
fn a_denial_takes_back_one_word_and_nothing_else() {
    assert_eq!(dangers("没有受伤"), []);
    assert_eq!(dangers("没有人受伤"), []);
    assert_eq!(dangers("没有受伤，就是他拿着刀"), [Hazard::Weapon]);
    assert_eq!(dangers("没动手"), [Hazard::Violence], "not deniable");
    assert_eq!(dangers("他没受伤，我受伤了"), [Hazard::Injury]);
    for doubtful in ["有没有受伤", "不知道有人没有受伤", "没有受伤的跑了"] {
        assert_eq!(dangers(doubtful), [Hazard::Injury], "{doubtful}");
    }
}

#[test]
fn a_danger_is_named_once_and_in_order() {
    assert_eq!(
        dangers("着火了，受伤了，还动手，受伤"),
        [Hazard::Injury, Hazard::Violence, Hazard::Fire]
    );
}

#[test]
fn an_entry_that_could_never_be_found_is_named() {
    assert_eq!(screening().useless(), None);
    let mut one = screening();
    one.patterns[0].words.push("拿……刀".into());
    assert_eq!(one.useless(), Some("拿……刀"));
    let mut one = screening();
    one.harmless.push("，".into());
    assert_eq!(one.useless(), Some("，"));
    let mut one = screening();
    one.by_sound[0].words.push("拿…刀".into());
    assert_eq!(one.useless(), Some("拿…刀"));
}
