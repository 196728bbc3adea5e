//! The document of the HTTP API says what the routes are, and no GET changes anything.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fracas_tests::{
    Client, Server,
    http::{get, post, ticket},
};
use serde_json::{Value, json};

/// Methods by path.
type Routes = BTreeMap<String, BTreeSet<&'static str>>;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The routes in the source: `.route("PATH", get(..).post(..))`. The page's files are no API, and `/echo` is in no release.
fn routes_of_source() -> Routes {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src/net");
    let mut routes = Routes::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_api = !["assets.rs", "echo.rs"].iter().any(|file| path.ends_with(file));
        if path.extension().is_some_and(|e| e == "rs") && is_api {
            let text = fs::read_to_string(&path).unwrap();
            for route in text.split(".route(").skip(1) {
                let mut parts = route.splitn(3, '"');
                let (path, rest) = (parts.nth(1).unwrap(), parts.next().unwrap());
                let handlers = rest.split(".route").next().unwrap().lines().next().unwrap();
                let has = |method: &&str| handlers.contains(&format!("{method}("));
                routes.insert(path.to_owned(), METHODS.into_iter().filter(has).collect());
            }
        }
    }
    routes
}

fn routes_of(document: &Value) -> Routes {
    let paths = document["paths"].as_object().expect("it has paths");
    let methods = |item: &Value| METHODS.into_iter().filter(|method| item.get(method).is_some()).collect();
    paths.iter().map(|(path, item)| (path.clone(), methods(item))).collect()
}

#[tokio::test]
async fn the_document_has_the_routes_that_there_are() {
    let server = Server::start(&["--bots", "0"]);
    let answer = get(server.addr(), "/api/openapi.json", "").await;
    assert!(answer.head.contains("content-type: application/json"), "{}", answer.head);
    let document = answer.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(routes_of(&document), routes_of_source());
}

#[tokio::test]
async fn no_get_changes_anything() {
    let server = Server::start(&["--bots", "0"]);
    let document = get(server.addr(), "/api/openapi.json", "").await.json();
    let ticket = ticket(server.addr(), "main").await;
    let rooms = get(server.addr(), "/api/rooms", "").await.body;
    for (path, methods) in routes_of(&document) {
        let path = path.replace("{code}", "main");
        // A stream never ends by itself.
        if path.ends_with("/events") {
            continue;
        }
        let answer = get(server.addr(), &path, "").await;
        assert_eq!(answer.status == 405, !methods.contains("get"), "GET {path}: {}", answer.status);
        let told = get(server.addr(), &format!("{path}?room=main&name=x&ticket={ticket}"), "").await;
        assert_eq!(told.status, answer.status, "{path} with words in its URL");
    }
    assert_eq!(get(server.addr(), "/api/rooms", "").await.body, rooms);
    assert!(Client::knock(server.addr(), &ticket).await.is_ok(), "the ticket was not used");
    assert_eq!(post(server.addr(), "/api/rooms", "", &json!({})).await.status, 201, "by POST it can be done");
}
