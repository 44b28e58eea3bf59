//! Every kind of chart, read back from its SVG.

use super::{
    super::*,
    SIZES, Tag, frame,
    samples::{LONG, cohort, every, stage},
    sound, tags, texts,
};

#[test]
fn any_data_gives_a_sound_chart() {
    let mut bad = Vec::new();
    for seed in 0..60 {
        for size in SIZES {
            for (kind, svg) in every(seed, size) {
                assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"), "{kind}");
                if let Err(words) = std::panic::catch_unwind(|| sound(&svg)) {
                    let words = words.downcast_ref::<String>().cloned().unwrap_or_default();
                    bad.push(format!("{kind} {seed} {size:?}: {words}\n"));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.concat());
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    for seed in 0..10 {
        assert_eq!(every(seed, Size::Wide), every(seed, Size::Wide));
    }
}

#[test]
fn a_chart_is_named_by_its_figure_or_alone_by_itself() {
    let inline = funnel(&frame("f-w"), &cohort(), Size::Wide);
    assert!(inline.contains("class=\"chart chart-funnel wide\" role=\"img\""));
    assert!(inline.contains("aria-labelledby=\"fig-title\" aria-describedby=\"fig-desc\""));
    assert!(!inline.contains("xmlns") && !inline.contains("<desc"));
    let alone = Frame {
        standalone: true,
        ..frame("f-w")
    };
    let alone = funnel(&alone, &cohort(), Size::Narrow);
    assert!(alone.contains("xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(alone.contains("<title id=\"f-w-title\">A finding</title>"));
    assert!(alone.contains("<desc id=\"f-w-desc\">A sentence with values.</desc>"));
    sound(&alone);
}

#[test]
fn a_drawn_chart_made_a_file_is_as_if_drawn_for_it() {
    let frame = frame("f-w");
    let for_it = Frame {
        standalone: true,
        ..frame
    };
    let inline = funnel(&frame, &cohort(), Size::Wide);
    assert_eq!(
        super::super::alone(&inline, &frame),
        funnel(&for_it, &cohort(), Size::Wide)
    );
}

#[test]
fn ids_inside_are_prefixed() {
    let svg = funnel(&frame("one"), &cohort(), Size::Wide);
    assert!(svg.contains("<pattern id=\"one-hatch\"") && svg.contains("url(#one-hatch)"));
    let without = Funnel {
        stages: vec![stage("Leads", Side::Marketing, (3, 0, 0))],
        ..cohort()
    };
    assert!(!funnel(&frame("one"), &without, Size::Wide).contains("<pattern"));
}

#[test]
fn without_data_the_words_for_it_are_drawn() {
    let none = Trend {
        points: vec![TrendPoint::default(); 3],
        side: Side::Sales,
        target: None,
        events: Vec::new(),
    };
    for size in SIZES {
        for svg in [
            trend(&frame("t"), &none, size, &|v| v.to_string()),
            split(&frame("s"), &Split { rows: Vec::new() }, size),
            bars(&frame("b"), &Bars { rows: Vec::new() }, size),
        ] {
            assert!(svg.contains(">No deals in this period<"));
            sound(&svg);
        }
    }
}

fn rows(svg: &str) -> Vec<Vec<Tag>> {
    let mut rows: Vec<Vec<Tag>> = Vec::new();
    for tag in tags(svg) {
        if tag.get("class").is_some_and(|class| class.starts_with("row ")) {
            rows.push(Vec::new());
        } else if let (Some(row), "rect") = (rows.last_mut(), tag.name.as_str()) {
            row.push(tag);
        }
    }
    rows
}

#[test]
fn the_parts_of_a_stage_end_where_the_stage_before_ended() {
    for size in SIZES {
        let svg = funnel(&frame("f"), &cohort(), size);
        sound(&svg);
        let rows = rows(&svg);
        assert_eq!(rows.len(), 5);
        let right = |tag: &Tag| tag.number("x") + tag.number("width");
        let end = |row: &[Tag]| row.iter().map(right).fold(0.0, f64::max);
        for pair in rows.windows(2) {
            let solid = pair[0].last().expect("a stage that was reached");
            assert!((right(solid) - end(&pair[1])).abs() < 1.0, "{pair:?}");
        }
        // Widths are in proportion to counts: 1,390 and 121 of 4,210.
        let solid = |row: usize| rows[row].last().expect("a part").number("width");
        assert!((solid(1) / solid(0) - 1390.0 / 4210.0).abs() < 0.001);
        assert!((solid(4) / solid(0) - 121.0 / 4210.0).abs() < 0.001);
    }
}

#[test]
fn the_handoff_lies_between_the_owners() {
    for size in SIZES {
        let svg = funnel(&frame("f"), &cohort(), size);
        let rows = rows(&svg);
        let label = texts(&svg).into_iter().find(|text| text.text == "sales takes over");
        let label = label.expect("the label of the handoff");
        let middle = f64::midpoint(label.top, label.bottom);
        let above = &rows[1][0];
        assert!(middle > above.number("y") + above.number("height"));
        assert!(middle < rows[2][0].number("y"));
    }
    let all_sales = Funnel {
        stages: vec![stage("Won", Side::Sales, (3, 0, 0))],
        ..cohort()
    };
    assert!(!funnel(&frame("f"), &all_sales, Size::Wide).contains("sales takes over"));
}

#[test]
fn a_long_name_is_shortened_and_kept_whole_in_a_title() {
    let mut data = cohort();
    let name = format!("{LONG} {LONG}");
    data.stages[1].name.clone_from(&name);
    let svg = funnel(&frame("f"), &data, Size::Wide);
    assert!(svg.contains(&format!("<title>{name}</title>")));
    assert!(svg.contains("…<title>"));
    sound(&svg);
}

fn part(name: &str, side: Side, value: f64) -> SplitPart {
    SplitPart {
        name: name.to_owned(),
        side,
        value,
        label: format!("{value}%"),
    }
}

#[test]
fn a_split_row_is_whole_and_its_hues_do_not_touch() {
    let data = Split {
        rows: vec![SplitRow {
            name: "Won".to_owned(),
            note: String::new(),
            parts: vec![
                part("Sales", Side::Sales, 93.0),
                part("not known", Side::Neutral, 4.0),
                part("Marketing", Side::Marketing, 3.0),
            ],
        }],
    };
    for size in SIZES {
        let svg = split(&frame("s"), &data, size);
        sound(&svg);
        let bars: Vec<Tag> = tags(&svg).into_iter().filter(|tag| tag.name == "rect").collect();
        let hues: Vec<&str> = bars.iter().filter_map(|bar| bar.get("class")).collect();
        assert_eq!(hues, ["f-mkt", "f-neutral", "f-sales"]);
        for pair in bars.windows(2) {
            let gap = pair[1].number("x") - pair[0].number("x") - pair[0].number("width");
            assert!((gap - 3.0).abs() < 0.05, "{gap}");
        }
        for name in ["Marketing", "not known", "Sales"] {
            assert!(texts(&svg).iter().any(|text| text.text == name), "{name}");
        }
    }
}

fn course(values: &[Option<f64>]) -> Trend {
    let point = |(index, value): (usize, &Option<f64>)| TrendPoint {
        label: format!("Month {index}"),
        value: *value,
        value_label: "24%".to_owned(),
        ..TrendPoint::default()
    };
    Trend {
        points: values.iter().enumerate().map(point).collect(),
        side: Side::Sales,
        target: Some((0.3, "target 30%".to_owned())),
        events: Vec::new(),
    }
}

fn strokes(svg: &str) -> Vec<Tag> {
    let solid = |tag: &Tag| tag.name == "path" && tag.get("class") == Some("s-sales");
    tags(svg).into_iter().filter(solid).collect()
}

#[test]
fn a_missing_value_is_a_gap_and_a_running_period_is_dashed() {
    let mut data = course(&[Some(0.1), Some(0.2), None, Some(0.2), Some(0.25), Some(0.24)]);
    data.points[5].running = true;
    let svg = trend(&frame("t"), &data, Size::Wide, &|v| format!("{v}"));
    sound(&svg);
    let strokes = strokes(&svg);
    assert_eq!(strokes.len(), 3);
    assert!(strokes[..2].iter().all(|s| s.get("stroke-dasharray").is_none()));
    assert_eq!(strokes[2].get("stroke-dasharray"), Some("5 4"));
    // The last mark is hollow: the page's ground within an edge.
    let marks: Vec<Tag> = tags(&svg).into_iter().filter(|tag| tag.name == "circle").collect();
    assert_eq!(
        marks.last().and_then(|mark| mark.get("class")),
        Some("f-surface s-sales")
    );
    assert_eq!(marks.len(), 5);
}

/// Where the last periods have no value yet, the number of the last one stands beside its dot and not beside another's.
#[test]
fn the_last_value_is_named_at_its_dot() {
    for last in [4, 17, 19] {
        let mut values: Vec<Option<f64>> = (0..=last).map(|i| Some([0.8, 1.0, 0.7, 0.9][i % 4])).collect();
        values[last] = Some(0.22);
        values.resize(22, None);
        let mut data = course(&values);
        data.points[last].value_label = "22%".to_owned();
        for size in SIZES {
            let svg = trend(&frame("t"), &data, size, &|v| format!("{v}"));
            sound(&svg);
            let dots: Vec<Tag> = tags(&svg).into_iter().filter(|tag| tag.name == "circle").collect();
            let dot = dots.last().unwrap();
            let texts = texts(&svg);
            let text = texts.iter().find(|text| text.text == "22%").unwrap();
            let x = dot.number("cx");
            let apart = (text.left - x).max(x - text.right);
            // In the margin it is at most 40 from the dot, on its height, with nothing between.
            assert!(apart < 44.0, "{last} {size:?}: {apart}");
        }
    }
}

#[test]
fn the_axis_begins_at_zero_unless_values_are_negative() {
    let positive = course(&[Some(80.0), Some(90.0)]);
    let svg = trend(&frame("t"), &positive, Size::Wide, &|v| format!("tick {v}"));
    assert!(svg.contains(">tick 0<") && !svg.contains(">tick -"));
    let negative = course(&[Some(-8.0), Some(9.0)]);
    let svg = trend(&frame("t"), &negative, Size::Wide, &|v| format!("tick {v}"));
    assert!(svg.contains(">tick 0<") && svg.contains(">tick -"));
}

#[test]
fn many_periods_and_events_do_not_collide() {
    let values: Vec<Option<f64>> = (0..60).map(|i| Some(f64::from(i % 7) * 1e11)).collect();
    let mut data = course(&values);
    data.target = Some((2e11, "target".to_owned()));
    data.events = (0..10)
        .map(|i| TrendEvent {
            at: f64::from(i) * 5.0,
            label: format!("Event number {i}"),
        })
        .collect();
    for size in SIZES {
        let svg = trend(&frame("t"), &data, size, &|v| format!("{}B", v / 1e9));
        sound(&svg);
        // An event has its line where it has its label, and some have.
        let labels = texts(&svg);
        let is_drawn = |i: &i32| svg.contains(&format!("<title>Event number {i}</title>"));
        let is_named = |i: &i32| labels.iter().any(|text| text.text == format!("Event number {i}"));
        assert!((0..10).all(|i| is_drawn(&i) == is_named(&i)) && (0..10).any(|i| is_named(&i)));
        assert!(texts(&svg).iter().any(|text| text.text == "Month 59"));
    }
}

#[test]
fn grid_lines_lie_on_half_pixels() {
    let svg = trend(&frame("t"), &course(&[Some(0.1), Some(0.3)]), Size::Wide, &|v| {
        format!("{v}")
    });
    let grid = tags(&svg).into_iter().filter(|tag| tag.get("class") == Some("s-grid"));
    let lines: Vec<Tag> = grid.collect();
    assert!(lines.len() >= 3);
    for line in lines {
        let path = line.get("d").unwrap_or_default().to_owned();
        let ends: Vec<&str> = path.split(['M', 'L']).filter(|p| !p.is_empty()).collect();
        assert!(ends.iter().all(|end| end.ends_with(".5")), "{path}");
    }
}

fn deal() -> Timeline {
    let band = |from, to, name: &str, side| Band {
        from,
        to,
        name: name.to_owned(),
        side,
    };
    let touch = |day, side, label: &str| TouchMark {
        day,
        side,
        label: label.to_owned(),
    };
    Timeline {
        bands: vec![
            band(0, 34, "Lead", Side::Marketing),
            band(34, 50, "Qualified", Side::Marketing),
            band(50, 58, "Accepted", Side::Sales),
            band(58, 120, "Opportunity", Side::Sales),
        ],
        touches: vec![
            touch(0, Side::Marketing, "Webinar"),
            touch(33, Side::Marketing, "Fair"),
            touch(60, Side::Sales, "Demo"),
        ],
        milestones: vec![Milestone {
            day: 120,
            label: "Won, €12,000".to_owned(),
            kind: MilestoneKind::Won,
        }],
        handoff: "sales takes over".to_owned(),
        ticks: vec![(0, "1 Jan".to_owned()), (90, "1 Apr".to_owned())],
    }
}

#[test]
fn a_deal_shows_all_its_words_and_marks_by_owner() {
    for size in SIZES {
        let svg = timeline(&frame("d"), &deal(), size);
        sound(&svg);
        let found = texts(&svg);
        for word in [
            "Lead",
            "Qualified",
            "Accepted",
            "Opportunity",
            "Webinar",
            "Fair",
            "Demo",
            "Won, €12,000",
            "sales takes over",
            "1 Jan",
            "1 Apr",
        ] {
            assert!(found.iter().any(|text| text.text == word), "{word} {size:?}");
        }
        let all = tags(&svg);
        let circles: Vec<&Tag> = all.iter().filter(|tag| tag.name == "circle").collect();
        let bands: Vec<&Tag> = all
            .iter()
            .filter(|tag| tag.name == "rect" && tag.number("height") > 20.0)
            .collect();
        let squares: Vec<&Tag> = all
            .iter()
            .filter(|tag| tag.name == "rect" && tag.number("height") < 20.0)
            .collect();
        // Two touches by marketing, above as squares; one by sales, below as a circle.
        assert_eq!((squares.len(), circles.len(), bands.len()), (2, 1, 4));
        assert!(squares.iter().all(|mark| mark.number("y") < bands[0].number("y")));
        let bottom = bands[0].number("y") + bands[0].number("height");
        assert!(circles.iter().all(|mark| mark.number("cy") > bottom));
    }
}

#[test]
fn a_sparkline_is_hidden_and_small() {
    let values = [Some(1.0), None, Some(3.0), Some(2.0)];
    let data = Sparkline {
        values: &values,
        side: Side::Marketing,
        running: true,
        label: "Leads",
    };
    let svg = sparkline(&data);
    sound(&svg);
    assert!(svg.contains("aria-hidden=\"true\"") && svg.contains("width=\"120\" height=\"32\""));
    assert!(!svg.contains("<text") && svg.contains("f-surface s-mkt"));
    assert!(svg.len() < 1500, "{}", svg.len());
}

#[test]
fn incomplete_cells_are_hatched_with_their_text_on_plain_ground() {
    let cell = |value: f64, incomplete| TriangleCell {
        value: Some(value),
        label: format!("{value}%"),
        incomplete,
    };
    let data = Triangle {
        ages: vec!["month 0".to_owned(), "1".to_owned()],
        rows: vec![TriangleRow {
            name: "Jan 2026".to_owned(),
            note: "420".to_owned(),
            cells: vec![cell(10.0, false), cell(20.0, true)],
        }],
        unit: "months".to_owned(),
        told: 0,
        side: Side::Sales,
    };
    let svg = triangle(&frame("c"), &data, Size::Wide);
    sound(&svg);
    let hatched = tags(&svg)
        .into_iter()
        .filter(|tag| tag.get("fill") == Some("url(#c-hatch)"));
    assert_eq!(hatched.count(), 1);
}

/// On a phone there is room for every third of twelve ages: the one that the headline tells of stays.
#[test]
fn the_age_told_is_shown_on_a_phone() {
    let cell = |age: usize| TriangleCell {
        value: Some(0.1),
        label: format!("{age} of 1000"),
        incomplete: false,
    };
    let data = |told| Triangle {
        ages: (1..=12).map(|k| (k * 30).to_string()).collect(),
        rows: vec![TriangleRow {
            name: "Q1 2026".to_owned(),
            note: "420".to_owned(),
            cells: (1..=12).map(cell).collect(),
        }],
        unit: "days".to_owned(),
        told,
        side: Side::Sales,
    };
    for told in 0..12 {
        let svg = triangle(&frame("c"), &data(told), Size::Narrow);
        let texts = texts(&svg);
        let age = ((told + 1) * 30).to_string();
        assert!(
            texts.iter().any(|t| t.text.split(' ').next() == Some(&age)),
            "{texts:?}"
        );
        assert_eq!(
            texts.iter().filter(|t| t.text.ends_with(" days")).count(),
            1,
            "{texts:?}"
        );
        assert!(texts.len() < 16, "{texts:?}");
    }
}

fn month(label: &str, value: f64, range: Option<(f64, f64)>) -> ForecastPoint {
    ForecastPoint {
        label: label.to_owned(),
        value: Some(value),
        low: range.map(|r| r.0),
        high: range.map(|r| r.1),
        ahead: range.is_some(),
        value_label: format!("€{value}k"),
        low_label: range.map_or(String::new(), |r| format!("€{}k", r.0)),
        high_label: range.map_or(String::new(), |r| format!("€{}k", r.1)),
        range_label: range.map_or(String::new(), |r| format!("€{}k to €{}k", r.0, r.1)),
    }
}

/// Of columns too near to each other for their values only the highest, here the third, and the latest have one.
#[test]
fn columns_have_all_their_values_or_two() {
    let data = |months: usize| Forecast {
        points: (1..=months)
            .map(|k| ForecastPoint {
                value_label: format!("1{k:04} francs"),
                ..month("M", if k == 3 { 50.0 } else { 10.0 + k as f64 / 10.0 }, None)
            })
            .collect(),
        side: Side::Marketing,
        target: None,
    };
    let told = |months| {
        let svg = forecast(&frame("c"), &data(months), Size::Wide, &|x| format!("{x}"));
        let texts = texts(&svg).into_iter().map(|t| t.text);
        texts.filter(|t| t.ends_with(" francs")).collect::<Vec<_>>()
    };
    assert_eq!(told(4).len(), 4);
    assert_eq!(told(22), ["10003 francs", "10022 francs"]);
}

/// What is expected stands level with its dot and the ends of the range with theirs; on a phone every
/// month has its label.
#[test]
fn a_forecast_names_what_is_expected_and_the_ends_of_its_range() {
    let data = Forecast {
        points: vec![
            month("Aug", 44.0, None),
            month("Sep", 29.0, None),
            month("Nov", 56.0, Some((15.0, 120.0))),
            month("Dec", 34.0, Some((2.0, 95.0))),
        ],
        side: Side::Sales,
        target: None,
    };
    let tick = |value: f64| format!("{value}");
    let wide = forecast(&super::frame("f"), &data, Size::Wide, &tick);
    let dots: Vec<f64> = tags(&wide)
        .iter()
        .filter(|tag| tag.name == "circle")
        .map(|tag| tag.number("cy"))
        .collect();
    let placed = texts(&wide);
    let middle = |text: &str| {
        let found = placed.iter().find(|t| t.text == text);
        found.map(|t| f64::midpoint(t.top, t.bottom)).expect(text)
    };
    for (text, dot) in ["€56k", "€34k"].iter().zip(&dots) {
        assert!((middle(text) - dot).abs() < 4.0, "{text}: {} {dot}", middle(text));
    }
    assert!(middle("€120k") < middle("€56k") && middle("€56k") < middle("€15k"));
    let narrow = texts(&forecast(&super::frame("f"), &data, Size::Narrow, &tick));
    for text in ["Aug", "Sep", "Nov", "Dec", "€44k", "€34k", "€2k to €95k"] {
        assert!(narrow.iter().any(|t| t.text == text), "{text}");
    }
}

/// The hue is the owner's, the shape the measure: spend squares, wins circles.
#[test]
fn a_channel_has_its_owners_hue_and_each_measure_its_shape() {
    let row = |side, spend, won| DumbbellRow {
        name: "Events".to_owned(),
        side,
        spend: Some(spend),
        won: Some(won),
        spend_label: "41%".to_owned(),
        won_label: "18%".to_owned(),
    };
    let data = Dumbbell {
        rows: vec![row(Side::Marketing, 0.41, 0.18), row(Side::Sales, 0.2, 0.6)],
        spend: "share of spend".to_owned(),
        won: "share of won".to_owned(),
    };
    let svg = dumbbell(&super::frame("d"), &data, Size::Wide, &|value| format!("{value}"));
    let class = |name: &str| -> Vec<String> {
        let all = tags(&svg);
        let found = all.iter().filter(|tag| tag.name == name);
        found
            .filter_map(|tag| tag.get("class").map(str::to_owned))
            .filter(|class| class.contains("mkt") || class.contains("sales"))
            .collect()
    };
    let hues = |found: Vec<String>| found.iter().map(|c| c.contains("mkt")).collect::<Vec<_>>();
    assert_eq!(hues(class("circle")), [true, false], "{svg}");
    assert_eq!(hues(class("rect")), [true, false], "{svg}");
}

/// 8 won, 4 open, 24 lost of 36: the parts end where the next begins, 2 pixels apart.
#[test]
fn outcomes_add_up_to_their_bar() {
    let data = Outcomes {
        rows: vec![OutcomeRow {
            name: "One plan".to_owned(),
            counts: [8, 4, 24],
            label: "8 of 32 decided won".to_owned(),
        }],
        words: ["won".to_owned(), "still open".to_owned(), "lost".to_owned()],
    };
    for size in super::SIZES {
        let svg = outcomes(&super::frame("o"), &data, size);
        let bars: Vec<Tag> = tags(&svg)
            .into_iter()
            .filter(|tag| tag.name == "rect" && tag.number("height") > 12.0)
            .collect();
        assert_eq!(bars.len(), 3, "{svg}");
        let width = |n: usize| bars[n].number("width");
        let right = |n: usize| bars[n].number("x") + width(n);
        assert!((width(2) / (width(0) + width(1)) - 2.0).abs() < 0.1);
        for (a, b) in [(0, 1), (1, 2)] {
            assert!((bars[b].number("x") - right(a) - 2.0).abs() < 1.1);
        }
    }
}

fn ranges(names: &[&str], values: &[&[f64]]) -> Ranges {
    let mark = |(model, value): (usize, &f64)| RangeMark {
        model: format!("Model {}", ["A", "B", "C", "D"][model]),
        value: *value,
        label: format!("€{value}"),
        own: model == 1,
    };
    Ranges {
        rows: names
            .iter()
            .zip(values)
            .map(|(name, values)| RangeRow {
                name: (*name).to_owned(),
                marks: values.iter().enumerate().map(mark).collect(),
            })
            .collect(),
        side: Side::Neutral,
        alike: "every model".to_owned(),
    }
}

/// Of models that say the same the first is named, at both ends, as the tables name it.
#[test]
fn ends_of_a_range_are_named_by_the_first_of_equals() {
    let data = ranges(&["Webinar"], &[&[5.0, 0.0, 0.0, 5.0]]);
    for size in SIZES {
        let svg = range(&frame("r"), &data, size, &|v| v.to_string());
        let said: Vec<String> = texts(&svg).into_iter().map(|t| t.text).collect();
        assert!(said.contains(&"Model B".to_owned()), "{said:?}");
        assert!(said.contains(&"Model A".to_owned()), "{said:?}");
        assert!(!said.iter().any(|t| t == "Model C" || t == "Model D"), "{said:?}");
    }
}

/// The site's own model is the one circle, each of the others a stroke, however near they are.
#[test]
fn models_near_one_another_are_strokes() {
    let data = ranges(
        &["Webinar", "Fair"],
        &[&[50.0, 51.0, 52.0, 90.0], &[0.0, 40.0, 100.0, 41.0]],
    );
    let svg = range(&frame("r"), &data, Size::Wide, &|v| v.to_string());
    let titled = |name: &str| {
        let all = tags(&svg);
        all.iter().filter(|tag| tag.name == name).count()
    };
    assert_eq!(titled("circle"), 2, "{svg}");
    assert_eq!(svg.matches("<title>Model A").count(), 2);
    assert_eq!(svg.matches("<title>").count(), 8);
    sound(&svg);
}

/// A name of 60 characters is there whole, on two lines; on a phone too.
#[test]
fn long_names_stand_on_two_lines() {
    let short = |v: f64| v.to_string();
    let bar = |name: &str| Bar {
        name: name.to_owned(),
        side: Side::Sales,
        value: 3.0,
        label: "3".to_owned(),
        note: String::new(),
        heading: String::new(),
    };
    let data = ranges(&[LONG, "Fair"], &[&[1.0, 3.0, 9.0, 2.0], &[1.0, 2.0, 3.0, 4.0]]);
    let long_stage = stage(LONG, Side::Marketing, (30, 3, 4));
    let stages = Funnel {
        stages: vec![long_stage, stage("Won", Side::Sales, (10, 3, 4))],
        ..cohort()
    };
    let bars_of = Bars {
        rows: vec![bar(LONG), bar("Price")],
    };
    let drawn = [
        range(&frame("r"), &data, Size::Wide, &short),
        range(&frame("r"), &data, Size::Narrow, &short),
        funnel(&frame("f"), &stages, Size::Wide),
        bars(&frame("b"), &bars_of, Size::Wide),
    ];
    for svg in drawn {
        let said: Vec<String> = texts(&svg).into_iter().map(|t| t.text).collect();
        assert!(!said.iter().any(|t| t.contains('…')), "{said:?}");
        let words: Vec<&str> = said.iter().flat_map(|t| t.split(' ')).collect();
        for word in LONG.split(' ') {
            assert!(words.contains(&word), "{word}: {said:?}");
        }
        sound(&svg);
    }
}

/// A note with free room beside it is not cut.
#[test]
fn a_timeline_cuts_no_note_that_has_room() {
    let data = Timeline {
        bands: vec![Band {
            from: 0,
            to: 60,
            name: "Lead".to_owned(),
            side: Side::Marketing,
        }],
        touches: vec![TouchMark {
            day: 3,
            side: Side::Marketing,
            label: LONG.to_owned(),
        }],
        milestones: vec![Milestone {
            day: 60,
            label: "won".to_owned(),
            kind: MilestoneKind::Won,
        }],
        handoff: String::new(),
        ticks: Vec::new(),
    };
    let svg = timeline(&frame("t"), &data, Size::Wide);
    assert!(texts(&svg).iter().any(|t| t.text == LONG), "{svg}");
    sound(&svg);
}

/// Labels of the outer columns stand outside the ribbons, and a stage's name takes a second line before it is cut.
#[test]
fn a_flow_keeps_its_labels_off_the_ribbons() {
    let node = |name: &str, side| FlowNode {
        name: name.to_owned(),
        label: "12".to_owned(),
        side,
    };
    let band = |column, from, to| FlowBand {
        column,
        from,
        to,
        value: 6.0,
        label: String::new(),
    };
    let data = Flow {
        columns: vec![
            vec![node("Paid search", Side::Neutral), node("Content", Side::Neutral)],
            vec![node("Marketing qualified", Side::Marketing), node("Won", Side::Sales)],
            vec![node("Won", Side::Neutral), node("Lost", Side::Neutral)],
        ],
        bands: vec![
            band(0, 0, 0),
            band(0, 1, 1),
            band(0, 0, 1),
            band(1, 0, 1),
            band(1, 1, 0),
        ],
    };
    for size in SIZES {
        let svg = flow(&frame("f"), &data, size);
        let placed = texts(&svg);
        let bars: Vec<f64> = tags(&svg)
            .iter()
            .filter(|tag| tag.name == "rect")
            .map(|tag| tag.number("x"))
            .collect();
        let (first, last) = (
            bars.iter().copied().fold(f64::MAX, f64::min),
            bars.iter().copied().fold(0.0, f64::max),
        );
        for name in ["Paid search", "Content"] {
            let found = placed.iter().find(|t| t.text == name).expect(name);
            assert!(found.right < first, "{name}: {} {first}", found.right);
        }
        let lost = placed.iter().find(|t| t.text == "Lost").expect("Lost");
        assert!(lost.left > last, "{} {last}", lost.left);
        let said: Vec<&str> = placed.iter().map(|t| t.text.as_str()).collect();
        assert!(
            said.contains(&"Marketing qualified") || said.contains(&"Marketing") && said.contains(&"qualified"),
            "{said:?}"
        );
        sound(&svg);
    }
}
