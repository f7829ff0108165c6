//! Seeded operations and what-if planning models.
