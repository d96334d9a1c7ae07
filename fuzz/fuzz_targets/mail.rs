//! The fuzzer's way into mail: bytes that stand for a message, for a text and for HTML.

#![no_main]

#[path = "../mail_sound.rs"]
mod sound;

use std::sync::Once;

use libfuzzer_sys::fuzz_target;

/// Where the library's own panics come from: they are caught, and its users see an error. Ours end the fuzzer.
const LIBRARY: &str = "mail-parser-";

fuzz_target!(|bytes: &[u8]| {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            if !place.contains(LIBRARY) {
                eprintln!("{panic}");
                std::process::abort();
            }
        }));
    });
    sound::check(bytes);
});
