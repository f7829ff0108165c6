//! The analysis by its values: statistics against SciPy and published examples, reports by given rows,
//! laws by random ones.

mod suite {
    mod given;
    mod laws;
    mod reports;
    mod statistics;
}
