//! Tells the figures which compiler made them.

use std::{env, process::Command};

fn main() {
    let rustc = env::var_os("RUSTC").expect("cargo names the compiler");
    let told = Command::new(rustc).arg("--version").output().expect("the compiler runs");
    println!("cargo::rustc-env=FRACAS_RUSTC={}", String::from_utf8_lossy(&told.stdout).trim());
    println!("cargo::rerun-if-changed=build.rs");
}
