//! Policy files.
#![no_main]

use speur::policy::Policy;
use speur_fuzz::libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let path = speur_fuzz::file("policy.toml", data);
    if let Err(problems) = Policy::load(&path) {
        assert!(!problems.is_empty(), "refused without a reason");
    }
});
