//! The parts beside the text: types, styles, fonts, settings, footer.

use super::{About, Style, xml::Xml};

/// The namespaces of WordprocessingML and of links.
pub(super) const NAMESPACES: &[(&str, &str)] = &[
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
];

pub(super) const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>",
    "<Override PartName=\"/word/fontTable.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>",
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
    "<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>",
    "</Types>"
);

pub(super) const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>",
    "</Relationships>"
);

pub(super) const DOCUMENT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable\" Target=\"fontTable.xml\"/>",
    "<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>",
    "</Relationships>"
);

pub(super) const APP: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">",
    "<Application>Liandong</Application></Properties>"
);

/// Chinese rules of line breaking and the layout of Word 2013 and later.
pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:defaultTabStop w:val=\"420\"/>",
    "<w:characterSpacingControl w:val=\"compressPunctuation\"/>",
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>",
    "</w:settings>"
);

/// Song and Fangsong under both their names, so that a machine with either draws them.
pub(super) const FONT_TABLE: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:font w:name=\"宋体\"><w:altName w:val=\"SimSun\"/><w:panose1 w:val=\"02010600030101010101\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/></w:font>",
    "<w:font w:name=\"仿宋\"><w:altName w:val=\"FangSong\"/><w:panose1 w:val=\"02010609060101010101\"/><w:charset w:val=\"86\"/><w:family w:val=\"modern\"/><w:pitch w:val=\"fixed\"/></w:font>",
    "<w:font w:name=\"Times New Roman\"><w:panose1 w:val=\"02020603050405020304\"/><w:charset w:val=\"00\"/><w:family w:val=\"roman\"/><w:pitch w:val=\"variable\"/></w:font>",
    "</w:fonts>"
);

/// Song, of labels, cells and titles.
const SONG: &str = "宋体";
/// Fangsong, of narratives, as offices print them.
const FANGSONG: &str = "仿宋";
/// Of Latin letters and digits.
const LATIN: &str = "Times New Roman";

/// How a style is set.
struct Type {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    /// Half points.
    size: &'static str,
    bold: bool,
    align: &'static str,
    /// Hundredths of a character by which the first line is indented, and the same in twips.
    indent: Option<(&'static str, &'static str)>,
    /// Before, after.
    spacing: (&'static str, &'static str),
    /// The height of a line in twips, whatever the font: a machine without Song breaks pages where one with it does.
    line: &'static str,
}

const STYLES: [(Style, Type); 8] = [
    (
        Style::Plain,
        Type {
            id: "LdPlain",
            name: "表外文字",
            font: SONG,
            size: "21",
            bold: false,
            align: "left",
            indent: None,
            spacing: ("60", "60"),
            line: "290",
        },
    ),
    (
        Style::Title,
        Type {
            id: "Title",
            name: "Title",
            font: SONG,
            size: "30",
            bold: true,
            align: "center",
            indent: None,
            spacing: ("120", "160"),
            line: "420",
        },
    ),
    (
        Style::Cell,
        Type {
            id: "LdCell",
            name: "表格文字",
            font: SONG,
            size: "19",
            bold: false,
            align: "center",
            indent: None,
            spacing: ("0", "0"),
            line: "250",
        },
    ),
    (
        Style::Heading,
        Type {
            id: "LdHeading",
            name: "栏目标题",
            font: SONG,
            size: "19",
            bold: false,
            align: "left",
            indent: None,
            spacing: ("60", "60"),
            line: "250",
        },
    ),
    (
        Style::Body,
        Type {
            id: "LdBody",
            name: "栏目正文",
            font: FANGSONG,
            size: "19",
            bold: false,
            align: "both",
            indent: Some(("200", "380")),
            spacing: ("20", "20"),
            line: "250",
        },
    ),
    (
        Style::Small,
        Type {
            id: "LdSmall",
            name: "小号表格文字",
            font: SONG,
            size: "16",
            bold: false,
            align: "center",
            indent: None,
            spacing: ("0", "0"),
            line: "210",
        },
    ),
    (
        Style::SmallLeft,
        Type {
            id: "LdSmallLeft",
            name: "小号表格文字（左）",
            font: SONG,
            size: "16",
            bold: false,
            align: "left",
            indent: None,
            spacing: ("0", "0"),
            line: "210",
        },
    ),
    (
        Style::Tiny,
        Type {
            id: "LdTiny",
            name: "编号",
            font: SONG,
            size: "13",
            bold: false,
            align: "left",
            indent: None,
            spacing: ("0", "0"),
            line: "170",
        },
    ),
];

