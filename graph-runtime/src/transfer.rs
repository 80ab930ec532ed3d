//! What takes long: uploads, downloads, and work that the service accepts first and carries out later.

mod download;
mod elsewhere;
mod monitor;
mod upload;

pub use download::Download;
pub use monitor::{Begun, Monitor, Operation};
pub use upload::{
    AsyncSource, FragmentSize, Progress, ReaderSource, StreamSource, UploadSession, UploadSource,
};
