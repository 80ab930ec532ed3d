//! Processes that are killed in the middle of a delta round, of an upload and of one of its fragments, and go on where they
//! stood: nothing is lost and nothing done twice.
//!
//! The processes are this test itself, started again for one of the ignored functions below.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path as FilePath, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use graph_emulator::{DEFAULT_TOKEN, Emulator, Fault, On, RecordedRequest};
use graph_runtime::pages::{DeltaLink, RoundEnd};
use graph_runtime::request::RawResponse;
use graph_runtime::transfer::{ReaderSource, UploadSession};
use graph_runtime::{Change, Client, FixedToken, Method, Request, graph_request, graph_resource};
use serde_json::{Value, json};

mod storage;

graph_resource! {
    service V1 = "v1.0" { users: [user] }
    entity user { displayName: String, collection function delta() -> [user] }
}

const ORIGIN: &str = "KILLED_ORIGIN";
const FOLDER: &str = "KILLED_FOLDER";

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("graph-killed-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn start(task: &str, origin: &str, folder: &Folder) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", task, "--ignored"])
        .env(ORIGIN, origin)
        .env(FOLDER, &folder.0)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Starts the task again and again, and kills it each time once `enough` says so of the requests since; until it ends by itself.
/// How often it was killed.
async fn kill_often(
    task: &str,
    emulator: &Emulator,
    folder: &Folder,
    enough: impl Fn(&[RecordedRequest]) -> bool,
) -> u32 {
    let deadline = Instant::now() + Duration::from_secs(120);
    let mut kills = 0;
    loop {
        let before = emulator.requests().len();
        let mut child = start(task, &emulator.url(), folder);
        loop {
            assert!(Instant::now() < deadline, "{task} hangs");
            if let Some(status) = child.try_wait().unwrap() {
                assert!(status.success(), "{task} failed");
                return kills;
            }
            if enough(&emulator.requests()[before..]) {
                child.kill().unwrap();
                child.wait().unwrap();
                kills += 1;
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The client and the folder of a started task; `None` where somebody runs the ignored tests by hand.
fn task() -> Option<(Client, PathBuf)> {
    let origin = std::env::var(ORIGIN).ok()?;
    let folder = std::env::var(FOLDER).ok()?;
    let client = Client::builder(FixedToken::new(DEFAULT_TOKEN)).base_url(origin);
    Some((client.build().unwrap(), folder.into()))
}

/// Whole or not at all, whenever the process ends.
fn store(file: &FilePath, state: &Value) {
    let new = file.with_extension("new");
    fs::write(&new, state.to_string()).unwrap();
    fs::rename(new, file).unwrap();
}

fn stored(file: &FilePath) -> Option<Value> {
    Some(serde_json::from_slice(&fs::read(file).ok()?).unwrap())
}

/// Follows the changes, keeping what each page said together with where the round stands.
#[tokio::test]
#[ignore = "a part of `a_delta_round_goes_on`"]
async fn follow_changes() {
    let Some((client, folder)) = task() else {
        return;
    };
    let file = folder.join("state");
    let mut state = stored(&file).unwrap_or_else(|| json!({ "told": [] }));
    let mut changes = match state.get("link") {
        Some(link) => {
            let link: DeltaLink<User> = serde_json::from_value(link.clone()).unwrap();
            client.delta_from(&link).unwrap()
        }
        None => client.delta(graph_request!(V1: GET /users/delta)),
    };
    while let Some(page) = changes.next_page().await {
        for change in page.unwrap() {
            let told = match change {
                Change::Changed(user) => user.id.clone().unwrap().to_string(),
                Change::Removed { id, .. } => format!("-{id}"),
            };
            state["told"].as_array_mut().unwrap().push(told.into());
        }
        state["link"] = serde_json::to_value(changes.checkpoint()).unwrap();
        store(&file, &state);
    }
    match changes.finish().unwrap() {
        RoundEnd::Complete(link) => state["link"] = serde_json::to_value(link).unwrap(),
        RoundEnd::Resync(_) => panic!("nobody asked to start over"),
    }
    store(&file, &state);
}

#[tokio::test]
async fn a_delta_round_goes_on() {
    let users: Vec<_> = (0..40).map(|id| json!({"id": id.to_string()})).collect();
    let emulator = Emulator::builder()
        .seed("/v1.0/users", json!(users))
        .page_size(3)
        .fault(On::any().always(), Fault::late(Duration::from_millis(40)))
        .start()
        .await
        .unwrap();
    let folder = Folder::new("delta");
    let told =
        |state: &Value| -> Vec<String> { serde_json::from_value(state["told"].clone()).unwrap() };

    let kills = kill_often("follow_changes", &emulator, &folder, |since| {
        since.len() >= 5
    })
    .await;
    assert!(kills >= 2, "{kills}");
    let file = folder.file("state");
    let mut state = stored(&file).unwrap();
    let expected: Vec<_> = (0..40).map(|id: u32| id.to_string()).collect();
    assert_eq!(told(&state), expected);

    for id in 0..12 {
        assert!(emulator.remove(&format!("/v1.0/users/{id}")));
        let changed = format!("/v1.0/users/{}", id + 20);
        emulator
            .seed(&changed, json!({"displayName": "new"}))
            .unwrap();
    }
    state["told"] = json!([]);
    store(&file, &state);
    let kills = kill_often("follow_changes", &emulator, &folder, |since| {
        since.len() >= 4
    })
    .await;
    assert!(kills >= 1, "{kills}");
    let told = told(&stored(&file).unwrap());
    let expected: BTreeSet<_> = (0..12)
        .flat_map(|id| [format!("-{id}"), (id + 20).to_string()])
        .collect();
    assert_eq!(told.len(), expected.len(), "{told:?}");
    assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), expected);
}

/// Uploads a file, or the rest of it.
#[tokio::test]
#[ignore = "a part of `an_upload_goes_on`"]
async fn upload() {
    let Some((client, folder)) = task() else {
        return;
    };
    let file = folder.join("session");
    let mut session: UploadSession = match stored(&file) {
        Some(session) => serde_json::from_value(session).unwrap(),
        None => {
            let url = "/v1.0/me/drive/root:/film.mp4:/createUploadSession";
            let session = client.send(Request::new(Method::POST, url)).await.unwrap();
            store(&file, &serde_json::to_value(&session).unwrap());
            session
        }
    };
    let content = fs::File::open(folder.join("film.mp4")).unwrap();
    let mut source = ReaderSource::new(content).unwrap();
    let _: RawResponse = client
        .upload(&mut session, &mut source, &mut |_| {})
        .await
        .unwrap();
}

#[tokio::test]
async fn an_upload_goes_on() {
    const LENGTH: usize = 33 * 1024 * 1024 + 7;
    let emulator = Emulator::builder()
        .fault(
            On::request("PUT", "/upload/*").always(),
            Fault::late(Duration::from_millis(150)),
        )
        .start()
        .await
        .unwrap();
    let folder = Folder::new("upload");
    let content: Vec<u8> = (0..LENGTH).map(|at| (at / 1024 % 251) as u8).collect();
    fs::write(folder.file("film.mp4"), &content).unwrap();

    let is_put = |request: &&RecordedRequest| request.method() == "PUT";
    let kills = kill_often("upload", &emulator, &folder, |since| {
        since.iter().filter(is_put).count() >= 3
    })
    .await;
    assert!(kills >= 1, "{kills}");

    let uploaded = emulator
        .content("/v1.0/me/drive/root:/film.mp4:/content")
        .unwrap();
    assert!(uploaded == content, "{} bytes came", uploaded.len());
    let requests = emulator.requests();
    let sent: usize = requests
        .iter()
        .filter(is_put)
        .map(|put| put.body().len())
        .sum();
    let sessions = requests
        .iter()
        .filter(|request| request.method() == "POST")
        .count();
    assert_eq!(
        (sent, sessions),
        (LENGTH, 1),
        "no byte twice, no second session"
    );
    let at_storage = requests.iter().filter(|request| request.is_at_storage());
    assert!(
        at_storage
            .clone()
            .all(|request| request.header("authorization").is_none())
    );
    assert!(at_storage.count() > 0);
}

#[tokio::test]
async fn an_upload_goes_on_in_the_middle_of_a_fragment() {
    const LENGTH: usize = 22 * 1024 * 1024 + 7;
    let storage = storage::Storage::start().await;
    let folder = Folder::new("wire");
    let content: Vec<u8> = (0..LENGTH).map(|at| (at / 1024 % 251) as u8).collect();
    fs::write(folder.file("film.mp4"), &content).unwrap();

    let deadline = Instant::now() + Duration::from_secs(120);
    // At once, late in a fragment, in what is left of one that broke off, and near the end.
    for stop_at in [1, 4 << 20, (4 << 20) + 100_000, 20 << 20] {
        storage.state.lock().unwrap().stop_at = stop_at;
        let mut child = start("upload", &storage.origin, &folder);
        while !storage.state.lock().unwrap().has_stopped {
            assert!(Instant::now() < deadline, "the upload hangs");
            assert_eq!(child.try_wait().unwrap(), None, "it has ended too early");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let mut state = storage.state.lock().unwrap();
        (state.stop_at, state.has_stopped) = (0, false);
    }
    let mut child = start("upload", &storage.origin, &folder);
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < deadline, "the upload hangs");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(child.wait().unwrap().success());

    let state = storage.state.lock().unwrap();
    assert_eq!(state.mistakes, Vec::<String>::new());
    assert_eq!(state.sessions, 1);
    assert_eq!(state.broken, 4);
    assert!(
        state.received == content,
        "{} bytes came",
        state.received.len()
    );
}
