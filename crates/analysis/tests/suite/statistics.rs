//! Reference values: SciPy 1.17.1 and statsmodels 0.15.0, to ten digits, and the examples of the papers.

use liandong_analysis::stats::{
    chart::{Signal, limits, signals},
    interval::{clopper_pearson, newcombe, wilson},
    many::holm,
    rates::{binomial_p, poisson_exact, poisson_scaled, weekday_dispersion},
    shares::{fisher_exact, least_expected, two_proportion_z},
    special::{beta_i, gamma_q, ln_gamma, noncentral_chi_square_cdf, normal_two_sided},
    table::homogeneity,
};

#[track_caller]
fn near(found: f64, reference: f64) {
    let off = (found - reference).abs();
    let allowed = 1e-10 * reference.abs().max(1e-4);
    assert!(off <= allowed, "{found} is not {reference}");
}

#[track_caller]
fn both(found: Option<(f64, f64)>, reference: (f64, f64)) {
    let (low, high) = found.expect("an interval");
    near(low, reference.0);
    near(high, reference.1);
}

/// scipy.special: gammaln, gammaincc, betainc; scipy.stats: ncx2.cdf, norm.sf.
#[test]
fn special_functions() {
    for (x, value) in [
        (0.5, 0.5723649429247),
        (3.7, 1.428072326665388),
        (25.0, 54.78472939811232),
        (1000.5, 5908.674175848678),
    ] {
        near(ln_gamma(x), value);
    }
    for (a, x, value) in [
        (0.5, 1.92, 0.05004352124870519),
        (2.5, 0.3, 0.9880032427940937),
        (10.0, 14.2, 0.10026352514343567),
        (100.0, 80.0, 0.9828916869648668),
    ] {
        near(gamma_q(a, x), value);
    }
    for (a, b, x, value) in [
        (2.0, 3.0, 0.4, 0.5247999999999999),
        (30.0, 40.0, 0.5, 0.8857998873233515),
        (0.5, 0.5, 0.1, 0.20483276469913345),
        (200.0, 300.0, 0.41, 0.677628164772179),
    ] {
        near(beta_i(a, b, x), value);
    }
    for (x, df, lambda, value) in [
        (5.0, 2, 3.0, 0.5940608030781964),
        (10.0, 4, 0.5, 0.9368185194824878),
        (150.0, 4, 120.0, 0.8776683421211587),
        (30.0, 9, 60.0, 0.001970697144713876),
    ] {
        near(noncentral_chi_square_cdf(x, df, lambda), value);
    }
    near(normal_two_sided(2.3), 0.021448220043351618);
}

/// 81 of 263 and 15 of 148 are Newcombe's examples (Statistics in Medicine 17, 1998, p. 863: 0.2553 to
/// 0.3662, 0.0624 to 0.1605); digits by statsmodels' `proportion_confint`.
#[test]
fn intervals_of_a_share() {
    both(wilson(81, 263), (0.2552885198782742, 0.36620957698280004));
    both(wilson(15, 148), (0.06238639953073628, 0.16048724172330803));
    both(wilson(0, 20), (0.0, 0.1611251580528194));
    both(wilson(20, 20), (0.8388748419471804, 1.0));
    both(wilson(1, 29), (0.006113214292762667, 0.17175521879320294));
    assert_eq!(wilson(0, 0), None);
    both(
        clopper_pearson(81, 263),
        (0.25273674558527126, 0.3676219226013514),
    );
    both(
        clopper_pearson(15, 148),
        (0.05784401008344857, 0.161650490349479),
    );
    both(clopper_pearson(0, 20), (0.0, 0.16843347098308534));
    both(clopper_pearson(20, 20), (0.8315665290169146, 1.0));
}

/// 56/70 less 48/80 is Newcombe's first example (Statistics in Medicine 17, 1998, p. 876, method 10:
/// 0.0524 to 0.3339); 9/10 less 3/10 the next; 10/10 less 0/20 another of the same table.
#[test]
fn intervals_of_a_difference() {
    both(
        newcombe((56, 70), (48, 80)),
        (0.05243147240236498, 0.33387265403690614),
    );
    both(
        newcombe((9, 10), (3, 10)),
        (0.1705227239345029, 0.809017973535488),
    );
    both(newcombe((10, 10), (0, 20)), (0.6790860371419145, 1.0));
}

/// statsmodels' `proportions_ztest`; scipy's `fisher_exact`. 3 of 4 and 1 of 4 is Fisher's lady with her tea
/// (The Design of Experiments, 1935): 0.4857.
#[test]
fn two_shares() {
    for (here, there, z, p) in [
        ((56, 70), (48, 80), 2.6501719512585336, 0.00804508136819656),
        (
            (900, 1000),
            (850, 1000),
            3.3806170189140694,
            0.0007232327164301844,
        ),
    ] {
        let found = two_proportion_z(here, there).unwrap();
        near(found.statistic.unwrap(), z);
        near(found.p, p);
    }
    near(fisher_exact((3, 4), (1, 4)).p, 0.48571428571428565);
    near(fisher_exact((8, 10), (1, 6)).p, 0.034965034965034975);
    near(fisher_exact((1, 20), (9, 25)).p, 0.027052648720260745);
    assert_eq!(two_proportion_z((5, 5), (7, 7)), None, "no variance");
    near(least_expected((3, 4), (1, 4)), 2.0);
}

