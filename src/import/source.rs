//! An export as rows with named columns: encodings, separators and quoting are dealt with here, and nowhere else.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::mapping::{Format, Reading};
use crate::diagnostics::{Code, Place, Problem};
use crate::reader::show;

/// One row of an export.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line of the file in which it starts, from 1.
    pub line: u32,
    /// The byte of the text at which it starts.
    start: usize,
    /// Its values, in the order of the columns.
    values: csv::StringRecord,
}

/// A file of an export.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The columns, as they are called in the file.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The encoding that it was read as, where that was not UTF-8.
    pub encoding: Option<&'static str>,
    /// Lines under the table that belong to a report's foot.
    pub foot: usize,
    /// The whole text.
    pub text: String,
    by_name: HashMap<String, Vec<usize>>,
}

impl Row {
    /// The value in a column, without blanks around it; `None` where there is nothing.
    pub fn get(&self, column: usize) -> Option<&str> {
        self.values
            .get(column)
            .map(|v| v.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'))
            .filter(|v| !v.is_empty())
    }
}

/// A column's name as it is compared: letters and digits only, in lower case.
pub fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl Table {
    fn new(file: Arc<str>, columns: Vec<String>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, column) in columns.iter().enumerate() {
            // HubSpot's interface puts all that it knows of a record under `properties`.
            let name = column.strip_prefix("properties.").unwrap_or(column);
            by_name.entry(plain_name(name)).or_default().push(i);
        }
        Self {
            file,
            columns,
            rows: Vec::new(),
            encoding: None,
            foot: 0,
            text: String::new(),
            by_name,
        }
    }

    /// The positions of the columns with this name.
    pub fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(&plain_name(name)).map_or(&[], Vec::as_slice)
    }

    /// The place of the header.
    pub fn header(&self) -> Place {
        Place::of_file(self.file.clone())
    }

    /// The place of a value in a row; of the row where it is not found there as it is.
    pub fn place(&self, row: &Row, value: &str) -> Place {
        let source = self.text.get(row.start..).and_then(|t| t.lines().next()).unwrap_or("");
        let (start, end) = match source.find(value) {
            Some(at) if !value.is_empty() => {
                let start = source[..at].chars().count() + 1;
                (start, start + value.chars().count())
            }
            _ => (1, 1),
        };
        let line = row.line as usize;
        Place {
            line,
            column: start,
            end_line: line,
            end_column: end,
            ..self.header()
        }
    }
}

fn unreadable(file: &Arc<str>, line: u32, message: impl Into<String>, hint: &str) -> Problem {
    let line = line as usize;
    Problem::new(Code::BadRow, message).hint(hint).at(Place {
        line,
        end_line: line,
        ..Place::of_file(file.clone())
    })
}

/// Reads the bytes of `file`. Rows that cannot be read are reported; the others go on.
///
/// # Errors
/// A file that is no table at all.
pub fn read(file: &str, bytes: &[u8], reading: &Reading) -> Result<(Table, Vec<Problem>), Problem> {
    let file: Arc<str> = file.into();
    if let Some(what) = no_table(bytes) {
        let hint = "open it in the program that wrote it, and save it as CSV";
        return Err(unreadable(
            &file,
            1,
            format!("this is {what}, and no table in text"),
            hint,
        ));
    }
    let (text, encoding) = decode(bytes, reading).map_err(|why| {
        unreadable(
            &file,
            1,
            why,
            "name its encoding in the mapping: `encoding = \"windows-1252\"`",
        )
    })?;
    let json = match reading.format {
        Format::Auto => text.trim_start().starts_with('{'),
        Format::Csv => false,
        Format::Jsonl => true,
    };
    let (mut table, problems) = if json {
        json_lines(&file, &text)
    } else {
        separated(&file, &text, reading)?
    };
    table.encoding = encoding;
    table.text = text.into_owned();
    Ok((table, problems))
}

/// What a file is that is no text: a workbook, mostly.
fn no_table(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "an Excel workbook (or something else that is packed)"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF-", "a PDF"),
        (b"\x1f\x8b", "packed with gzip"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|k| k.1)
}

/// The text of a file and, where it is not UTF-8, the name of its encoding.
fn decode<'b>(bytes: &'b [u8], reading: &Reading) -> Result<(std::borrow::Cow<'b, str>, Option<&'static str>), String> {
    let named = reading.encoding;
    let (encoding, skip) = match (encoding_rs::Encoding::for_bom(bytes), named) {
        (Some((encoding, skip)), _) => (encoding, skip),
        (None, Some(encoding)) => (encoding, 0),
        (None, None) => (guess(bytes), 0),
    };
    let (text, broken) = encoding.decode_without_bom_handling(&bytes[skip..]);
    if broken {
        return Err(format!("the file is not all {}", encoding.name()));
    }
    Ok((text, (encoding != encoding_rs::UTF_8).then(|| encoding.name())))
}

