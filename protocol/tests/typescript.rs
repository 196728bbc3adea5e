//! The browser's types are generated from the Rust ones and may not drift.

use std::{env, fs, path::Path};

#[test]
fn the_committed_typescript_is_what_the_rust_types_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client/src/protocol/generated.ts");
    let want = fracas_protocol::typescript::generate();
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &want).unwrap();
    }
    let have = fs::read_to_string(&path).unwrap_or_default();
    assert!(have == want, "{} is stale: UPDATE=1 cargo test -p fracas-protocol", path.display());
}
