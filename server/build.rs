//! Builds the web client into this build's own output folder, and the table by which `net/assets.rs` embeds it.
//!
//! Cargo runs this only when a source of the client changed. Without Node.js 20, or when npm or vite fail, the
//! server is built all the same, with a page that says what is missing; the next build tries again.
//! `FRACAS_WEB=require` makes that an error, `FRACAS_WEB=skip` leaves the client out without trying.

use std::{
    env, fs,
    fs::File,
    hash::{DefaultHasher, Hasher},
    io,
    path::{Path, PathBuf},
    process::Command,
};

/// Oldest major version of Node.js that vite runs on.
const NODE_MIN: u32 = 20;

/// What the client is built from, in its folder. Not the folder itself: npm writes `node_modules` into it.
const SOURCES: &[&str] = &[
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    ".npmrc",
    "tsconfig.json",
    "vite.config.ts",
];

/// Lines of a failed program's output that are shown.
const LOG_LINES: usize = 20;

/// Run by Node.js, which has both compressors built in, at their best levels.
const COMPRESS: &str = r#"
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
const folder = process.argv[1];
for (const file of readdirSync(folder, { recursive: true })) {
  if (!/\.(css|html|js|json|map|svg|txt|wasm|webmanifest)$/.test(file)) continue;
  const bytes = readFileSync(`${folder}/${file}`);
  writeFileSync(`${folder}/${file}.br`, brotliCompressSync(bytes));
  writeFileSync(`${folder}/${file}.gz`, gzipSync(bytes, { level: 9 }));
}
"#;

/// Why there is no client, for a person.
struct Failure {
    what: String,
    /// What that person can do about it.
    remedy: &'static str,
    /// Output of the program that failed.
    log: String,
}

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let client = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../web-client");
    let web = out.join("web");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=FRACAS_WEB");
    let wish = env::var("FRACAS_WEB").unwrap_or_default();
    let built = if wish == "skip" {
        let remedy = "Build it again without FRACAS_WEB=skip.";
        Err(Failure { what: "It was built with FRACAS_WEB=skip.".into(), remedy, log: String::new() })
    } else {
        for source in SOURCES.iter().map(|source| client.join(source)).filter(|path| path.exists()) {
            println!("cargo::rerun-if-changed={}", source.display());
        }
        build(&client, &web)
    };
    match built {
        // Cargo repeats the line in later builds, so it must stay true there.
        Ok(how) => println!("cargo::warning=web client {how}; built anew only when web-client/ changes"),
        Err(failure) => {
            report(&failure, &wish);
            if wish != "skip" {
                // A path that never exists is always out of date: the next build tries again.
                println!("cargo::rerun-if-changed={}", out.join("never").display());
            }
            write_page(&web, &failure)?;
        }
    }
    fs::write(out.join("web_assets.rs"), table(&web)?)
}

/// Builds the client into `web` and says how.
fn build(client: &Path, web: &Path) -> Result<&'static str, Failure> {
    require_node()?;
    // Two builds in two target folders may share this `node_modules`; the lock ends with this function.
    let lock_file = client.join("package-lock.json");
    let lock = File::open(&lock_file).and_then(|file| file.lock().map(|()| file));
    let _lock = lock.map_err(|e| Failure {
        what: format!("web-client/package-lock.json cannot be read: {e}."),
        remedy: "Restore the folder web-client of the repository.",
        log: String::new(),
    })?;
    let installs = !is_fresh(&client.join("node_modules/.package-lock.json"), &lock_file);
    if installs {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let install =
            ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--fetch-retries=1"];
        let remedy = "npm needs the network the first time; what it said is in the output of the build.";
        run(Command::new(npm).args(install).current_dir(client), remedy)?;
    }
    // Vite itself rather than npx, which would ask the network for it when it is missing.
    let vite = ["node_modules/vite/bin/vite.js", "build", "--emptyOutDir", "--outDir"];
    let remedy = "What it said is in the output of the build.";
    run(Command::new("node").args(vite).arg(web).current_dir(client), remedy)?;
    run(Command::new("node").args(["--input-type=module", "--eval", COMPRESS]).arg(web), remedy)?;
    Ok(if installs { "built by npm ci and vite" } else { "built by vite" })
}

