//! What every process can be asked: memory, open files, time on the processor; under the names that Prometheus gives them.
//!
//! It is read from `/proc`; what is not there is left out.

use std::fmt::Write;
use std::fs;

/// Ticks of the processor in a second, in `/proc` on Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// All of it as text.
pub(super) fn text() -> String {
    let mut text = String::new();
    let mut tell = |name: &str, kind: &str, suffix: &str, help: &str, value: Option<f64>| {
        if let Some(value) = value {
            let _ = writeln!(text, "# HELP {name} {help}.\n# TYPE {name} {kind}\n{name}{suffix} {value}");
        }
    };
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let seconds = "Time that the process had on the processors, in seconds";
    tell("process_cpu_seconds", "counter", "_total", seconds, processor_seconds(&stat));
    let memory = kibibytes(&status, "VmRSS:").map(|kibibytes| kibibytes * 1024.0);
    tell("process_resident_memory_bytes", "gauge", "", "Memory of the process, in bytes", memory);
    let open = fs::read_dir("/proc/self/fd").ok().map(|open| bounded(open.count()));
    tell("process_open_fds", "gauge", "", "Files and connections that are open", open);
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    tell("process_max_fds", "gauge", "", "Files and connections that may be open", open_files_max(&limits));
    text
}

/// User and system time: the 14th and 15th word of `/proc/self/stat` (proc(5)); the second may hold blanks.
fn processor_seconds(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut words = rest.split_whitespace().skip(11);
    let user: f64 = words.next()?.parse().ok()?;
    let system: f64 = words.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_SECOND)
}

fn kibibytes(status: &str, name: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn open_files_max(limits: &str) -> Option<f64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn bounded(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{kibibytes, open_files_max, processor_seconds};

    #[test]
    fn what_the_kernel_says_is_read() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194304 2 0 0 0 150 50 0 0 20 0 9 0 5 1 2 3";
        assert_eq!(processor_seconds(stat), Some(2.0));
        assert_eq!(kibibytes("Name:\tx\nVmRSS:\t   2048 kB\n", "VmRSS:"), Some(2048.0));
        assert_eq!(
            open_files_max("Max open files            1024                 4096                 files\n"),
            Some(1024.0)
        );
        assert_eq!(processor_seconds("nothing"), None);
    }
}
