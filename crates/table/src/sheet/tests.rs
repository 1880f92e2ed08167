//! Workbooks are made here, by another library or by hand, and read back.

use std::io::Cursor;

use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook as Made, Worksheet};

use super::super::archive::tests::{archive, stored};
use super::grid::column_row;
use super::*;
use cxpress_diagnostic::Place;

/// The name of a sheet and what fills it.
type Filled<'a> = (&'a str, &'a dyn Fn(&mut Worksheet));

/// An Excel workbook of sheets that are filled one after the other.
fn excel(fill: &[Filled<'_>]) -> Vec<u8> {
    let mut made = Made::new();
    for (name, fill) in fill {
        let sheet = made.add_worksheet().set_name(*name).expect("a name");
        fill(sheet);
    }
    made.save_to_buffer().expect("a workbook")
}

/// Fills a sheet with rows of numbers and texts, `|` between cells.
fn fill(sheet: &mut Worksheet, rows: &[&str]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells.split('|')) {
            let written = match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, cell),
            };
            written.expect("a cell");
        }
    }
}

fn table(sheet: &mut Worksheet) {
    fill(sheet, &["id|score", "1|9", "2|10"]);
}

fn empty(_: &mut Worksheet) {}

/// An OpenDocument spreadsheet with this between `office:spreadsheet` tags.
fn open_document(tables: &str) -> Vec<u8> {
    let hidden = r#"<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles>{hidden}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("=mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ])
}

fn in_table(rows: &str) -> Vec<u8> {
    open_document(&format!(
        r#"<table:table table:name="Sheet1">{rows}</table:table>"#
    ))
}

fn text_cell(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

/// The rows as `number: cell|cell`.
fn lines(sheet: &Sheet) -> Vec<String> {
    let line = |(number, cells): &(u64, Vec<String>)| format!("{number}: {}", cells.join("|"));
    sheet.rows.iter().map(line).collect()
}

fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, SheetError> {
    rows(stored(bytes.to_vec()), sheet)
}

#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) -> Vec<String> {
    let sheet = read(bytes, None).expect("a sheet");
    assert_eq!(lines(&sheet), expected);
    sheet.notes
}

/// Asserts the error with its code, a part of its message and of its help.
#[track_caller]
fn check_error(bytes: &[u8], sheet: Option<&str>, code: &str, message: &str, help: &str) {
    let error = read(bytes, sheet).expect_err(message).diagnostic("data/a.xlsx");
    let found = error.help.clone().unwrap_or_default();
    assert!(
        error.code.name() == code && error.message.contains(message) && found.contains(help),
        "{error:?}"
    );
    assert_eq!(error.place, Some(Place::file("data/a.xlsx")));
}

#[test]
fn cells_come_as_a_csv_export_has_them() {
    let bytes = excel(&[("Sheet1", &|sheet| {
        fill(sheet, &["date|at|took|score|share|ok|words"]);
        let day = ExcelDateTime::parse_from_str("2026-10-31").expect("a date");
        let moment = ExcelDateTime::parse_from_str("2026-10-31 14:05:00").expect("a moment");
        let look = |format: &str| Look::new().set_num_format(format);
        sheet
            .write_datetime_with_format(1, 0, &day, &look("dd/mm/yyyy"))
            .expect("a cell");
        sheet
            .write_datetime_with_format(1, 1, &moment, &look("d.m.yy hh:mm"))
            .expect("a cell");
        sheet
            .write_number_with_format(1, 2, 1.1, &look("[h]:mm:ss"))
            .expect("a cell");
        sheet.write_number(1, 3, 9).expect("a cell");
        sheet
            .write_number_with_format(1, 4, 0.85, &look("0%"))
            .expect("a cell");
        sheet.write_boolean(1, 5, true).expect("a cell");
        sheet.write_string(1, 6, "a \"b\",\nc & <d>").expect("a cell");
    })]);
    let notes = check(
        &bytes,
        &[
            "1: date|at|took|score|share|ok|words",
            "2: 2026-10-31|2026-10-31 14:05:00|26:24:00|9|0.85|TRUE|a \"b\",\nc & <d>",
        ],
    );
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn rows_keep_their_numbers_and_are_as_long_as_the_header() {
    let bytes = excel(&[("Sheet1", &|sheet| {
        fill(sheet, &["||", "id|score|note", "1", "|  |", "2|9||late", "", ""]);
    })]);
    check(&bytes, &["2: id|score|note", "3: 1||", "5: 2|9||late"]);
    let bytes = in_table(&format!(
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-row><table:table-cell/>{a}{b}<table:table-cell table:number-columns-repeated="1021"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/>{c}<table:table-cell/></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#,
        a = text_cell("id"),
        b = text_cell("note"),
        c = text_cell("1"),
    ));
    check(&bytes, &["4: |id|note", "5: |1|", "6: |1|"]);
}

#[test]
fn open_document_values_are_read() {
    let bytes = in_table(&format!(
        r#"<table:table-row>{}{}{}{}{}</table:table-row>
        <table:table-row>
        <table:table-cell office:value-type="date" office:date-value="2026-10-31"><text:p>31.10.26</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2026-10-31T14:05:00"><text:p>x</text:p></table:table-cell>
        <table:table-cell office:value-type="time" office:time-value="PT26H24M00S"><text:p>x</text:p></table:table-cell>
        <table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85 %</text:p></table:table-cell>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>
        </table:table-row>"#,
        text_cell("date"),
        text_cell("at"),
        text_cell("took"),
        text_cell("share"),
        text_cell("ok"),
    )
    .replace("\n        ", ""));
    check(
        &bytes,
        &[
            "1: date|at|took|share|ok",
            "2: 2026-10-31|2026-10-31 14:05:00|26:24:00|0.85|TRUE",
        ],
    );
}

/// An Excel workbook of one sheet with these rows, which counts days from 1904.
fn by_hand(rows: &str) -> Vec<u8> {
    let relations = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let workbook = br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            relations("officeDocument", "xl/workbook.xml").as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations("worksheet", "worksheets/sheet1.xml").as_bytes(),
        ),
        ("xl/workbook.xml", workbook),
        (
            "xl/styles.xml",
            br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
        ),
    ])
}

