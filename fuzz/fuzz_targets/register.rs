//! The fuzzer's way into the compiler: bytes that stand for the files of a register.

#![no_main]

use libfuzzer_sys::fuzz_target;
use testkit::sound;

fuzz_target!(|bytes: &[u8]| {
    sound::check(&testkit::files_of(bytes));
});