fn require_node() -> Result<(), Failure> {
    let wrong = |what: String| Failure {
        what,
        remedy: "Install Node.js 20 or newer with npm (https://nodejs.org/en/download; Debian 12's own is older).",
        log: String::new(),
    };
    let version = Command::new("node").arg("--version").output().map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => wrong("Node.js is not installed.".into()),
        _ => wrong(format!("Node.js cannot be run ({e}).")),
    })?;
    let version = String::from_utf8_lossy(&version.stdout);
    let major = version.trim().strip_prefix('v').and_then(|v| v.split('.').next()?.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MIN => Ok(()),
        _ => Err(wrong(format!("Node.js is version {:?}, older than {NODE_MIN}.", version.trim()))),
    }
}

/// True when `made` exists and is not older than what it was made from.
fn is_fresh(made: &Path, from: &Path) -> bool {
    let time = |path| fs::metadata(path).and_then(|meta| meta.modified());
    matches!((time(made), time(from)), (Ok(made), Ok(from)) if made >= from)
}

/// Runs a program, quietly when it succeeds.
fn run(command: &mut Command, remedy: &'static str) -> Result<(), Failure> {
    let name =
        [command.get_program(), command.get_args().next().unwrap_or_default()].map(|s| s.to_string_lossy());
    let name = name.join(" ");
    let output = command.env("NO_COLOR", "1").env("FORCE_COLOR", "0").output();
    let output = output.map_err(|e| Failure {
        what: format!("`{name}` cannot be run ({e})."),
        remedy,
        log: String::new(),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let log = String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned();
    Err(Failure { what: format!("`{name}` failed ({}).", output.status), remedy, log })
}

/// Tells the person who builds.
fn report(failure: &Failure, wish: &str) {
    let level = if wish == "require" { "error" } else { "warning" };
    println!("cargo::{level}=The web client is left out. {} {}", failure.what, failure.remedy);
    for line in first_lines(&failure.log) {
        println!("cargo::{level}=  {line}");
    }
}

/// The first lines: npm and vite say what is wrong and then, at length, how they are used.
fn first_lines(log: &str) -> impl Iterator<Item = &str> {
    log.lines().filter(|line| !line.trim().is_empty()).take(LOG_LINES)
}

/// Makes `web` hold nothing but a page that says why there is no client. Without the log: it names folders of
/// this machine, and the page is for everybody.
fn write_page(web: &Path, failure: &Failure) -> io::Result<()> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Fracas: web client missing</title>
<style>body {{ font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem;
background: #0b1220; color: #dde6f5 }} code {{ color: #ffc46b }}</style>
<h1>The server runs, its web client is missing</h1>
<p>{}</p>
<p>{} Then stop this server and run it again: <code>cargo run --release</code></p>
"#,
        escape(&failure.what),
        escape(failure.remedy),
    );
    if web.exists() {
        fs::remove_dir_all(web)?;
    }
    fs::create_dir_all(web)?;
    fs::write(web.join("index.html"), page)
}

/// The files of `web` as a Rust expression: a slice of `Asset`.
fn table(web: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    list(web, &mut files)?;
    files.sort();
    let mut rows = String::from("&[\n");
    for file in &files {
        let path = file.strip_prefix(web).expect("listed below it").to_string_lossy().replace('\\', "/");
        if path.ends_with(".br") || path.ends_with(".gz") {
            continue;
        }
        let bytes = fs::read(file)?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        rows += &format!(
            "Asset {{ path: \"/{path}\", content_type: \"{}\", etag: \"W/\\\"{:016x}\\\"\", immutable: {}, \
             plain: include_bytes!({file:?}), br: {}, gzip: {} }},\n",
            content_type(&path),
            hasher.finish(),
            // Vite puts what it names by content there, and nothing else.
            path.starts_with("assets/"),
            smaller(file, "br", bytes.len()),
            smaller(file, "gz", bytes.len()),
        );
    }
    Ok(rows + "]\n")
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// The compressed neighbour of `file` as an expression, when there is one that is worth it.
fn smaller(file: &Path, extension: &str, plain_bytes: usize) -> String {
    let mut path = file.as_os_str().to_owned();
    path.push(format!(".{extension}"));
    match fs::metadata(&path) {
        Ok(meta) if meta.len() < plain_bytes as u64 => format!("Some(include_bytes!({path:?}))"),
        _ => "None".into(),
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "jpg" => "image/jpeg",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
