//! What takes long: uploads, downloads, and work that the service accepts first and carries out later.

mod download;
mod monitor;
mod preauthenticated;
mod upload;

pub use download::Download;
pub use monitor::{Accepted, Monitor, OperationStatus};
pub use upload::{
    AsyncSource, FragmentSize, Progress, ReaderSource, StreamSource, UploadSession, UploadSource,
};
