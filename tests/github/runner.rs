//! A small runner of composite actions: the steps of an action.yml in order, with inputs, the files that steps
//! write to, and `if`. Of other actions it only notes what they were asked to do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_yaml::Value;

/// What an action did.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Exit status of the step that failed, or 0.
    pub code: i32,
    /// What its steps said, standard output and errors in their order.
    pub log: String,
    /// The outputs of the action.
    pub outputs: BTreeMap<String, String>,
    /// The job's summary.
    pub summary: String,
    /// Other actions that were used, with their inputs.
    pub used: Vec<(String, BTreeMap<String, String>)>,
}

/// A repository that was checked out, and what GitHub says about the run.
pub(crate) struct Job {
    /// The checkout.
    pub workspace: PathBuf,
    /// A folder for the run's own files.
    pub temp: PathBuf,
    /// The contexts: `github.ref_name`, `github.event.issue.body` …
    pub context: BTreeMap<String, String>,
    /// Environment beside what GitHub sets.
    pub env: BTreeMap<String, String>,
}

impl Job {
    /// A run on a push to main of `you/playbook`.
    pub(crate) fn new(folder: &Path) -> Self {
        let (workspace, temp) = (folder.join("workspace"), folder.join("temp"));
        fs::create_dir_all(&workspace).unwrap();
        fs::create_dir_all(&temp).unwrap();
        let context = [
            ("github.repository", "you/playbook"),
            ("github.ref", "refs/heads/main"),
            ("github.ref_name", "main"),
            ("github.token", "token-of-the-run"),
            ("runner.temp", temp.to_str().unwrap()),
        ];
        Self {
            workspace,
            context: context.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            // The program is there already: the steps do not build or download it.
            env: [("FUNNELBOOK".to_owned(), env!("CARGO_BIN_EXE_funnelbook").to_owned())].into(),
            temp,
        }
    }