/// Without a mark at the start: UTF-8 where all of it is, UTF-16 where every other byte is nearly always zero,
/// else what Windows writes in the west.
fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    if start.len() >= 4 && zeros(1) * 4 > start.len() {
        return encoding_rs::UTF_16LE;
    }
    if start.len() >= 4 && zeros(0) * 4 > start.len() {
        return encoding_rs::UTF_16BE;
    }
    if std::str::from_utf8(bytes).is_ok() {
        encoding_rs::UTF_8
    } else {
        encoding_rs::WINDOWS_1252
    }
}

/// The separator of the first row: the one of four that stands there most often outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for b in text.bytes() {
        match b {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            b if !quoted => {
                if let Some(count) = counts.iter_mut().find(|c| c.0 == b) {
                    count.1 += 1;
                }
            }
            _ => {}
        }
    }
    // At a tie the first of the list.
    let most = counts.iter().map(|c| c.1).max().unwrap_or(0);
    counts.iter().find(|c| c.1 == most).map_or(b',', |c| c.0)
}

/// The line and byte at which a row starts: the reader counts from the end of the one before, breaks and all.
fn first_line_of(text: &str, position: &csv::Position) -> (u32, usize) {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    let breaks = blank.clone().filter(|b| **b == b'\n').count();
    let line = u32::try_from(position.line()).unwrap_or(u32::MAX);
    (
        line.saturating_add(u32::try_from(breaks).unwrap_or(0)),
        at.saturating_add(blank.count()),
    )
}

fn separated(file: &Arc<str>, text: &str, reading: &Reading) -> Result<(Table, Vec<Problem>), Problem> {
    let (mut text, mut first_line, mut skipped, mut given) = (text, 0u32, 0, reading.separator);
    // A spreadsheet's own first line, such as `sep=;`.
    if let Some(rest) = text.strip_prefix("sep=")
        && let [b, ..] = rest.as_bytes()
        && b.is_ascii()
        && let Some(end) = rest.find('\n')
        && end <= 2
    {
        given = given.or(Some(*b));
        text = &rest[end + 1..];
        first_line = 1;
        skipped = "sep=".len() + end + 1;
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(given.unwrap_or_else(|| separator(text)))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut table: Option<Table> = None;
    let mut problems = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| unreadable(file, 1, e.to_string(), "export it again as CSV"))?;
        let (line, start) = record.position().map_or((1, 0), |p| first_line_of(text, p));
        let (line, start) = (line.saturating_add(first_line), start + skipped);
        let Some(table) = &mut table else {
            table = Some(Table::new(
                file.clone(),
                record.iter().map(|name| name.trim().to_owned()).collect(),
            ));
            continue;
        };
        table.rows.push(Row {
            line,
            start,
            values: record,
        });
    }
    let Some(mut table) = table else {
        return Err(unreadable(
            file,
            1,
            "the file is empty",
            "export it again, with its header row",
        ));
    };
    let width = table.columns.len();
    // The foot of a report: lines of one value under a table of several columns.
    while reading.foot
        && width > 2
        && table
            .rows
            .last()
            .is_some_and(|r| (0..r.values.len()).filter(|i| r.get(*i).is_some()).count() <= 1)
    {
        table.rows.pop();
        table.foot += 1;
    }
    table.rows.retain(|row| {
        let n = row.values.len();
        let blank = (0..n).all(|i| row.get(i).is_none());
        if n != width && !blank {
            let values = if n == 1 {
                "1 value".to_owned()
            } else {
                format!("{n} values")
            };
            problems.push(unreadable(
                file,
                row.line,
                format!("the row has {values}, and the header has {width}"),
                "a value that holds the separator stands in quotes; export the file again without editing it",
            ));
        }
        n == width && !blank
    });
    Ok((table, problems))
}

/// A line of JSON: names and values, in its order; what is nested has names with dots.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Object<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct V<'a>(std::marker::PhantomData<&'a ()>);
        impl<'de: 'a, 'a> serde::de::Visitor<'de> for V<'a> {
            type Value = Object<'a>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some(entry) = map.next_entry::<String, &'a RawValue>()? {
                    out.push(entry);
                }
                Ok(Object(out))
            }
        }
        from.deserialize_map(V(std::marker::PhantomData))
    }
}

/// How deep objects in objects are looked into.
const JSON_DEPTH: usize = 8;

