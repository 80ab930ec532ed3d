//! How much memory this process takes, where Linux tells it.

/// Of this process, in KiB, by a line of `/proc/self/status` (`VmRSS`: now, `VmHWM`: at its peak); `None` elsewhere.
pub fn memory(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let found = status.lines().find_map(|found| found.strip_prefix(line))?;
    let number = found.trim_start_matches(':').trim().trim_end_matches(" kB");
    number.parse().ok()
}