/// The identifier by which a paragraph names its style.
pub(super) fn style_id(style: Style) -> &'static str {
    let found = STYLES.iter().find(|(one, _)| *one == style);
    found.map_or("LdCell", |(_, typed)| typed.id)
}

pub(super) fn styles() -> String {
    let mut xml = Xml::part();
    xml.element("w:styles", NAMESPACES, |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    fonts(xml, SONG);
                    xml.value("w:sz", "19");
                    xml.value("w:szCs", "19");
                    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
                });
            });
            xml.element("w:pPrDefault", &[], |xml| xml.empty("w:pPr", &[]));
        });
        xml.element(
            "w:style",
            &[
                ("w:type", "paragraph"),
                ("w:default", "1"),
                ("w:styleId", "Normal"),
            ],
            |xml| {
                xml.value("w:name", "Normal");
                xml.empty("w:qFormat", &[]);
            },
        );
        for (_, typed) in &STYLES {
            style(xml, typed);
        }
    });
    xml.finish()
}

fn style(xml: &mut Xml, typed: &Type) {
    xml.element(
        "w:style",
        &[("w:type", "paragraph"), ("w:styleId", typed.id)],
        |xml| {
            xml.value("w:name", typed.name);
            xml.value("w:basedOn", "Normal");
            xml.empty("w:qFormat", &[]);
            xml.element("w:pPr", &[], |xml| {
                let (before, after) = typed.spacing;
                xml.empty(
                    "w:spacing",
                    &[
                        ("w:before", before),
                        ("w:after", after),
                        ("w:line", typed.line),
                        ("w:lineRule", "exact"),
                    ],
                );
                if let Some((characters, twips)) = typed.indent {
                    xml.empty(
                        "w:ind",
                        &[("w:firstLineChars", characters), ("w:firstLine", twips)],
                    );
                }
                xml.value("w:jc", typed.align);
            });
            xml.element("w:rPr", &[], |xml| {
                fonts(xml, typed.font);
                if typed.bold {
                    xml.empty("w:b", &[]);
                }
                xml.value("w:sz", typed.size);
                xml.value("w:szCs", typed.size);
            });
        },
    );
}

fn fonts(xml: &mut Xml, chinese: &str) {
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", LATIN),
            ("w:hAnsi", LATIN),
            ("w:eastAsia", chinese),
            ("w:cs", LATIN),
        ],
    );
}

/// `第 1 页　共 4 页`, counted by the program that prints.
pub(super) fn footer() -> String {
    let mut xml = Xml::part();
    xml.element("w:ftr", NAMESPACES, |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.value("w:pStyle", "LdSmall"));
            plain(xml, "第 ");
            field(xml, " PAGE ");
            plain(xml, " 页　共 ");
            field(xml, " NUMPAGES ");
            plain(xml, " 页");
        });
    });
    xml.finish()
}

fn plain(xml: &mut Xml, text: &str) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
    });
}

fn field(xml: &mut Xml, code: &str) {
    xml.element("w:fldSimple", &[("w:instr", code)], |xml| plain(xml, "1"));
}

/// Title, author and date; the date is the document's own, never the clock's.
pub(super) fn core(about: &About) -> String {
    let mut xml = Xml::part();
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let moment = format!("{}T00:00:00Z", about.day);
    xml.element("cp:coreProperties", &namespaces, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&about.title));
        xml.element("dc:creator", &[], |xml| xml.text(&about.author));
        xml.element("dc:identifier", &[], |xml| xml.text(&about.ident));
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| {
                xml.text(&moment);
            });
        }
    });
    xml.finish()
}
