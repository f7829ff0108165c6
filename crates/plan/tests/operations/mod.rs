mod laws;
mod shape;
mod town;
mod walk;
