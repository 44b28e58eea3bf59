//! Which file of an export is which table, and where its fields stand.

use std::collections::HashMap;

use super::mapping::{Mapping, Preset, TableKind, Target};
use super::source::{Row, Table, plain_name};
use crate::diagnostics::{Code, Problem, did_you_mean};
use crate::reader::show;

/// A table whose columns are known.
#[derive(Debug)]
pub struct Known {
    /// What its rows are.
    pub kind: TableKind,
    /// The file.
    pub table: Table,
    fields: HashMap<&'static str, usize>,
    /// Columns with the date of entering a stage.
    pub entered: Vec<(usize, Target)>,
}

impl Known {
    /// The value of a field in a row.
    pub fn get<'r>(&self, row: &'r Row, field: &str) -> Option<&'r str> {
        row.get(*self.fields.get(field)?)
    }

    /// Whether the table has the field.
    pub fn has(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    /// What the column of a field is called.
    pub fn column(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", |i| self.name(*i))
    }

    /// What a column is called.
    pub fn name(&self, column: usize) -> &str {
        self.table.columns.get(column).map_or("", String::as_str)
    }
}

/// The positions of a table's fields; a column that stands twice is no error where nothing wants it.
fn fields(mapping: &Mapping, kind: TableKind, table: &Table) -> Result<HashMap<&'static str, usize>, Problem> {
    let mut found = HashMap::new();
    let Some(columns) = mapping.tables.get(&kind) else {
        return Ok(found);
    };
    for field in kind.fields() {
        let names = columns.fields.get(field).map_or(&[][..], Vec::as_slice);
        match names.iter().map(|n| table.named(n)).find(|at| !at.is_empty()) {
            Some([one]) => {
                found.insert(*field, *one);
            }
            Some([first, ..]) => {
                return Err(Problem::new(
                    Code::BadRow,
                    format!("the column `{}` stands twice", show(&table.columns[*first])),
                )
                .at(table.header())
                .hint("export it with one of the two"));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Finds out what a file holds: the table of which it has the most fields, and all that are required.
///
/// # Errors
/// A file that is none of the tables of the mapping.
pub fn recognise(mapping: &Mapping, named: Option<TableKind>, table: Table) -> Result<Known, Problem> {
    let kinds: Vec<TableKind> = named.map_or_else(|| TableKind::ALL.to_vec(), |kind| vec![kind]);
    let mut best: Option<(TableKind, HashMap<&'static str, usize>)> = None;
    for kind in &kinds {
        let found = fields(mapping, *kind, &table)?;
        let whole = kind.required().iter().all(|f| found.contains_key(f));
        if whole && best.as_ref().is_none_or(|(_, b)| found.len() > b.len()) {
            best = Some((*kind, found));
        }
    }
    let Some((kind, fields)) = best else {
        return Err(nothing_known(mapping, &kinds, &table));
    };
    let entered = entered(mapping, kind, &table);
    Ok(Known {
        kind,
        table,
        fields,
        entered,
    })
}

fn entered(mapping: &Mapping, kind: TableKind, table: &Table) -> Vec<(usize, Target)> {
    let mut all = Vec::new();
    for (name, target) in mapping.tables.get(&kind).map_or(&[][..], |c| c.entered.as_slice()) {
        all.extend(table.named(name).iter().map(|i| (*i, *target)));
    }
    if kind != TableKind::Deals {
        return all;
    }
    // `Date entered "Contract sent (Sales Pipeline)"`.
    let prefixes: Vec<String> = mapping.entered_prefixes.iter().map(|p| plain_name(p)).collect();
    for (i, column) in table.columns.iter().enumerate() {
        // Quotes stand around the stage and its pipeline.
        let stage = column.rsplit_once('(').map_or(column.as_str(), |(stage, _)| stage);
        let target = [column.as_str(), stage].into_iter().find_map(|name| {
            let name = plain_name(name);
            prefixes
                .iter()
                .find_map(|p| mapping.target(name.strip_prefix(p.as_str())?))
        });
        all.extend(target.map(|t| (i, t)));
    }
    all
}

fn nothing_known(mapping: &Mapping, kinds: &[TableKind], table: &Table) -> Problem {
    // The table of which the least is missing.
    let missing = |kind: TableKind| -> Vec<&'static str> {
        let columns = mapping.tables.get(&kind);
        let there = |f: &&&str| {
            columns
                .and_then(|c| c.fields.get(**f))
                .is_some_and(|names| names.iter().any(|n| !table.named(n).is_empty()))
        };
        kind.required().iter().filter(|f| !there(f)).copied().collect()
    };
    let kind = kinds
        .iter()
        .min_by_key(|k| missing(**k).len())
        .copied()
        .unwrap_or(TableKind::Deals);
    let fields: Vec<String> = missing(kind).iter().map(|f| format!("`{f}`")).collect();
    let wanted = mapping
        .tables
        .get(&kind)
        .and_then(|c| c.fields.get(missing(kind).first()?))
        .and_then(|names| names.first());
    let message = format!("no column holds the {} of {}", fields.join(" and "), kind.word());
    let near = wanted.and_then(|w| did_you_mean(w, table.columns.iter().map(String::as_str)).map(|c| (w, c)));
    let hint = match (near, wanted) {
        (Some((wanted, column)), _) => format!("`{}` is looked for: is it `{}`?", show(wanted), show(column)),
        (None, Some(wanted)) if mapping.preset == Some(Preset::Hubspot) => format!(
            "`{}` is looked for: where HubSpot wrote the columns' names in another language, export again with English \
             column headers, or have `funnelbook import --suggest FILE` write a first mapping for these",
            show(wanted)
        ),
        (None, Some(wanted)) => format!(
            "`{}` is looked for; `funnelbook import --suggest FILE` writes a first mapping",
            show(wanted)
        ),
        (None, None) => "`funnelbook import --suggest FILE` writes a first mapping; name it with --mapping".to_owned(),
    };
    Problem::new(Code::BadRow, message).at(table.header()).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::mapping::Reading;
    use crate::import::source;
    use crate::settings::Funnel;

    fn known(preset: Preset, named: Option<TableKind>, header: &str) -> Known {
        let (mapping, problems) = Mapping::preset(preset, &Funnel::standard());
        assert!(problems.is_empty(), "{problems:?}");
        let (table, _) = source::read("x.csv", format!("{header}\n").as_bytes(), &Reading::default()).unwrap();
        recognise(&mapping, named, table).unwrap()
    }

    #[test]
    fn presets_fit_any_funnel() {
        let mut short = Funnel::standard();
        short.stages.drain(1..3);
        short.stages[0].id = "contact".into();
        short.stages[1].id = "offer".into();
        short.opportunity = 1;
        for preset in Preset::ALL {
            let (mapping, problems) = Mapping::preset(*preset, &short);
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(mapping.target("closed won"), Some(Target::Stage(2)));
            assert_eq!(mapping.created_as, Some(Target::Stage(1)));
        }
    }

    #[test]
    fn warehouses_name_columns_their_way() {
        let deals = "deal_id,is_deleted,deal_pipeline_id,deal_pipeline_stage_id,owner_id,portal_id,property_dealname,property_description,property_amount,property_closedate,property_createdate";
        let k = known(Preset::Hubspot, None, deals);
        assert_eq!(k.kind, TableKind::Deals);
        assert_eq!(
            ["id", "stage", "name", "amount", "closed", "created"].map(|f| k.column(f)),
            [
                "deal_id",
                "deal_pipeline_stage_id",
                "property_dealname",
                "property_amount",
                "property_closedate",
                "property_createdate"
            ]
        );
        let changes = "_fivetran_start,deal_id,_fivetran_active,_fivetran_end,_fivetran_synced,date_entered,source,source_id,value";
        assert_eq!(known(Preset::Hubspot, None, changes).kind, TableKind::History);
        let companies = "id,is_deleted,_fivetran_synced,property_name,property_industry,property_country";
        assert_eq!(known(Preset::Hubspot, None, companies).kind, TableKind::Companies);
        let opportunities = "account_id,amount,campaign_id,close_date,created_date,id,is_closed,is_deleted,is_won,lead_source,name,owner_id,stage_name,type";
        let k = known(Preset::Salesforce, None, opportunities);
        assert_eq!(
            (k.kind, k.column("stage"), k.column("is_won")),
            (TableKind::Deals, "stage_name", "is_won")
        );
        let k = known(
            Preset::Salesforce,
            Some(TableKind::History),
            "_fivetran_start,created_date,id,stage_name",
        );
        assert_eq!(k.column("on"), "_fivetran_start");
    }

    #[test]
    fn columns_with_the_date_of_a_stage() {
        let header = "Record ID,Deal Stage,\"Date entered \"\"Contract Sent (Sales Pipeline)\"\"\",hs_v2_date_entered_closedwon,Date entered nothing";
        let k = known(Preset::Hubspot, None, header);
        assert_eq!(k.entered, [(2, Target::Stage(3)), (3, Target::Stage(4))]);
    }
}
