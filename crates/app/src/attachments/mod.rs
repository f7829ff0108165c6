//! Attachments (附件): photos and recordings of an incident. Their bytes are outside the log, sealed
//! under the caller's data key (or the incident's own, where no caller is known), so that an erasure
//! covers them; the log holds hash, size, kind and who brought them.

mod folder;
mod keep;

pub use folder::FolderAttachments;
pub use keep::{Download, Found, Upload};
pub(crate) use keep::{OWN_KEYS, own_key};

use async_trait::async_trait;
use liandong_domain::ids::TownId;

/// Where sealed files are kept. Names are of the use cases' making: letters, digits, `-` and `.`.
#[async_trait]
pub trait Attachments: Send + Sync + 'static {
    /// Keeps a file. When this returns, it survives a power cut. The same name again replaces it whole.
    ///
    /// # Errors
    /// A sentence for the operator.
    async fn put(&self, town: &TownId, name: &str, bytes: Vec<u8>) -> Result<(), String>;

    /// Reads a file; `None` when it is not there.
    ///
    /// # Errors
    /// A sentence for the operator.
    async fn get(&self, town: &TownId, name: &str) -> Result<Option<Vec<u8>>, String>;

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// A sentence for the operator.
    async fn remove(&self, town: &TownId, name: &str) -> Result<(), String>;
}