/// Adds an object's values; a number stays the text that it is in the file.
fn flatten(prefix: &str, object: Object<'_>, depth: usize, out: &mut Vec<(String, String)>) -> serde_json::Result<()> {
    for (name, raw) in object.0 {
        let name = format!("{prefix}{name}");
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'"') => out.push((name, serde_json::from_str(text)?)),
            Some(b'{') if depth < JSON_DEPTH => {
                flatten(&format!("{name}."), serde_json::from_str(text)?, depth + 1, out)?;
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items: Vec<String> = items
                    .iter()
                    .map(|i| serde_json::from_str::<String>(i.get()).unwrap_or_else(|_| i.get().to_owned()))
                    .collect();
                out.push((name, items.join(";")));
            }
            Some(b'n') => {}
            _ => out.push((name, text.to_owned())),
        }
    }
    Ok(())
}

fn json_lines(file: &Arc<str>, text: &str) -> (Table, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut columns: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<(u32, usize, Vec<(usize, String)>)> = Vec::new();
    let mut next_start = 0;
    for (line, source) in (1u32..).zip(text.split_inclusive('\n')) {
        let start = next_start;
        next_start += source.len();
        if source.trim().is_empty() {
            continue;
        }
        let mut values = Vec::new();
        let read = serde_json::from_str(source).and_then(|object| flatten("", object, 0, &mut values));
        if let Err(error) = read {
            problems.push(unreadable(
                file,
                line,
                format!("the line is no JSON object: {}", show(&error.to_string())),
                "JSON lines hold one object a line",
            ));
            continue;
        }
        let mut row: Vec<(usize, String)> = Vec::with_capacity(values.len());
        for (name, value) in values {
            let next = columns.len();
            let column = *places.entry(name).or_insert_with_key(|name| {
                columns.push(name.clone());
                next
            });
            if row.iter().any(|(have, _)| *have == column) {
                problems.push(unreadable(
                    file,
                    line,
                    format!("the name `{}` stands twice in the object", show(&columns[column])),
                    "keep one of the two",
                ));
            }
            row.push((column, value));
        }
        rows.push((line, start, row));
    }
    let width = columns.len();
    let mut table = Table::new(file.clone(), columns);
    table.rows = rows
        .into_iter()
        .map(|(line, start, mut values)| {
            values.sort_by_key(|v| v.0);
            values.dedup_by_key(|v| v.0);
            let mut given = values.into_iter().peekable();
            let values = (0..width)
                .map(|i| given.next_if(|v| v.0 == i).map(|v| v.1).unwrap_or_default())
                .collect();
            Row { line, start, values }
        })
        .collect();
    (table, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8]) -> Table {
        let (table, problems) = read("x.csv", bytes, &Reading::default()).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        table
    }

    #[test]
    fn separators_quotes_and_lines() {
        let t = table(b"a;b;c\r\n1;\"x;\r\ny\";3\r\n\r\n4;5;6\r\n");
        assert_eq!(t.columns, ["a", "b", "c"]);
        assert_eq!(t.rows[0].get(1), Some("x;\r\ny"));
        assert_eq!((t.rows[0].line, t.rows[1].line), (2, 5));
        assert_eq!(table(b"sep=|\na|b,c\n1|2\n").columns, ["a", "b,c"]);
        assert_eq!(table(b"sep=|\na|b,c\n1|2\n").rows[0].line, 3);
        assert_eq!(table(b"\"a,b,c\"\tx\n1\t2\n").columns, ["a,b,c", "x"]);
    }

    #[test]
    fn encodings() {
        let t = table(b"Name,x\nM\xfcller,1\n");
        assert_eq!(
            (t.rows[0].get(0), t.encoding),
            (Some("M\u{fc}ller"), Some("windows-1252"))
        );
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend("a,b\nü,2\n".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(table(&utf16).rows[0].get(0), Some("ü"));
        assert_eq!(table(&utf16[2..]).rows[0].get(0), Some("ü"));
        assert_eq!(table("\u{feff}a,b\n1,2\n".as_bytes()).columns[0], "a");
    }

    #[test]
    fn json_numbers_are_text() {
        let t = table(b"{\"id\":1,\"p\":{\"amount\":12000000000000.10}}\n{\"id\":\"2\",\"l\":[3,\"4\"],\"x\":null}\n");
        assert_eq!(t.columns, ["id", "p.amount", "l"]);
        assert_eq!(t.rows[0].get(1), Some("12000000000000.10"));
        assert_eq!(t.rows[1].get(2), Some("3;4"));
        assert_eq!(t.rows[1].get(1), None);
    }
}
