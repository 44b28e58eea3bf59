//! One Chromium by its driver, with plain calls instead of futures.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use axum::http::Method;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// How a page is looked at.
#[derive(Clone, Copy)]
pub(crate) struct View {
    pub(crate) name: &'static str,
    pub(crate) dark: bool,
    /// The system's colours instead of the page's, as with high contrast on Windows.
    pub(crate) forced: bool,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

pub(crate) const LIGHT: View = View {
    name: "light",
    dark: false,
    forced: false,
    width: 1280,
    height: 900,
};
pub(crate) const DARK: View = View {
    name: "dark",
    dark: true,
    ..LIGHT
};
pub(crate) const FORCED: View = View {
    name: "forced colours",
    forced: true,
    ..LIGHT
};
pub(crate) const FORCED_DARK: View = View {
    name: "forced colours, dark",
    forced: true,
    ..DARK
};
/// The narrowest width at which a page has to hold together (WCAG 1.4.10).
pub(crate) const NARROW: View = View {
    name: "320 px",
    width: 320,
    height: 640,
    ..LIGHT
};
/// Beside the menu charts have just the room that they need.
pub(crate) const TABLET: View = View {
    name: "tablet",
    width: 1024,
    height: 768,
    ..LIGHT
};
pub(crate) const PHONE: View = View {
    name: "phone",
    width: 390,
    height: 844,
    ..LIGHT
};

pub(crate) const TAB: char = '\u{e004}';
pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const ESCAPE: char = '\u{e00c}';

/// What has to be installed, and where it was found.
struct Tools {
    chromium: PathBuf,
    driver: PathBuf,
}

/// The program that the variable names, or the first of the names that is on the path.
fn program(variable: &str, names: &[&str]) -> Result<PathBuf, String> {
    if let Some(path) = env::var_os(variable).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let mut found = names
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)))
        .filter(|file| file.is_file());
    let wanted = || format!("no {} on the path, and {variable} is not set", names.join(" or "));
    found.next().ok_or_else(wanted)
}

fn tools() -> Result<Tools, String> {
    let chromium = program("CHROMIUM", &["google-chrome", "chromium", "chromium-browser"])?;
    let driver = program("CHROMEDRIVER", &["chromedriver"])?;
    Ok(Tools { chromium, driver })
}

/// The source of axe, from `npm ci` in `tests/browser` or from the folder in `NODE_MODULES`.
pub(crate) fn axe() -> Result<String, String> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules");
    let folder = env::var_os("NODE_MODULES").map_or(beside, PathBuf::from);
    let file = folder.join("axe-core/axe.min.js");
    fs::read_to_string(&file).map_err(|_| format!("{} is not there (npm ci in tests/browser)", file.display()))
}

/// Says on the terminal itself, which the test runner does not keep back, that a test was left out.
///
/// # Panics
///
/// Where `CI` is set: there nothing is left out.
pub(crate) fn leave_out(test: &str, why: &str) {
    let ci = env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "false" | "0"));
    assert!(!ci, "{test} cannot run: {why}");
    let _ = writeln!(std::io::stderr(), "LEFT OUT, not tested: {test}: {why}");
}

/// The driver's process, which ends with this, whatever comes between.
struct Driver {
    process: Child,
    port: u16,
    /// Its temporary files and Chromium's, of which some stay behind.
    _files: TempDir,
}

impl Driver {
    /// The port it takes must be free for IPv4 and for IPv6, and where another process has one of the two, it ends.
    /// So it is started again.
    fn start(program: &Path) -> Self {
        let mut said = String::new();
        for _ in 0..5 {
            match Self::try_start(program) {
                Ok(driver) => return driver,
                Err(why) => said += &why,
            }
        }
        panic!("{} does not start:\n{said}", program.display());
    }