/// scipy's `binomtest`; statsmodels' `test_poisson_2indep(method="exact-cond")`, the interval from its
/// `proportion_confint(method="beta")`.
#[test]
fn two_rates_exactly() {
    near(binomial_p(7, 30, 0.5), 0.005222879350185395);
    near(binomial_p(60, 100, 0.5), 0.05688793364098089);
    near(binomial_p(3, 40, 1.0 / 3.0), 0.0002813815414704957);
    near(binomial_p(50, 100, 0.5), 1.0);
    for (here, there, p, ratio, low, high) in [
        (
            (123, 7.0),
            (98, 7.0),
            0.10622547237438351,
            1.2551020408163267,
            0.9547152637662089,
            1.6537009471172277,
        ),
        (
            (60, 31.0),
            (40, 29.0),
            0.10914144565941683,
            1.4032258064516128,
            0.9250986590316217,
            2.148921029811105,
        ),
        (
            (15, 1.0),
            (5, 1.0),
            0.04138946533203125,
            3.0,
            1.0364696204894186,
            10.551149707628424,
        ),
    ] {
        let found = poisson_exact(here, there).unwrap();
        near(found.p, p);
        near(found.ratio.unwrap(), ratio);
        near(found.interval.low, low);
        near(found.interval.high.unwrap(), high);
    }
    assert_eq!(poisson_exact((0, 1.0), (0, 1.0)), None);
}

/// statsmodels' GLM with Poisson family, log of days as offset, and a fixed scale, run until it stands still.
#[test]
fn two_rates_with_more_than_poissons_variance() {
    let found = poisson_scaled((123, 7.0), (98, 7.0), 1.8).unwrap();
    near(found.statistic.unwrap(), 1.2507594416842835);
    near(found.p, 0.2110222563395764);
    near(found.interval.low, 0.8791178495374234);
    near(found.interval.high.unwrap(), 1.7918884637482804);
    let days = [52, 61, 48, 55, 60, 70, 40, 50, 58, 75, 52, 49, 66, 31];
    // The same GLM with a factor of weekdays, `scale="X2"`.
    near(weekday_dispersion(&days).unwrap(), 1.213481604080868);
    assert_eq!(weekday_dispersion(&days[..13]), None);
}

/// scipy's `chi2_contingency(correction=False)`; the interval by root-finding on `ncx2.sf`.
#[test]
fn a_table() {
    let rows = [vec![45, 30, 12, 60, 22], vec![60, 28, 25, 50, 40]];
    let found = homogeneity(&rows).unwrap();
    near(found.statistic, 9.889372239112864);
    near(found.p, 0.042332998605026546);
    near(found.v, 0.1630470299518205);
    near(found.interval.1, 0.24434133587076304);
    assert_eq!((found.df, found.interval.0), (4, 0.0));
}

#[test]
fn small_columns_are_put_together_until_each_cell_expects_five() {
    let found = homogeneity(&[vec![40, 30, 2, 1, 0], vec![35, 38, 1, 2, 0]]).unwrap();
    assert_eq!(found.columns, 2, "1+2 and 2+1 go into the third largest");
    assert_eq!(homogeneity(&[vec![3, 2], vec![2, 2]]), None);
    assert_eq!(homogeneity(&[vec![30, 20], vec![0, 0]]), None);
}

/// statsmodels' `multipletests(method="holm")`.
#[test]
fn many_tests() {
    let adjusted = holm(&[0.01, 0.04, 0.03, 0.005, 0.6]);
    for (found, reference) in adjusted.iter().zip([0.04, 0.09, 0.09, 0.02_5, 0.6]) {
        near(*found, reference);
    }
    assert_eq!(holm(&[]), Vec::<f64>::new());
}

/// The worked example of the NIST/SEMATECH e-Handbook, 6.3.2.2 (flow rates of ten batches): mean 50.81,
/// mean moving range 1.8778, limits 55.8041 and 45.8159; in tenths here, with 2.66 for 3/1.128.
#[test]
fn an_individuals_chart() {
    let flow = [496, 476, 499, 513, 478, 512, 526, 524, 536, 521];
    let doubled: Vec<u64> = flow.iter().chain(flow.iter().rev()).copied().collect();
    // Backwards again, so that there are twenty points with the same mean; one step of zero comes in.
    let found = limits(&doubled).unwrap();
    near(found.centre, 508.1);
    near(found.moving_range, 2.0 * 169.0 / 19.0);
    near(found.upper, 508.1 + 2.66 * 338.0 / 19.0);
    assert_eq!(limits(&doubled[..19]), None, "a baseline that is too short");
    assert_eq!(limits(&[0; 28]), None);
}

#[test]
fn rule_one_is_a_point_outside_and_rule_two_the_ninth_on_one_side() {
    let baseline: Vec<u64> = (0..28).map(|nth| 20 + 2 * (nth % 2)).collect();
    let found = limits(&baseline).unwrap();
    near(found.centre, 21.0);
    near(found.upper, 21.0 + 2.66 * 2.0);
    let mut points = vec![22; 9];
    points.extend([27, 15, 21]);
    let told = signals(&points, found);
    assert!(told[..8].iter().all(Vec::is_empty));
    assert_eq!(told[8], [Signal::RunAbove]);
    assert_eq!(told[9], [Signal::AboveLimit, Signal::RunAbove]);
    assert_eq!(told[10], [Signal::BelowLimit]);
    assert!(told[11].is_empty(), "on the centre is on no side");
}
