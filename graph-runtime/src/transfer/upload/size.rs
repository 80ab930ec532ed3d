//! How large the fragments of an upload are.
//!
//! In: a number of bytes, and the unit of the service. Out: a size that it takes.

use crate::error::FragmentSizeError;

const KIB: u64 = 1024;

/// The unit of OneDrive and SharePoint: "If your app splits a file into multiple byte ranges, the size of each byte range must be
/// a multiple of 320 KiB" (driveItem: createUploadSession).
const DRIVE_UNIT: u64 = 320 * KIB;

/// "The maximum bytes in any given request is less than 60 MiB" (driveItem: createUploadSession). No service takes more.
const LIMIT: u64 = 60 * KIB * KIB;

/// The size of the fragments of an upload, in bytes. The last fragment may be smaller.
///
/// Services differ in what they take:
///
/// ```
/// use graph_runtime::transfer::FragmentSize;
///
/// assert_eq!(FragmentSize::default(), FragmentSize::DRIVE);
/// // OneDrive and SharePoint: multiples of 320 KiB, less than 60 MiB.
/// let large = FragmentSize::new(32 * 320 * 1024)?;
/// assert!(FragmentSize::new(1_000_000).is_err());
/// // Others: multiples of their own unit.
/// let print = FragmentSize::multiple_of(200 * 1024, 10 * 200 * 1024)?;
/// # let _ = (large, print);
/// # Ok::<(), graph_runtime::error::FragmentSizeError>(())
/// ```
///
/// Source: "driveItem: createUploadSession", "Attach large files to Outlook messages or events", "Upload documents using the
/// Microsoft Graph Universal Print API".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FragmentSize(u64);

impl FragmentSize {
    /// 5 MiB, for OneDrive and SharePoint, which advise 5 MiB to 10 MiB.
    pub const DRIVE: FragmentSize = FragmentSize(16 * DRIVE_UNIT);

    /// 3.75 MiB, for attachments of Outlook's messages and events, which take 4 MB at most.
    pub const OUTLOOK: FragmentSize = FragmentSize(12 * DRIVE_UNIT);

    /// 8,000 KiB, for Universal Print, which advises multiples of 200 KiB and takes less than 10 MB.
    pub const PRINT: FragmentSize = FragmentSize(40 * 200 * KIB);

    /// A size in bytes that OneDrive and SharePoint take.
    ///
    /// # Errors
    ///
    /// If it is 0, not a multiple of 320 KiB (327,680 bytes), or not less than 60 MiB.
    pub fn new(bytes: u64) -> Result<Self, FragmentSizeError> {
        FragmentSize::multiple_of(DRIVE_UNIT, bytes)
    }

    /// A size in bytes for a service whose fragments are multiples of `unit` bytes; 1 for a service without a unit.
    ///
    /// # Errors
    ///
    /// If it is 0, not a multiple of the unit, or not less than 60 MiB.
    pub fn multiple_of(unit: u64, bytes: u64) -> Result<Self, FragmentSizeError> {
        if bytes == 0 || !bytes.is_multiple_of(unit) {
            return Err(FragmentSizeError::NotMultiple { bytes, unit });
        }
        if bytes >= LIMIT {
            return Err(FragmentSizeError::TooLarge { bytes });
        }
        Ok(FragmentSize(bytes))
    }

    /// The number of bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }
}

impl Default for FragmentSize {
    /// [`DRIVE`](Self::DRIVE).
    fn default() -> Self {
        FragmentSize::DRIVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_multiples_of_what_the_service_takes() {
        for size in [FragmentSize::DRIVE, FragmentSize::OUTLOOK] {
            assert_eq!(FragmentSize::new(size.bytes()), Ok(size));
        }
        assert_eq!(FragmentSize::DRIVE.bytes(), 5 * 1024 * 1024);
        assert!(FragmentSize::OUTLOOK.bytes() <= 4_000_000);
        let print = FragmentSize::PRINT;
        assert!(print.bytes() < 10_000_000);
        assert_eq!(FragmentSize::multiple_of(204_800, print.bytes()), Ok(print));
        for (unit, bytes) in [(327_680, 0), (327_680, 327_681), (204_800, 327_680), (0, 5)] {
            assert_eq!(
                FragmentSize::multiple_of(unit, bytes),
                Err(FragmentSizeError::NotMultiple { bytes, unit })
            );
        }
        let bytes = 192 * 327_680;
        assert_eq!(
            FragmentSize::new(bytes),
            Err(FragmentSizeError::TooLarge { bytes })
        );
        assert!(FragmentSize::new(191 * 327_680).is_ok());
        assert!(FragmentSize::multiple_of(1, 12_345).is_ok());
    }
}