    /// The driver, or what it said before it ended.
    fn try_start(program: &Path) -> Result<Self, String> {
        let files = tempfile::tempdir().unwrap();
        let mut process = Command::new(program)
            .arg("--port=0")
            .env("TMPDIR", files.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{}: {e}", program.display()));
        match port_of(&mut process) {
            Ok(port) => Ok(Self {
                process,
                port,
                _files: files,
            }),
            Err(said) => {
                let _ = process.kill();
                let _ = process.wait();
                Err(said)
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) struct Browser {
    runtime: Runtime,
    client: Client,
    /// Ends after the session.
    _driver: Driver,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

/// A browser for the test of this name, or none, which has then been said.
pub(crate) fn open(test: &str) -> Option<Browser> {
    match tools() {
        Ok(tools) => Some(Browser::start(&tools)),
        Err(why) => {
            leave_out(test, &why);
            None
        }
    }
}

impl Browser {
    fn start(tools: &Tools) -> Self {
        let driver = Driver::start(&tools.driver);
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let capabilities = capabilities(&tools.chromium);
        let connect = async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let builder = builder.capabilities(capabilities.as_object().unwrap().clone());
            builder.connect(&format!("http://127.0.0.1:{}", driver.port)).await
        };
        let client = runtime.block_on(connect).expect("Chromium starts");
        let browser = Self {
            runtime,
            client,
            _driver: driver,
        };
        browser.look(LIGHT);
        browser
    }

    /// Sets size and colours, for this page and those to come.
    pub(crate) fn look(&self, view: View) {
        let size = json!({"width": view.width, "height": view.height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size);
        let scheme = if view.dark { "dark" } else { "light" };
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
            {"name": "forced-colors", "value": if view.forced { "active" } else { "none" }},
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// Loads a page and waits for its fonts.
    pub(crate) fn go(&self, address: &str) {
        self.runtime.block_on(self.client.goto(address)).unwrap();
        let ready = "document.fonts.ready.then(() => arguments[0](null))";
        let answer = self.runtime.block_on(self.client.execute_async(ready, Vec::new()));
        if answer.is_err() {
            // A page that its script replaces meanwhile takes its answer with it: the one in its place is asked.
            self.run_async(ready, json!([]));
        }
    }

    pub(crate) fn reload(&self) {
        self.runtime.block_on(self.client.refresh()).unwrap();
    }

    pub(crate) fn address(&self) -> String {
        self.runtime.block_on(self.client.current_url()).unwrap().to_string()
    }

    /// What the function body returns.
    pub(crate) fn run(&self, script: &str, arguments: Value) -> Value {
        let arguments = arguments.as_array().unwrap().clone();
        let answer = self.runtime.block_on(self.client.execute(script, arguments));
        answer.unwrap_or_else(|e| panic!("{e}\nin {}", script.chars().take(200).collect::<String>()))
    }

    /// What an expression is once it is true, on a page that may be loaded anew meanwhile.
    pub(crate) fn wait_through_loading(&self, expression: &str) -> Value {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let script = format!("return {expression}");
            // While a page goes away there is none to ask.
            let answer = self.runtime.block_on(self.client.execute(&script, Vec::new()));
            if let Ok(value) = answer
                && !matches!(value, Value::Null | Value::Bool(false))
            {
                return value;
            }
            assert!(Instant::now() < end, "never true: {expression}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What the function body gives to its last argument.
    pub(crate) fn run_async(&self, script: &str, arguments: Value) -> Value {
        let arguments = arguments.as_array().unwrap().clone();
        let answer = self.runtime.block_on(self.client.execute_async(script, arguments));
        answer.unwrap_or_else(|e| panic!("{e}\nin {}", script.chars().take(200).collect::<String>()))
    }

    /// The lines that a script gives as a list of texts.
    pub(crate) fn lines(&self, script: &str, arguments: Value) -> Vec<String> {
        let answer = self.run(script, arguments);
        serde_json::from_value(answer).expect("a list of texts")
    }

    /// The value of an expression once it is true.
    pub(crate) fn wait_for(&self, expression: &str) -> Value {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let value = self.run(&format!("return {expression}"), json!([]));
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(Instant::now() < end, "never true at {}: {expression}", self.address());
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn press(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keys".to_owned());
        for &value in keys {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.runtime.block_on(self.client.perform_actions(actions)).unwrap();
    }

    pub(crate) fn write(&self, text: &str) {
        self.press(&text.chars().collect::<Vec<_>>());
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }

    /// What was written since the last call: `browser` is the console, `performance` all that went
    /// over the network.
    pub(crate) fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.post("se/log", json!({"type": kind}));
        log.as_array().unwrap().clone()
    }

    /// What is in view as a PNG, in base64.
    pub(crate) fn picture(&self) -> String {
        let shot = self.devtools("Page.captureScreenshot", json!({"format": "png"}));
        shot["data"].as_str().expect("a picture").to_owned()
    }

    /// The page as a PDF on A4, margins as the style sheet has them.
    pub(crate) fn print(&self) -> Vec<u8> {
        let options =
            json!({"preferCSSPageSize": true, "printBackground": true, "paperWidth": 8.27, "paperHeight": 11.69});
        let pdf = self.devtools("Page.printToPDF", options);
        let text = pdf["data"].as_str().expect("a PDF");
        BASE64_STANDARD.decode(text).unwrap()
    }

    fn post(&self, endpoint: &'static str, body: Value) -> Value {
        let command = Post { endpoint, body };
        self.runtime.block_on(self.client.issue_cmd(command)).unwrap()
    }
}

/// Where the driver listens, which it says on its first lines; or all that it said.
fn port_of(driver: &mut Child) -> Result<u16, String> {
    let mut lines = BufReader::new(driver.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let mut said = String::new();
    for line in lines.by_ref() {
        if let Some(port) = line
            .rsplit_once("successfully on port ")
            .and_then(|(_, port)| port.trim_end_matches('.').parse().ok())
        {
            // What it says later must go somewhere, or it stops.
            thread::spawn(move || lines.for_each(drop));
            return Ok(port);
        }
        said += &line;
        said.push('\n');
    }
    Err(said)
}

fn capabilities(chromium: &Path) -> Value {
    let arguments = [
        "--headless=new",
        // Containers and root have no sandbox; only our own pages are loaded.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--font-render-hinting=none",
        "--force-color-profile=srgb",
        "--disable-background-networking",
        // Nothing else can be reached, so that what a page wants from elsewhere fails everywhere.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ];
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": chromium, "args": arguments},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        "timeouts": {"script": 120_000},
    })
}

/// A command that only Chromium's driver knows.
#[derive(Debug)]
struct Post {
    endpoint: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.endpoint))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
