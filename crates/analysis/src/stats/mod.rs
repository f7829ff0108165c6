//! Statistics: pure functions of counts, in double precision. Each says where it comes from, and is held
//! against published examples or SciPy and statsmodels in the tests.

pub mod chart;
pub mod interval;
pub mod many;
pub mod rates;
pub mod shares;
pub mod special;
pub mod table;
