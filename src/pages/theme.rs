//! Themes: templates and static files. A site's own stand before its theme's, and those before the
//! theme inside the binary.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::diagnostics::{Code, Place, Problem};
use crate::files;
use crate::output::{OutputFile, hash};

static DUET: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/duet");
static PLAYBOOK: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content/playbook");

/// The built-in theme.
pub const BUILT_IN: &str = "duet";
/// The template that defines its components, which may be defined only once.
const COMPONENTS: &str = "components.html";

/// The playbook's pages, for a new playbook: path below its root, and bytes.
pub fn playbook_pages() -> impl Iterator<Item = (String, &'static [u8])> {
    let mut files: Vec<_> = PLAYBOOK.files().collect();
    files.sort_by_key(|f| f.path().to_owned());
    files
        .into_iter()
        .map(|f| (format!("content/playbook/{}", f.path().to_string_lossy()), f.contents()))
}

/// A theme as it is used: templates by name with the file they come from, and static files.
#[derive(Debug, Default)]
pub struct Theme {
    /// Template name to (file for messages, text).
    pub templates: BTreeMap<String, (String, String)>,
    /// Path below `static/` to bytes.
    pub statics: BTreeMap<String, Vec<u8>>,
    /// The style sheets in the order in which they came: the built-in theme's, the theme's, the site's. One that
    /// takes the place of another stands where that stood.
    styles: Vec<String>,
    /// Those of the static files that are the site's own.
    own: BTreeSet<String>,
}

impl Theme {
    /// The built-in theme alone.
    pub fn built_in() -> Self {
        let charts = ("charts.css".to_owned(), crate::charts::STYLE.as_bytes().to_vec());
        let mut theme = Self {
            statics: BTreeMap::from([charts]),
            // The tokens come first, then the charts, then what may say otherwise.
            styles: vec!["tokens.css".into(), "charts.css".into()],
            ..Self::default()
        };
        theme.add_embedded(&DUET);
        theme
    }

    /// Reads a theme by name, and the site's own templates and static files.
    ///
    /// # Errors
    /// Files that cannot be read, or no theme of that name.
    pub fn read(root: &Path, name: &str) -> Result<Self, Vec<Problem>> {
        let mut theme = Self::built_in();
        // A theme's template may extend the one that it takes the place of.
        let built_in = theme.templates.clone().into_iter();
        theme.templates.extend(
            built_in
                .filter(|(name, _)| *name != COMPONENTS)
                .map(|(name, t)| (format!("{BUILT_IN}/{name}"), t)),
        );
        let mut problems = Vec::new();
        let folder = format!("themes/{name}");
        let own = root.join(&folder);
        if own.is_dir() {
            theme.add_folder(root, &folder, &mut problems);
        } else if name != BUILT_IN {
            problems.push(
                Problem::new(
                    Code::Template,
                    format!("there is no theme `{name}`: no folder {folder}"),
                )
                .at(Place::of_file("site.toml"))
                .hint(format!("`{BUILT_IN}` is built in")),
            );
        }
        theme.add_folder(root, "", &mut problems);
        if problems.is_empty() { Ok(theme) } else { Err(problems) }
    }

    fn add_embedded(&mut self, dir: &'static Dir<'static>) {
        for entry in dir.entries() {
            match entry {
                include_dir::DirEntry::Dir(inner) => self.add_embedded(inner),
                include_dir::DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    self.add(&path, &format!("themes/{BUILT_IN}/{path}"), file.contents().to_vec());
                }
            }
        }
    }

    /// Adds `folder`/templates and `folder`/static; no links are followed.
    fn add_folder(&mut self, root: &Path, folder: &str, problems: &mut Vec<Problem>) {
        for part in ["templates", "static"] {
            let top = Path::new(folder).join(part);
            if let Some(link) = files::link_on_the_way(root, &top.to_string_lossy()) {
                problems.push(files::not_followed(&link));
                continue;
            }
            let entries = WalkDir::new(root.join(&top)).sort_by_file_name();
            for entry in entries.into_iter().flatten().filter(|e| !e.file_type().is_dir()) {
                if entry.path_is_symlink() {
                    let link = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    problems.push(files::not_followed(link));
                    continue;
                }
                let Ok(relative) = entry.path().strip_prefix(root.join(folder)) else {
                    continue;
                };
                let path = relative.to_string_lossy().replace('\\', "/");
                let shown = if folder.is_empty() {
                    path.clone()
                } else {
                    format!("{folder}/{path}")
                };
                // What is no file, such as a pipe, might never end.
                if !entry.file_type().is_file() {
                    problems.push(Problem::new(Code::Unreadable, "this is no file").at(Place::of_file(shown)));
                    continue;
                }
                match std::fs::read(entry.path()) {
                    Ok(bytes) => self.add(&path, &shown, bytes),
                    Err(error) => problems.push(
                        Problem::new(Code::Unreadable, format!("cannot be read: {error}")).at(Place::of_file(shown)),
                    ),
                }
            }
        }
    }

    fn add(&mut self, path: &str, shown: &str, bytes: Vec<u8>) {
        if let Some(name) = path.strip_prefix("templates/") {
            self.templates.insert(
                name.to_owned(),
                (shown.to_owned(), String::from_utf8_lossy(&bytes).into_owned()),
            );
        } else if let Some(name) = path.strip_prefix("static/") {
            if name.ends_with(".css") && !self.styles.iter().any(|s| s == name) {
                self.styles.push(name.to_owned());
            }
            if shown.starts_with("static/") {
                self.own.insert(name.to_owned());
            }
            self.statics.insert(name.to_owned(), bytes);
        }
    }

    /// Which of the static files, by plain name, hold no data: the theme's, and of the site's own what makes a page
    /// look and move: style, scripts, fonts.
    pub fn holds_no_data(&self, name: &str) -> bool {
        let makes_pages = [".css", ".js", ".woff2", ".woff", ".ttf", ".otf"];
        !self.own.contains(name) || makes_pages.iter().any(|ending| name.ends_with(ending))
    }

    /// The static files with a content hash in their names, and the map from plain to hashed path.
    ///
    /// Style sheets are joined into `style.css`; they refer to other static files by plain relative
    /// names, which are replaced.
    pub fn assets(&self) -> (Vec<OutputFile>, BTreeMap<String, String>) {
        let mut names = BTreeMap::new();
        let mut files = Vec::new();
        let hashed = |path: &str, bytes: &[u8]| {
            let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
            format!("assets/{stem}.{}.{ending}", &hash(bytes)[..8])
        };
        for (path, bytes) in self.statics.iter().filter(|(path, _)| !path.ends_with(".css")) {
            let to = hashed(path, bytes);
            names.insert(path.clone(), to.clone());
            files.push(OutputFile {
                path: to,
                bytes: bytes.clone(),
            });
        }
        let text = self.styles.iter().filter_map(|name| self.statics.get(name));
        let mut text: String = text.map(|bytes| String::from_utf8_lossy(bytes)).collect();
        for (plain, to) in &names {
            text = text.replace(
                &format!("url({plain})"),
                &format!("url({})", to.trim_start_matches("assets/")),
            );
        }
        let to = hashed("style.css", text.as_bytes());
        names.insert("style.css".to_owned(), to.clone());
        files.push(OutputFile {
            path: to,
            bytes: text.into_bytes(),
        });
        (files, names)
    }
}
