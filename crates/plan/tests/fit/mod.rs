mod backtest;
mod calendar;
mod conversion;
mod laws;
mod logs;
mod properties;
mod refusal;
mod town;
