//! Workbooks out of lines of text.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// A sheet of a workbook.
pub(crate) struct Sheet {
    name: String,
    hidden: bool,
    rows: Vec<Vec<String>>,
    /// First row, first column, last row, last column, from 0.
    merged: Vec<[u16; 4]>,
    /// The rows that are not shown, from 0.
    unseen: Vec<u32>,
}

impl Sheet {
    /// Rows with `|` between cells: numbers and texts as they are, `<2026-10-31` a date, `<2026-10-31 14:05:00` a date
    /// with time, `'5` a number as text, `=A1+1` a formula without a value, `=A1+1 -> 5` one with it. `!merge 0 0 0 2`
    /// merges cells, `!hide 1` hides a row, from 0.
    pub(crate) fn parse(name: &str, words: &str, lines: &[&str]) -> Self {
        let merge = |line: &&str| line.strip_prefix("!merge ").map(corners);
        let hide = |line: &&str| line.strip_prefix("!hide ").map(|row| row.parse().expect("a row"));
        let rows = lines.iter().filter(|line| !line.starts_with('!'));
        let cells = |line: &&str| match *line {
            "\\." => Vec::new(),
            line => line.split('|').map(str::to_owned).collect(),
        };
        Self {
            name: name.to_owned(),
            hidden: words == "hidden",
            rows: rows.map(cells).collect(),
            merged: lines.iter().filter_map(merge).collect(),
            unseen: lines.iter().filter_map(hide).collect(),
        }
    }
}

fn corners(text: &str) -> [u16; 4] {
    let numbers: Vec<u16> = text
        .split(' ')
        .map(|number| number.parse().expect("a number"))
        .collect();
    numbers.try_into().expect("four numbers")
}

/// An Excel workbook.
pub(crate) fn excel(sheets: &[Sheet]) -> Vec<u8> {
    let mut made = Workbook::new();
    for sheet in sheets {
        let worksheet = made.add_worksheet();
        worksheet.set_name(&sheet.name).expect("a name");
        worksheet.set_hidden(sheet.hidden);
        for [top, left, bottom, right] in &sheet.merged {
            let look = Format::new();
            worksheet
                .merge_range((*top).into(), *left, (*bottom).into(), *right, "", &look)
                .expect("a region");
        }
        for row in &sheet.unseen {
            worksheet.set_row_hidden(*row).expect("a row");
        }
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                put(worksheet, row, column, cell);
            }
        }
    }
    made.save_to_buffer().expect("a workbook")
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    let day = || Format::new().set_num_format("dd/mm/yyyy");
    let moment = || Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let written = if let Some(text) = cell.strip_prefix('<') {
        let value = ExcelDateTime::parse_from_str(text).expect("a date");
        let look = if text.len() > 10 { moment() } else { day() };
        sheet.write_datetime_with_format(row, column, &value, &look)
    } else if let Some(text) = cell.strip_prefix('\'') {
        sheet.write_string(row, column, text)
    } else if let Some((formula, value)) = cell.split_once(" -> ") {
        sheet.write_formula(row, column, Formula::new(formula).set_result(value))
    } else if cell.starts_with('=') {
        sheet.write_formula(row, column, Formula::new(cell).set_result(""))
    } else if let Ok(number) = cell.parse::<f64>() {
        sheet.write_number(row, column, number)
    } else if cell.is_empty() {
        return;
    } else {
        sheet.write_string(row, column, cell)
    };
    written.expect("a cell");
}

/// An OpenDocument spreadsheet of texts and numbers.
pub(crate) fn open_document(sheets: &[Sheet]) -> Vec<u8> {
    let cell = |text: &String| match text.parse::<f64>() {
        Ok(number) => format!(
            r#"<table:table-cell office:value-type="float" office:value="{number}"><text:p>{number}</text:p></table:table-cell>"#
        ),
        Err(_) => {
            format!(
                r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
            )
        }
    };
    let row = |(at, cells): (u32, &Vec<String>), sheet: &Sheet| {
        let hidden = match sheet.unseen.iter().position(|row| *row == at) {
            Some(at) if at % 2 == 0 => r#" table:visibility="filter""#,
            Some(_) => r#" table:visibility="collapse""#,
            None => "",
        };
        format!(
            "<table:table-row{hidden}>{}</table:table-row>",
            cells.iter().map(cell).collect::<String>()
        )
    };
    let table = |sheet: &Sheet| {
        let rows: String = (0..).zip(&sheet.rows).map(|each| row(each, sheet)).collect();
        format!(r#"<table:table table:name="{}">{rows}</table:table>"#, sheet.name)
    };
    let tables: String = sheets.iter().map(table).collect();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let member = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    super::bytes::zip(&[
        member("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        member("content.xml", &content),
        member("META-INF/manifest.xml", "<manifest:manifest/>"),
    ])
}