#[test]
fn dates_from_1904_are_told_by_the_workbook() {
    let header = r#"<row r="1"><c r="A1" t="str"><v>date</v></c></row>"#;
    let bytes = by_hand(&format!(
        r#"{header}<row r="2"><c r="A2" s="1"><v>44864</v></c></row>"#
    ));
    check(&bytes, &["1: date", "2: 2026-10-31"]);
}

#[test]
fn excel_formulas_may_have_no_value_or_a_blank_one() {
    let header = r#"<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>"#;
    let formulas = r#"<row r="2"><c r="A2"><f>B9</f></c><c r="B2" t="str"><f>""</f><v></v></c></row>"#;
    let shared = r#"<row r="3"><c r="A3"><f t="shared" si="0"/></c><c r="B3"><v>7</v></c></row>"#;
    let notes = check(
        &by_hand(&format!("{header}{formulas}{shared}")),
        &["1: a|b", "2: #FORMULA!|", "3: #FORMULA!|7"],
    );
    let expected = "2 cells hold formulas that were saved without their values, first `Sheet1!A2`";
    assert_eq!(notes, [expected]);
    let spilt = by_hand(r#"<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row>"#);
    check_error(&spilt, Some("Sheet1"), "cell-error", "`#SPILL!`", "formula");
    check_error(&spilt, None, "cell-error", "`#SPILL!`", "formula");
}

#[test]
fn formulas_give_their_values_and_errors_are_noted() {
    let bytes = excel(&[("Scores", &|sheet| {
        fill(sheet, &["id|score"]);
        let formulas = [("A1+1", "7.5"), ("1/0", "#DIV/0!"), ("NA()", "#N/A")];
        for (row, (formula, result)) in (1..).zip(formulas) {
            let formula = Formula::new(formula).set_result(result);
            sheet.write_formula(row, 1, formula).expect("a cell");
        }
    })]);
    let notes = check(&bytes, &["1: id|score", "2: |7.5", "3: |#DIV/0!", "4: |#N/A"]);
    assert_eq!(notes, ["2 cells hold errors, first `Scores!B3`"]);
}

#[test]
fn formulas_without_values_are_no_blanks() {
    let cell = |formula: &str, rest: &str| {
        format!(r#"<table:table-cell table:formula="of:={formula}" {rest}</table:table-cell>"#)
    };
    let bytes = in_table(&format!(
        "<table:table-row>{}</table:table-row><table:table-row>{}</table:table-row><table:table-row>{}</table:table-row><table:table-row>{}</table:table-row>",
        text_cell("score"),
        cell("[.A9]", ">")
            + &cell(
                "T([.A9])",
                r#"office:value-type="string" office:string-value="">"#
            ),
        cell(
            "1/0",
            r#"office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>"#
        ),
        cell(
            "4+5",
            r#"office:value-type="float" office:value="9"><text:p>9</text:p>"#
        ),
    ));
    let notes = check(&bytes, &["1: score", "2: #FORMULA!", "3: #DIV/0!", "4: 9"]);
    assert_eq!(
        notes,
        [
            "`Sheet1!A3` holds an error",
            "`Sheet1!A2` holds a formula that was saved without its value"
        ]
    );
}

#[test]
fn merged_cells_of_the_table_are_an_error() {
    let merged = |row: u32, column: u16, last_row: u32, last_column: u16, text: &'static str| {
        excel(&[("Sheet1", &move |sheet| {
            fill(sheet, &["", "id|score", "1|9", "2|10"]);
            let look = Look::new();
            sheet
                .merge_range(row, column, last_row, last_column, text, &look)
                .expect("a region");
        })])
    };
    let found = |bytes: Vec<u8>, range: &str| {
        check_error(&bytes, None, "merged-cells", range, "unmerge");
    };
    found(merged(1, 0, 1, 1, "answers"), "`Sheet1!A2:B2`");
    found(merged(2, 0, 3, 0, "1"), "`Sheet1!A3:A4`");
    found(merged(0, 0, 0, 1, "title"), "`Sheet1!A1:B1`");
    // Nothing is lost above and beside the table.
    check(&merged(0, 0, 0, 1, ""), &["2: id|score", "3: 1|9", "4: 2|10"]);
    check(&merged(1, 5, 3, 6, ""), &["2: id|score", "3: 1|9", "4: 2|10"]);
    let spanned = r#"<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>1</text:p></table:table-cell>"#;
    let bytes = in_table(&format!(
        "<table:table-row>{}{}</table:table-row><table:table-row><table:table-cell/>{spanned}</table:table-row><table:table-row>{}<table:covered-table-cell/></table:table-row>",
        text_cell("id"),
        text_cell("score"),
        text_cell("2"),
    ));
    found(bytes, "`Sheet1!B2:B3`");
}

#[test]
fn one_sheet_is_chosen_or_named() {
    let bytes = excel(&[
        ("Cover", &empty),
        ("Responses", &table),
        ("Old", &|sheet| {
            table(sheet);
            sheet.set_hidden(true);
        }),
    ]);
    assert_eq!(read(&bytes, None).expect("the only one").name, "Responses");
    assert_eq!(read(&bytes, Some("Old")).expect("a hidden one").name, "Old");
    assert_eq!(sheets(stored(bytes.clone())).expect("names"), ["Responses"]);
    check_error(
        &bytes,
        Some("responces"),
        "sheet-not-found",
        "no sheet `responces`",
        "did you mean `Responses`?",
    );
    check_error(
        &bytes,
        Some("x"),
        "sheet-not-found",
        "no sheet `x`",
        "`Cover`, `Responses`, `Old`",
    );
    check_error(&bytes, Some("Cover"), "empty-file", "`Cover`", "another sheet");
    let several = excel(&[("2025", &table), ("2026", &table)]);
    check_error(
        &several,
        None,
        "several-sheets",
        "`2025`, `2026`",
        "add `sheet: 2025`",
    );
    let nothing = excel(&[("Cover", &empty)]);
    check_error(
        &nothing,
        None,
        "empty-file",
        "no sheet with content",
        "export it again",
    );
    let row = format!("<table:table-row>{}</table:table-row>", text_cell("id"));
    let bytes = open_document(&format!(
        r#"<table:table table:name="a" table:style-name="hidden">{row}</table:table><table:table table:name="b">{row}</table:table>"#
    ));
    assert_eq!(sheets(stored(bytes)).expect("names"), ["b"]);
}

/// The least container of old Office that holds an entry of this name.
fn compound(name: &str) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    let mut bytes = vec![0; 3 * 512];
    bytes[..8].copy_from_slice(OLD);
    let mut put = |at: usize, value: u32, length: usize| {
        bytes[at..at + length].copy_from_slice(&value.to_le_bytes()[..length]);
    };
    for (at, value) in [(24, 0x3e), (26, 3), (28, 0xfffe), (30, 9), (32, 6)] {
        put(at, value, 2);
    }
    for (at, value) in [(44, 1), (48, 1), (56, 4096), (60, END), (68, END), (76, 0)] {
        put(at, value, 4);
    }
    (80..512).step_by(4).for_each(|at| put(at, FREE, 4));
    (512..1024).step_by(4).for_each(|at| put(at, FREE, 4));
    put(512, 0xffff_fffd, 4);
    put(516, END, 4);
    for (at, name, kind) in [(1024, "Root Entry", 5), (1152, name, 2)] {
        for (index, letter) in name.encode_utf16().enumerate() {
            put(at + 2 * index, letter.into(), 2);
        }
        put(at + 64, 2 * (name.len() as u32 + 1), 2);
        put(at + 66, kind, 1);
        [68, 72, 76].into_iter().for_each(|free| put(at + free, FREE, 4));
        put(at + 116, END, 4);
    }
    bytes
}

