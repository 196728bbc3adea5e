//! What `tests/conformance/run` found is in its table, and its route is in no other build.

use fracas_tests::{Server, http::get};

const RESULTS: &str = include_str!("../../conformance/RESULTS.md");

/// Cases of the suite in the version that requirements.txt names.
const CASES: u32 = 517;

/// The numbers of a row of the table: all cases, then by verdict, the failed ones last.
fn rows() -> Vec<Vec<u32>> {
    let rows = RESULTS.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let numbers = |row: &str| row.split(" | ").skip(1).map(|cell| cell.parse().ok()).collect();
    rows.filter_map(numbers).collect()
}

#[test]
fn the_table_has_every_case_and_no_failed_one() {
    let rows = rows();
    assert_eq!(rows.iter().map(|row| row[0]).sum::<u32>(), CASES);
    for row in &rows {
        assert_eq!(row[0], row[1..].iter().sum::<u32>(), "each case has one verdict: {row:?}");
        assert_eq!(row.last(), Some(&0), "failed: {row:?}");
    }
    let passed: u32 = rows.iter().map(|row| row[1]).sum();
    assert!(passed > 290, "only {passed} passed");
}

#[tokio::test]
async fn an_ordinary_server_has_no_echo() {
    let server = Server::start(&["--bots", "0"]);
    let headers =
        "upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let answer = get(server.addr(), "/echo", headers).await;
    assert_eq!(answer.status, 404, "{}", answer.head);
}
