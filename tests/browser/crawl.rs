//! Every reference of every page, without a browser: it leads somewhere, under `/` and under
//! `/repo/`, and is relative.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use url::Url;

use crate::artifact;
use crate::html::{self, Page, Reference};
use crate::server::{Answer, decoded, resolve};
use crate::site;

/// A site as it was read.
struct Site<'a> {
    root: &'a Path,
    files: BTreeSet<String>,
    pages: BTreeMap<String, Page>,
}

/// Addresses that lead out of the site.
fn leads_out(address: &str) -> bool {
    ["https:", "http:", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

impl<'a> Site<'a> {
    fn read(root: &'a Path) -> Self {
        let files = site::files(root);
        let read = |name: &String| (name.clone(), html::read(&fs::read_to_string(root.join(name)).unwrap()));
        let pages = files.iter().filter(|name| name.ends_with(".html")).map(read).collect();
        Site { root, files, pages }
    }

    /// All that files of the site refer to: the file, the kind of reference, the address.
    fn references(&self) -> Vec<(String, String, String)> {
        let of_page = |(name, page): (&String, &Page)| {
            let one = |r: &Reference| (name.clone(), r.from.clone(), r.to.clone());
            // A canonical address is absolute, and nothing is loaded from there.
            let canonical = page.links.get("canonical");
            let loads = |r: &&Reference| r.from != "link href" || Some(&r.to) != canonical;
            page.references.iter().filter(loads).map(one).collect::<Vec<_>>()
        };
        let mut out: Vec<_> = self.pages.iter().flat_map(of_page).collect();
        for name in self.files.iter().filter(|name| name.ends_with(".css")) {
            let css = fs::read_to_string(self.root.join(name)).unwrap();
            for part in css.split("url(").skip(1) {
                let to = part.split(')').next().unwrap().trim_matches(['"', '\'']);
                out.push((name.clone(), "url".to_owned(), to.to_owned()));
            }
        }
        out
    }

    /// The file that a reference leads to where the site is published under `base`; none outside.
    fn lead(&self, base: &str, name: &str, from: &str, to: &str) -> Result<Option<String>, &'static str> {
        if leads_out(to) {
            return if from == "a href" {
                Ok(None)
            } else {
                Err("loads from elsewhere")
            };
        }
        if to.starts_with("data:") && from != "a href" {
            return Ok(None);
        }
        // 404.html is shown at any depth, so with an address it names the site's own place.
        if to.starts_with('/') && !(name == "404.html" && to.starts_with(base)) {
            return Err("is absolute");
        }
        let here = Url::parse(&format!("https://site.example{base}{name}")).unwrap();
        let there = here.join(to).map_err(|_| "is no address")?;
        if there.origin() != here.origin() {
            return Err("is of a kind that is not allowed");
        }
        let file = match resolve(self.root, base, there.path()) {
            Answer::File(file) => file,
            Answer::Slash => return Err("needs a slash at its end"),
            Answer::Missing => return Err("leads nowhere"),
        };
        let file = file
            .strip_prefix(self.root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        let anchor = decoded(there.fragment().unwrap_or_default());
        let page = self.pages.get(&file).filter(|_| !anchor.is_empty());
        if page.is_some_and(|page| !page.ids.contains(&anchor)) {
            return Err("has no such anchor");
        }
        Ok(Some(file))
    }
}

fn crawl(root: &Path, bases: &[&str]) {
    crawl_of(10_000, root, bases);
}

fn crawl_of(least: usize, root: &Path, bases: &[&str]) {
    let site = Site::read(root);
    let references = site.references();
    assert!(references.len() > least, "only {} references", references.len());
    let of_page =
        |(name, page): (&String, &Page)| page.faults.iter().map(|f| format!("{name}: {f}")).collect::<Vec<_>>();
    let mut faults: Vec<String> = site.pages.iter().flat_map(of_page).collect();
    let mut reached = BTreeSet::from(["index.html".to_owned(), "404.html".to_owned()]);
    for base in bases {
        for (name, from, to) in &references {
            match site.lead(base, name, from, to) {
                Ok(file) => reached.extend(file),
                Err(why) => faults.push(format!("{base}{name}: {from} {to}: {why}")),
            }
        }
    }
    let first = faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults:\n{first}", faults.len());
    let lonely: Vec<&String> = site.pages.keys().filter(|name| !reached.contains(*name)).collect();
    assert!(lonely.is_empty(), "no page refers to {lonely:?}");
}

#[test]
fn every_reference_of_the_example_leads_somewhere() {
    crawl(site::example(), &["/", "/repo/"]);
}

#[test]
fn every_reference_of_the_small_playbook_leads_somewhere() {
    crawl(site::solo(), &["/", "/repo/"]);
}

#[test]
fn every_reference_of_a_public_site_leads_somewhere() {
    crawl_of(4_000, site::public(), &["/", "/repo/"]);
}

/// What the Pages workflow would publish: its steps, run on the repository's own playbook.
#[test]
fn every_reference_of_the_pages_artifact_leads_somewhere() {
    let folder = tempfile::tempdir().unwrap();
    let site = artifact::pages_artifact(folder.path());
    // Under the address that the workflow was given.
    crawl(&site, &["/repo/"]);
    let page = html::read(&fs::read_to_string(site.join("index.html")).unwrap());
    assert_eq!(page.links["canonical"], "https://acme.example/repo/index.html");
}

#[test]
fn with_an_address_there_are_feed_and_canonical() {
    let address = "https://team.example/repo/";
    let site = site::build("examples/solo", "solo-with-address", &["--base-url", address]);
    for name in site::files(&site)
        .iter()
        .filter(|name| name.ends_with(".html") && *name != "404.html")
    {
        let page = html::read(&fs::read_to_string(site.join(name)).unwrap());
        assert_eq!(page.links.get("canonical"), Some(&format!("{address}{name}")), "{name}");
        let feed = Url::parse(&format!("{address}{name}"))
            .unwrap()
            .join(&page.links["alternate"])
            .unwrap();
        assert_eq!(feed.as_str(), format!("{address}feed.xml"), "{name}");
    }
    let feed = fs::read_to_string(site.join("feed.xml")).unwrap();
    let links: Vec<&str> = feed
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(links.len() > 3, "{feed}");
    for link in links {
        let link = Url::parse(link).expect("a feed's links are absolute");
        assert_eq!(link.host_str(), Some("team.example"), "{link}");
        assert!(
            matches!(resolve(&site, "/repo/", link.path()), Answer::File(_)),
            "{link} leads nowhere"
        );
    }
    assert!(!site::example().join("feed.xml").exists(), "a feed without an address");
}
