//! The standard set is what the first town's folder ships, without anything of that town.

use super::root;
use liandong_app::folder::{Standard, TownFolder};

#[test]
fn the_standard_set_is_the_shipped_one_without_its_town() {
    let shipped = TownFolder::read(&root().join("examples/huacao")).unwrap();
    let standard = Standard::of(&shipped.town).unwrap();
    assert_eq!(standard.categories, shipped.categories);
    // The words by which danger is found are never a choice of two.
    assert_eq!(standard.policy.safety_words, shipped.policy.safety_words);
    assert_eq!(standard.policy.screening, shipped.policy.screening);
    let limits = |policy: &liandong_domain::policy::Policy| {
        [policy.arrive, policy.feedback, policy.dispose].map(|limit| limit.seconds)
    };
    assert_eq!(limits(&standard.policy), [900, 1_800, 3_600]);
    assert_eq!(standard.policy.coverage, shipped.policy.coverage);
    // Nothing points at a place or an office of that town.
    assert!(standard.policy.dispatch.standby.points.is_empty());
    assert!(standard.policy.case.department_limits.is_empty());
    assert_eq!(standard.follow_up_scripts.len(), 5);
    assert!(!standard.guidance.is_empty());
}
