//! The template: a sheet of instructions, and a sheet for each kind of record, filled with what there is.

use super::{
    ROWS,
    accounts::ROLES,
    page::{Choice, Column, NAME, Page},
    rows,
    table::HELP,
};
use crate::ReportError;
use liandong_domain::{registry::Registry, time::Day};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook,
    Worksheet, XlsxError,
};

/// The rows above the records: headings, English headings, notes, the example.
const ABOVE: u32 = 4;
const FONT: &str = "宋体";

const WORDS: [&str; 14] = [
    "首次导入工作簿：填写各表，在“开通向导”中上传；可反复导出、修改、再导入。",
    "1. 按工作表的顺序填写：派出所、职能部门、责任区、巡车、队员、班次、班组、账号。从第 5 行写起。",
    "2. 第 4 行是示例，凡首格以“示例”开头的行都不会导入。",
    "3. 引用别的表时写名称（可从下拉列表选）；有重名时写编号。",
    "4. 编号留空由系统编号；已有的编号请勿改动，编号一改就是另一条记录。",
    "5. 删去一行不会删除系统里的记录；停用、离队请填停用日期、离队日期。",
    "6. 班组的“轮转”逐日写班次名称：“早班 早班 休 休”。改动排班时，启用日期写今天或以后，轮转从那天写起。",
    "7. 上传时先检查：有错就逐格列出，一条也不记入；全部正确才一并记入。同一份文件导入两次，第二次不会多记。",
    "8. 新开账号的初始密码只在导入成功的页面上显示一次，首次登录须修改。",
    "",
    "In English: fill the sheets in their order, from row 5 on, and upload the file in the set-up page.",
    "Refer to other sheets by name, or by identifier where names repeat. An identifier left empty is made.",
    "A row that is deleted deletes nothing. A file with a fault records nothing; every fault is told by its cell.",
    "Row 4 of each sheet is an example and is never read; so is every row that begins with 示例.",
];

/// The workbook, filled with what the register has on a day. The same register gives the same bytes.
///
/// # Errors
/// [`ReportError::Spreadsheet`] when the file cannot be built.
pub fn template(registry: &Registry, today: Day) -> Result<Vec<u8>, ReportError> {
    let town = registry.town().map_or("", |town| town.name.as_str());
    let mut book = Workbook::new();
    let date = today.date();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let day = ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        part(date.month()),
        part(date.day()),
    )?;
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{town}首次导入工作簿"))
            .set_creation_datetime(&day),
    );
    help(book.add_worksheet(), town)?;
    for page in Page::ALL {
        let records = rows::rows(registry, page, today);
        sheet(book.add_worksheet(), page, &records)?;
    }
    Ok(book.save_to_buffer()?)
}

fn help(sheet: &mut Worksheet, town: &str) -> Result<(), XlsxError> {
    let plain = Format::new()
        .set_font_name(FONT)
        .set_font_size(11)
        .set_text_wrap();
    let title = plain.clone().set_bold().set_font_size(14);
    sheet.set_name(HELP)?.set_column_width(0, 110)?;
    sheet.write_string_with_format(
        0,
        0,
        format!("{town}首次导入工作簿（Set-up workbook）"),
        &title,
    )?;
    for (row, words) in (1..).zip(WORDS) {
        sheet.write_string_with_format(row, 0, words, &plain)?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, page: Page, records: &[Vec<String>]) -> Result<(), XlsxError> {
    // Format `@` keeps what is typed: an identifier its noughts, a day its dashes.
    let text = Format::new()
        .set_font_name(FONT)
        .set_font_size(11)
        .set_num_format("@");
    let head = text
        .clone()
        .set_bold()
        .set_background_color(Color::RGB(0x00dc_e6f1));
    let english = text
        .clone()
        .set_font_size(9)
        .set_font_color(Color::RGB(0x0059_5959));
    let note = english.clone().set_text_wrap().set_align(FormatAlign::Top);
    let example = text
        .clone()
        .set_italic()
        .set_font_color(Color::RGB(0x0080_8080));
    sheet.set_name(page.name())?;
    for (at, column) in (0..).zip(page.columns()) {
        sheet.set_column_width(at, column.width)?;
        sheet.set_column_format(at, &text)?;
        sheet.write_string_with_format(0, at, column.zh, &head)?;
        sheet.write_string_with_format(1, at, column.en, &english)?;
        sheet.write_string_with_format(2, at, column.note, &note)?;
        sheet.write_string_with_format(3, at, column.example, &example)?;
        if let Some(choice) = choice(column)? {
            sheet.add_data_validation(ABOVE, at, last_row(), at, &choice)?;
        }
    }
    sheet.set_row_height(2, 58)?;
    sheet.set_freeze_panes(ABOVE, 2)?;
    for (row, record) in (ABOVE..).zip(records) {
        for (at, said) in (0..).zip(record) {
            if !said.is_empty() {
                sheet.write_string_with_format(row, at, said, &text)?;
            }
        }
    }
    Ok(())
}

/// The last row, from 0, that a list is offered in.
fn last_row() -> u32 {
    ABOVE + u32::try_from(ROWS).unwrap_or(0) - 1
}

/// A list to choose from, which follows what is written on the other sheet. An identifier may be typed instead.
fn choice(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    let Some(choice) = column.choice else {
        return Ok(None);
    };
    let offered = DataValidation::new().show_error_message(false);
    let offered = match choice {
        Choice::Of(page) => {
            let name = page.name();
            let column = char::from(b'A' + u8::try_from(NAME).unwrap_or(0));
            let (first, last) = (ABOVE + 1, last_row() + 1);
            let all = format!("'{name}'!${column}${first}:${column}${last}");
            offered.allow_list_formula(Formula::new(format!(
                "=OFFSET('{name}'!${column}${first},0,0,MAX(1,COUNTA({all})),1)"
            )))
        }
        Choice::Roles => offered.allow_list_strings(&ROLES.map(|role| role.zh()))?,
    };
    Ok(Some(offered))
}
