//! The zip file around the parts.

use crate::ReportError;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Packs the parts in their order. Each carries the format's first date (1980-01-01) and no owner.
pub(super) fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, ReportError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        file.start_file(*name, options)?;
        file.write_all(text.as_bytes())
            .map_err(zip::result::ZipError::from)?;
    }
    Ok(file.finish()?.into_inner())
}
