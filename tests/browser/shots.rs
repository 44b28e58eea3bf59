//! Pictures of the main pages, compared with stored ones. Fonts and their edges differ between
//! machines: compared is the brightness of blocks, which text on its own hardly changes.

use std::path::{Path, PathBuf};
use std::{env, fs};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::driver::{self, Browser, DARK, LIGHT, PHONE, View};
use crate::site;

const SHOWN: [(&str, &str); 6] = [
    ("overview", ""),
    ("funnel", "funnel/"),
    ("deal", "deals/brennan-weatherby-lighting/"),
    ("campaign", "campaigns/fair-leipzig-2026/"),
    ("week", "week/"),
    ("attribution", "attribution/"),
];

/// The side of a block in pixels.
const BLOCK: u32 = 32;
/// Of 255: a block that differs by more is another one.
const DIFFERENT: u8 = 12;
/// Of all blocks: more that differ make another picture.
const ALLOWED: f64 = 0.01;

type Blocks = Vec<Vec<u8>>;

/// Two hexadecimal digits a block, a row a line.
fn written(blocks: &Blocks) -> String {
    let row = |row: &Vec<u8>| row.iter().map(|b| format!("{b:02x}")).collect::<String>() + "\n";
    blocks.iter().map(row).collect()
}

fn read(text: &str) -> Blocks {
    let row = |line: &str| {
        let digits = line.as_bytes().chunks(2);
        digits
            .map(|two| u8::from_str_radix(str::from_utf8(two).unwrap(), 16).unwrap())
            .collect()
    };
    text.lines().map(row).collect()
}

/// The share of blocks that differ; 1 where the sizes do.
fn difference(one: &Blocks, two: &Blocks) -> f64 {
    let (one, two) = (one.concat(), two.concat());
    if one.len() != two.len() || one.is_empty() {
        return 1.0;
    }
    let differ = one.iter().zip(&two).filter(|(a, b)| a.abs_diff(**b) > DIFFERENT);
    differ.count() as f64 / one.len() as f64
}

fn stored(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/browser/shots")
        .join(format!("{name}.txt"))
}

/// The picture of the page's first part, as base64, and its blocks.
fn take(browser: &Browser, page: &str, view: View) -> (String, Blocks) {
    browser.look(view);
    browser.go(&format!("{}{page}", site::example_address()));
    let picture = browser.picture();
    // On the page itself, whose policy allows pictures of this kind.
    let blocks = browser.run_async(include_str!("blocks.js"), json!([picture, BLOCK]));
    (picture, serde_json::from_value(blocks).expect("blocks"))
}

#[test]
fn pages_look_as_they_did() {
    let Some(browser) = driver::open("pictures of the main pages") else {
        return;
    };
    let update = env::var_os("UPDATE_SHOTS").is_some();
    let mut faults = Vec::new();
    for (name, page) in SHOWN {
        for view in [LIGHT, DARK, PHONE] {
            let name = format!("{name}-{}", view.name);
            let (picture, blocks) = take(&browser, page, View { height: 1600, ..view });
            if update {
                fs::create_dir_all(stored("x").parent().unwrap()).unwrap();
                fs::write(stored(&name), written(&blocks)).unwrap();
                continue;
            }
            let before = read(&fs::read_to_string(stored(&name)).unwrap_or_default());
            let share = difference(&before, &blocks);
            if share > ALLOWED {
                let file = Path::new(env!("CARGO_TARGET_TMPDIR"))
                    .join("browser")
                    .join(format!("{name}.png"));
                fs::write(&file, BASE64_STANDARD.decode(picture).unwrap()).unwrap();
                faults.push(format!("{name}: {:.1} % differ, see {}", 100.0 * share, file.display()));
            }
        }
    }
    let hint = "look at them; if they are as wanted: UPDATE_SHOTS=1 cargo test --test browser look";
    assert!(faults.is_empty(), "{}\n{hint}", faults.join("\n"));
}

#[test]
fn pictures_are_compared() {
    let blocks = vec![vec![0, 20, 255, 7]; 25];
    assert_eq!(read(&written(&blocks)), blocks);
    let mut other = blocks.clone();
    other[3][1] = 20 + DIFFERENT;
    assert!(difference(&blocks, &other) == 0.0);
    other[3][1] = 21 + DIFFERENT;
    assert!((difference(&blocks, &other) - 0.01).abs() < 1e-9);
    assert!((difference(&blocks, &blocks[1..].to_vec()) - 1.0).abs() < 1e-9);
}
