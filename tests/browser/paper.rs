//! What is made for paper.

use crate::driver;
use crate::server;
use crate::site;

/// Pages of a PDF: its page objects, not the tree that holds them.
fn sheets(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let after = text.split("/Type /Page").skip(1);
    after.filter(|rest| !rest.starts_with('s')).count()
}

#[test]
fn the_week_is_one_sheet() {
    let Some(browser) = driver::open("this week on one sheet") else {
        return;
    };
    browser.go(&format!("{}week/", site::example_address()));
    assert_eq!(sheets(&browser.print()), 1);
    // What counts sheets can count more than one.
    browser.go(&format!("{}funnel/", site::example_address()));
    assert!(sheets(&browser.print()) > 1);
}

/// Many people with many deals, and names of 60 characters.
#[test]
fn the_week_of_many_people_with_long_names_is_one_sheet() {
    let Some(browser) = driver::open("a full week on one sheet") else {
        return;
    };
    for people in [4, 30] {
        let root = tempfile::tempdir().unwrap();
        let long = |n: usize| format!("{n} and Daughters Precision Manufacturing Holding Company Limited");
        let mut files = vec![
            (
                "site.toml".to_owned(),
                "title = \"X\"\nas_of = \"2026-06-30\"\n".to_owned(),
            ),
            (
                "content/team.yaml".to_owned(),
                (0..people)
                    .map(|n| format!("- {{id: p{n}, name: \"{}\", function: sales}}\n", long(n)))
                    .collect(),
            ),
        ];
        for n in 0..people * 20 {
            // Half wait without a next step, half have one that is due.
            let next = if n % 2 == 0 {
                ""
            } else {
                "next: {on: 2026-06-29, what: Call the purchasing department}\n"
            };
            let text = format!(
                "id: d{n}\naccount: \"{}\"\nowner: p{}\nstages: {{lead: 2026-06-25, sql: 2026-06-26}}\n{next}",
                long(n),
                n % people
            );
            files.push((format!("content/deals/d{n}.yaml"), text));
        }
        for (name, text) in files {
            let file = root.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let built = site::build(root.path().to_str().unwrap(), &format!("week-{people}"), &[]);
        browser.go(&format!("{}week/", server::serve(built, "/")));
        assert_eq!(sheets(&browser.print()), 1, "{people}");
    }
}
