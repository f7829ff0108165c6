//! Settings with a measured default.

/// How the store uses SQLite. The defaults are measured, see
/// `docs/adr/0001-sqlite-by-rusqlite-and-shared-sql.md`.
#[derive(Debug, Clone)]
pub struct Options {
    /// At the most so many waiting commits go into one transaction.
    pub group: usize,
    /// Connections that read at the same time.
    pub readers: usize,
    /// Page size in bytes, for a new file.
    pub page_size: u32,
    /// Pages in the write-ahead log after which they are copied into the file.
    pub checkpoint_pages: u32,
    /// Page cache of the writer, KiB.
    pub writer_cache_kib: u32,
    /// Page cache of each reader, KiB.
    pub reader_cache_kib: u32,
    /// Bytes of the file that a reader maps into memory, 0 for none.
    pub reader_mmap_bytes: u64,
    /// Streams whose version the writer remembers, per town.
    pub remembered_streams: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            group: 512,
            readers: 4,
            page_size: 4096,
            checkpoint_pages: 4000,
            writer_cache_kib: 8 * 1024,
            reader_cache_kib: 16 * 1024,
            reader_mmap_bytes: 0,
            remembered_streams: 65_536,
        }
    }
}
