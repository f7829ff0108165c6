//! The embedded SQLite adapter of the store's port.