#[test]
fn what_is_locked_or_damaged_is_said() {
    check_error(
        &compound("EncryptedPackage"),
        None,
        "unreadable-file",
        "password",
        "without a password",
    );
    check_error(
        &compound("Workbook"),
        None,
        "not-a-table",
        "old Excel",
        "save it as .xlsx",
    );
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    for content in ["content.xml", "encrypted-package"] {
        let locked = archive(&[
            ("=mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            (content, b"<\xff\x80\0&<"),
            ("META-INF/manifest.xml", manifest),
        ]);
        check_error(&locked, None, "unreadable-file", "password", "without a password");
    }
    let whole = excel(&[("Sheet1", &table)]);
    check_error(
        &whole[..whole.len() / 2],
        None,
        "unreadable-file",
        "damaged",
        "export it again",
    );
    let binary = archive(&[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")]);
    check_error(
        &binary,
        None,
        "not-a-table",
        "binary workbook",
        "save it as .xlsx",
    );
    let word = archive(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
    check_error(&word, None, "not-a-table", "Word", "save it as .xlsx");
}

#[test]
fn a_library_that_panics_gives_an_error() {
    let backwards = r#"<row r="1"/></sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells>"#;
    assert!(read(&by_hand(backwards), Some("Sheet1")).is_err());
}

#[test]
fn spreadsheets_are_told_from_archives_by_what_they_hold() {
    let whole = excel(&[("Sheet1", &table)]);
    let cases = [
        (whole.clone(), true),
        (in_table(""), true),
        (compound("Workbook"), true),
        (archive(&[("a.csv", b"a\n")]), false),
        (whole[..whole.len() / 2].to_vec(), false),
        (b"id,score\n1,9\n".to_vec(), false),
        (Vec::new(), false),
    ];
    for (index, (bytes, expected)) in cases.into_iter().enumerate() {
        let mut file = Cursor::new(bytes);
        assert_eq!(
            is_spreadsheet(&mut file).expect("memory"),
            expected,
            "case {index}"
        );
        assert_eq!(file.position(), 0);
    }
}

#[test]
fn small_files_that_hold_too_much_are_stopped() {
    let bomb = open_document(&" ".repeat(100 << 20));
    check_error(&bomb, None, "unreadable-file", "300 times", "save it as CSV");
    let row = |repeated: &str, cell: &str| {
        in_table(&format!("<table:table-row {repeated}>{cell}</table:table-row>"))
    };
    let cell = text_cell("1");
    let wide = cell.replacen(' ', r#" table:number-columns-repeated="16384" "#, 1);
    let many = row(r#"table:number-rows-repeated="1048577""#, &cell);
    check_error(&many, None, "long-sheet", "1048576 rows", "CSV");
    let wide = row(r#"table:number-rows-repeated="1048576""#, &wide);
    check_error(&wide, None, "long-sheet", "cells", "CSV");
    let parts: [(&str, &[u8]); 2] = [
        ("[Content_Types].xml", b"<Types/>"),
        (
            "xl/sharedStrings.xml",
            br#"<?xml version="1.0"?><sst uniqueCount="99999999999"/>"#,
        ),
    ];
    check_error(
        &archive(&parts),
        None,
        "unreadable-file",
        "damaged",
        "export it again",
    );
    let spaces = row("", &text_cell(r#"<text:s text:c="4000000000"/>"#));
    check_error(&spaces, None, "long-cell", "`Sheet1!A1`", "pasted");
    let long = row("", &text_cell(&"0123456789".repeat(110_000)));
    check_error(&long, None, "long-cell", "`Sheet1!A1`", "pasted");
    // A cell in each corner is no table of 17 billion cells.
    let corners = excel(&[("Sheet1", &|sheet| {
        sheet.write_number(0, 0, 1).expect("a cell");
        sheet.write_number(1_048_575, 16_383, 2).expect("a cell");
    })]);
    assert_eq!(read(&corners, None).expect("two rows").rows.len(), 2);
}

#[test]
fn addresses_are_those_of_spreadsheets() {
    for (at, expected) in [
        ((0, 0), "A1"),
        ((6, 25), "Z7"),
        ((0, 26), "AA1"),
        ((1_048_575, 16_383), "XFD1048576"),
    ] {
        assert_eq!(column_row(at), expected);
    }
}