    /// Writes a file of the checkout.
    pub(crate) fn file(&self, path: &str, text: &str) {
        let path = self.workspace.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Puts a program before all others.
    pub(crate) fn program(&mut self, name: &str, script: &str) {
        let bin = self.temp.join("bin");
        fs::create_dir_all(&bin).unwrap();
        fs::write(bin.join(name), script).unwrap();
        assert!(
            Command::new("chmod")
                .arg("+x")
                .arg(bin.join(name))
                .status()
                .unwrap()
                .success()
        );
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(bin).chain(std::env::split_paths(&paths));
        let paths = std::env::join_paths(paths).unwrap().into_string().unwrap();
        self.env.insert("PATH".into(), paths);
    }

    /// Git in the checkout.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@team.example",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(&self.workspace)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Everything in the checkout as a commit.
    pub(crate) fn commit(&self, message: &str) -> String {
        if !self.workspace.join(".git").exists() {
            self.git(&["init", "--quiet", "--initial-branch", "main"]);
        }
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs the action in a folder.
    pub(crate) fn action(&self, folder: &Path, inputs: &[(&str, &str)]) -> Ran {
        let text = fs::read_to_string(folder.join("action.yml")).unwrap();
        let action: Value = serde_yaml::from_str(&text).unwrap();
        let mut context = self.context.clone();
        for (name, input) in action["inputs"].as_mapping().into_iter().flatten() {
            let name = name.as_str().unwrap();
            let given = inputs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            let value = given.unwrap_or_else(|| evaluated(input["default"].as_str().unwrap_or_default(), &context));
            context.insert(format!("inputs.{name}"), value);
        }
        for (name, _) in inputs {
            assert!(
                action["inputs"].get(name).is_some(),
                "{name} is no input of {}",
                folder.display()
            );
        }
        let file = |name: &str| {
            let path = self.temp.join(name);
            fs::write(&path, "").unwrap();
            path
        };
        let (output, summary) = (file("GITHUB_OUTPUT"), file("GITHUB_STEP_SUMMARY"));
        let mut ran = Ran {
            code: 0,
            log: String::new(),
            outputs: BTreeMap::new(),
            summary: String::new(),
            used: Vec::new(),
        };
        for step in action["runs"]["steps"].as_sequence().unwrap() {
            if !holds(step["if"].as_str(), &context, ran.code == 0) {
                continue;
            }
            if let Some(uses) = step["uses"].as_str() {
                ran.used.push((uses.to_owned(), texts(&step["with"], &context)));
                continue;
            }
            fs::write(&output, "").unwrap();
            let (code, said) = self.step(folder, step, &context, &output, &summary);
            ran.log += &said;
            if ran.code == 0 {
                ran.code = code;
            }
            for line in fs::read_to_string(&output).unwrap().lines() {
                let (name, value) = line.split_once('=').unwrap();
                let id = step["id"].as_str().unwrap();
                context.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            }
        }
        for (name, declared) in action["outputs"].as_mapping().into_iter().flatten() {
            let value = evaluated(declared["value"].as_str().unwrap(), &context);
            ran.outputs.insert(name.as_str().unwrap().to_owned(), value);
        }
        ran.summary = fs::read_to_string(&summary).unwrap();
        ran
    }

    fn step(
        &self,
        folder: &Path,
        step: &Value,
        context: &BTreeMap<String, String>,
        output: &Path,
        summary: &Path,
    ) -> (i32, String) {
        let script = step["run"].as_str().unwrap();
        assert!(!script.contains("${{"), "an expression in a script: {script}");
        assert_eq!(step["shell"].as_str(), Some("bash"));
        let log = self.temp.join("log");
        let to = fs::File::create(&log).unwrap();
        let status = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(&self.workspace)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.temp)
            .env("CI", "true")
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_ACTION_PATH", folder)
            .env("GITHUB_OUTPUT", output)
            .env("GITHUB_REF", &self.context["github.ref"])
            .env("GITHUB_REPOSITORY", &self.context["github.repository"])
            .env("GITHUB_SERVER_URL", "https://github.com")
            .env("GITHUB_STEP_SUMMARY", summary)
            .env("GITHUB_WORKSPACE", &self.workspace)
            .env("RUNNER_ARCH", "X64")
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_TEMP", &self.temp)
            // Where coverage is measured, what the steps start is measured too.
            .envs(std::env::vars_os().filter(|(name, _)| name == "LLVM_PROFILE_FILE"))
            .envs(&self.env)
            .envs(texts(&step["env"], context))
            .stdin(Stdio::null())
            .stdout(to.try_clone().unwrap())
            .stderr(to)
            .status()
            .unwrap();
        let said = fs::read(&log).unwrap();
        (status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }
}

/// A mapping of texts with their expressions put in.
pub(crate) fn texts(map: &Value, context: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let one = |(key, value): (&Value, &Value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(b) => b.to_string(),
            Value::Number(n) => n.to_string(),
            other => panic!("{other:?}"),
        };
        (key.as_str().unwrap().to_owned(), evaluated(&text, context))
    };
    map.as_mapping().into_iter().flatten().map(one).collect()
}

/// A text with its expressions put in. Of expressions only names and `||` are known; a name that is not there is
/// empty, as on GitHub.
fn evaluated(text: &str, context: &BTreeMap<String, String>) -> String {
    let mut parts = text.split("${{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (expression, rest) = part.split_once("}}").unwrap();
        let values = expression.split("||").map(|name| context.get(name.trim()));
        out += values.flatten().find(|v| !v.is_empty()).map_or("", String::as_str);
        out += rest;
    }
    out
}

/// Whether a step runs. Of conditions only `always()`, `==` and `!=` with a text, and `&&` are known.
fn holds(condition: Option<&str>, context: &BTreeMap<String, String>, sound: bool) -> bool {
    let condition = condition.unwrap_or_default();
    let value = |name: &str| context.get(name.trim()).cloned().unwrap_or_default();
    let term = |term: &str| match term.trim() {
        "" | "always()" => true,
        term if term.contains("!=") => {
            let (name, text) = term.split_once("!=").unwrap();
            value(name) != text.trim().trim_matches('\'')
        }
        term => {
            let (name, text) = term.split_once("==").unwrap_or_else(|| panic!("{term}"));
            value(name) == text.trim().trim_matches('\'')
        }
    };
    (sound || condition.contains("always()")) && condition.split("&&").all(term)
}
