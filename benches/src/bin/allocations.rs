//! How often each case allocates, and how many bytes: what, way, allocations, bytes, most bytes at a time.
//!
//! A program by itself, for its allocator counts, which takes time.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for mut case in graph_benches::cases() {
        let info = allocation_counter::measure(|| case.measured());
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}",
            case.what, case.way, info.count_total, info.bytes_total, info.bytes_max
        )?;
    }
    Ok(())
}
