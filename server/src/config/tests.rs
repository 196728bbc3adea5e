//! What an operator gives becomes what he means, or a line that says why not.

use std::{fs, path::PathBuf};

use clap::Parser;
use fracas_protocol::limits::SEATS_MAX;

use super::*;

fn resolve(args: &[&str]) -> Result<Config, ConfigError> {
    let args = std::iter::once("fracas").chain(args.iter().copied());
    Flags::try_parse_from(args).expect("these flags parse").resolve(99, Some("/data/fracas".into()))
}

fn file(name: &str, text: &str) -> String {
    let path = std::env::temp_dir().join(format!("fracas-config-{}-{name}.toml", std::process::id()));
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn without_flags_there_is_a_room_with_twelve_bots_on_loopback() {
    let config = resolve(&[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!((config.tick_rate, config.bots, config.seed), (30, 12, 99));
    assert_eq!(config.data, PathBuf::from("/data/fracas"));
}

#[test]
fn data_is_kept_where_flag_or_file_say_and_somewhere_it_must_be() {
    let path = file("data", "data = \"/srv/fracas\"\n");
    assert_eq!(resolve(&["--config", &path]).unwrap().data, PathBuf::from("/srv/fracas"));
    let config = resolve(&["--config", &path, "--data", "/tmp/fracas"]).unwrap();
    assert_eq!(config.data, PathBuf::from("/tmp/fracas"));
    let message = Flags::default().resolve(99, None).unwrap_err().to_string();
    assert!(message.contains("--data"), "{message}");
}

#[test]
fn lan_listens_on_all_interfaces_on_the_chosen_port() {
    assert_eq!(resolve(&["--lan"]).unwrap().listen.to_string(), "0.0.0.0:8080");
    let config = resolve(&["--lan", "--listen", "127.0.0.1:9000"]).unwrap();
    assert_eq!(config.listen.to_string(), "0.0.0.0:9000");
}

#[test]
fn flags_win_over_the_file() {
    let path = file("wins", "tick-rate = 60\nbots = 3\n");
    let config = resolve(&["--config", &path, "--bots", "5"]).unwrap();
    assert_eq!((config.tick_rate, config.bots), (60, 5));
}

#[test]
fn a_wrong_value_says_what_is_allowed_on_one_line() {
    let too_many = SEATS_MAX.to_string();
    for args in [&["--tick-rate", "25"][..], &["--max-players", "0"], &["--bots", &too_many]] {
        let message = resolve(args).unwrap_err().to_string();
        assert!(message.contains(args[0]) && message.contains("must be"), "{message}");
        assert!(!message.contains('\n'));
    }
}

#[test]
fn rooms_of_the_file_and_of_flags_stand_beside_main() {
    let text = "bots = 3\n[[room]]\ncode = \"duel\"\nname = \"One on one\"\nmax-players = 2\nbots = 0\n\
                strength = \"hard\"\npublic = false\npassword = \"swordfish\"\nhosted = true\n";
    let path = file("rooms", text);
    let rooms = resolve(&["--config", &path, "--room", "friends"]).unwrap().rooms();
    let [main, duel, friends] = &rooms[..] else { panic!("three rooms: {rooms:?}") };
    assert_eq!([&main.code, &duel.code, &friends.code], ["main", "duel", "friends"]);
    let settings = &duel.settings;
    assert_eq!((settings.name.as_str(), settings.seats, settings.bots), ("One on one", 2, 0));
    assert!(!settings.listed && duel.hosted && settings.password.is_some_and(|p| p.fits("swordfish")));
    assert_eq!((friends.settings.bots, friends.settings.seats), (3, 1000), "as in main");
    assert_ne!(duel.seed, friends.seed);
}

#[test]
fn a_room_that_cannot_be_is_named() {
    for (text, words) in [
        ("[[room]]\ncode = \"main\"\n", &["two rooms", "main"][..]),
        ("[[room]]\ncode = \"Duel\"\n", &["code", "a-z"]),
        ("[[room]]\ncode = \"duel\"\nmax-players = 0\n", &["duel", "max-players"]),
        ("[[room]]\ncode = \"duel\"\ntick-rate = 7\n", &["duel", "tick-rate", "60"]),
        ("[[room]]\ncode = \"duel\"\nseats = 3\n", &["line 3", "seats"]),
    ] {
        let path = file("wrong-room", text);
        let message = resolve(&["--config", &path]).unwrap_err().to_string();
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    }
}

#[test]
fn what_weakens_is_for_this_machine_or_said_twice() {
    for flag in ["--insecure-no-origin-check", "--insecure-no-address-caps"] {
        assert!(resolve(&[flag]).is_ok(), "{flag} on loopback");
        let message = resolve(&["--lan", flag]).unwrap_err().to_string();
        assert!(message.contains(flag) && message.contains("twice"), "{message}");
        assert!(resolve(&["--lan", flag, flag]).is_ok(), "{flag} twice");
    }
    let config = resolve(&[]).unwrap();
    assert!(!config.insecure_no_origin_check && !config.insecure_no_address_caps);
}

#[test]
fn proxies_and_friends_come_from_flags_and_file() {
    let path = file("proxies", "trusted-proxy = [\"10.0.0.0/8\"]\nallow-origin = [\"https://a.example\"]\n");
    let more = ["--trusted-proxy", "192.0.2.7", "--allow-origin", "http://b.example:8080"];
    let config = resolve(&[&["--config", path.as_str()], &more[..]].concat()).unwrap();
    let networks: Vec<_> = config.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(networks, ["10.0.0.0/8", "192.0.2.7/32"]);
    assert_eq!(config.allow_origins, ["https://a.example", "http://b.example:8080"]);
    for wrong in ["a.example", "https://a.example/", "https://A.example", "https://"] {
        let message = resolve(&["--allow-origin", wrong]).unwrap_err().to_string();
        assert!(message.contains("--allow-origin"), "{message}");
    }
}

#[test]
fn a_misspelt_key_in_the_file_is_named_with_its_line() {
    let path = file("misspelt", "bots = 3\ntickrate = 60\n");
    let message = resolve(&["--config", &path]).unwrap_err().to_string();
    assert!(message.contains("line 2") && message.contains("tickrate"), "{message}");
}
