//! Tests of structured text: labels, places, and what is decoded.

use proptest::prelude::*;

use super::*;

#[test]
fn columns_are_labelled_by_their_headings() {
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        assert_eq!(document("a.csv", text.as_bytes()).labelled(), expected);
    }
    check(
        "naam;nummer\nAn;85.07.30-951.80\n",
        &[
            ("", "naam"),
            ("", "nummer"),
            ("naam", "An"),
            ("nummer", "85.07.30-951.80"),
        ],
    );
    check(
        "naam\tnummer\nAn\t12\n",
        &[("", "naam"), ("", "nummer"), ("naam", "An"), ("nummer", "12")],
    );
    check(
        "An,12345\nBo,12346\n",
        &[("", "An"), ("", "12345"), ("", "Bo"), ("", "12346")],
    );
    check(
        "naam,nota\nAn,\"x, \"\"y\"\"\nz\"\n",
        &[("", "naam"), ("", "nota"), ("naam", "An"), ("nota", "x, \"y\"\nz")],
    );
}

/// In UTF-8 and UTF-16, with and without a mark.
#[test]
fn signs_that_no_text_has_and_rare_ones_separate_fields_too() {
    let rows = "naam,nummer,tel\r\nAn,85.07.30-951.80,1\r\nZo\u{eb},71.01.09-962.72,2\r\n";
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for sep in ["\u{1}", "\u{14}", "\u{1e}", "\u{1f}", "|", "^"] {
        let text = rows.replace(',', sep);
        let marked = format!("\u{feff}{text}");
        for bytes in [utf16(&text), utf16(&marked), marked.clone().into(), text.into()] {
            for name in ["a.csv", "a.dat"] {
                let document = document(name, &bytes);
                let labelled = document.labelled();
                let expected = [("naam", "Zo\u{eb}"), ("nummer", "71.01.09-962.72"), ("tel", "2")];
                assert_eq!(
                    (document.format, &labelled[6..]),
                    ("csv", &expected[..]),
                    "{name} {sep:?}"
                );
            }
        }
    }
    let unlike = document("a.dat", b"An\x01x\x01y\nBo\nCas\x01\x02\x03\n");
    assert_eq!(unlike.format, "unknown");
}

#[test]
fn a_cell_of_delimited_text_has_the_place_a_spreadsheet_shows() {
    let document = document("a.csv", b"naam;nummer\n\"An\nMaes\";12\nBo;13\n");
    let cells: Vec<_> = document
        .places
        .iter()
        .filter_map(|place| place.cell.as_deref())
        .collect();
    assert_eq!(cells, ["A1", "B1", "A2", "B2", "A3", "B3"]);
}

#[test]
fn json_escapes_are_decoded() {
    let json = r#"{"na\u0061m": "Andr\u00e9 \ud83d\ude00", "pad": "a\/b\nc", "q": "say \"hi\" \u0022x\u0022 \\", "broken": "\u12"}"#;
    assert_eq!(
        document("a.json", json.as_bytes()).labelled(),
        [
            ("naam", "André 😀"),
            ("pad", "a/b c"),
            ("q", "say \"hi\" \"x\" \\"),
            ("broken", "\\u12")
        ]
    );
}

#[test]
fn xml_entities_are_decoded_and_those_of_a_dtd_are_not_expanded() {
    let xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><!DOCTYPE a SYSTEM \"x\"><a n='M&amp;M'>caf&#233; &#xE9; &lt;b&gt; &bomb; ";
    let bytes = [xml.as_bytes(), b"\xe9</a>"].concat();
    assert_eq!(
        document("a.xml", &bytes).labelled(),
        [("n", "M&M"), ("a", "café é <b> &bomb; é")]
    );
    let told = document(
        "a.xml",
        b"<!DOCTYPE a [<!ENTITY chef \"An 85.07.30-951.80\"><!ENTITY b \"Jo\">]><a>&chef;</a>",
    )
    .text();
    assert!(told.contains("An 85.07.30-951.80") && told.contains("Jo"), "{told}");
}

#[test]
fn html_is_read_as_a_browser_shows_it() {
    #[track_caller]
    fn check(html: &str, expected: &[(&str, &str)]) {
        assert_eq!(document("a.html", html.as_bytes()).labelled(), expected);
    }
    check(
        "<p>85.07<b>.30</b>-951.80<p>volgende",
        &[("", "85.07.30-951.80"), ("", "volgende")],
    );
    check(
        "<title>T</title><script>var x='</p>'</script><style>p{}</style>a<br>b",
        &[("title", "T"), ("", "var x='</p>'"), ("", "a\nb")],
    );
    check(
        "<p>caf&eacute; &#8364;5 &amp; &onbekend;</p>",
        &[("", "café €5 & &onbekend;")],
    );
    check(
        "<p><a href='mailto:an@x.be' title=Chef>An</a></p>",
        &[("href", "an@x.be"), ("title", "Chef"), ("", "An")],
    );
    check("<p>1 < 2</p><!-- verborgen -->", &[("", "1 < 2"), ("", "verborgen")]);
    check(
        "<table><tr><th>Naam<th>Nummer<tr><td>An<td>12</table>na",
        &[
            ("", "Naam"),
            ("", "Nummer"),
            ("Naam", "An"),
            ("Nummer", "12"),
            ("", "na"),
        ],
    );
    check(
        "<table><tr><th>Naam<td>An<tr><th>Nummer<td>12</table>",
        &[("", "Naam"), ("Naam", "An"), ("", "Nummer"), ("Nummer", "12")],
    );
}

#[test]
fn pages_inside_a_page_are_read_as_a_browser_shows_them() {
    #[track_caller]
    fn check(html: &str, expected: &[(&str, &str)]) {
        let document = document("a.html", format!("<html><p>a{html}<p>b").as_bytes());
        let expected = [&[("", "a")], expected, &[("", "b")]].concat();
        assert_eq!((document.labelled(), &document.reasons[..]), (expected, &[][..]));
    }
    check(
        "<iframe srcdoc=\"&lt;p title='x'&gt;caf&amp;eacute;&lt;p&gt;85.07&lt;b&gt;.30\"></iframe>",
        &[("title", "x"), ("", "café"), ("", "85.07.30")],
    );
    check("<iframe src='data:text/html;base64,PHA+ZGFnPC9wPg=='>", &[("", "dag")]);
    check(
        "<p><object data='data:text/html;charset=utf-8,%3Cp%3Ecaf%C3%A9'></object>",
        &[("", "café")],
    );
    check("<embed src='DATA:,dag%20An'>", &[("", "dag An")]);
    check(
        "<iframe src='https://firma.be/85'></iframe><iframe src='data:image/png;base64,iVBO'>",
        &[],
    );
    let file = documents(
        "a.html",
        b"<html><embed src='data:;base64,x'><embed src='data:application/rtf,{\\rtf1 dag}'>",
    );
    assert_eq!((file[1].inner.as_str(), file[1].text()), ("frame", "dag".to_owned()));

    let mut page = "85.07.30-951.80".to_owned();
    for _ in 0..9 {
        page = format!(
            "<iframe srcdoc=\"{}\">",
            page.replace('&', "&amp;").replace('"', "&quot;")
        );
    }
    assert_eq!(
        document("a.html", format!("<html>{page}").as_bytes()).reasons,
        [Reason::LimitDepth]
    );
}

#[test]
fn tags_that_never_end_are_text() {
    for broken in ["<a ", "<a ='", "<!--", "<p title=\"x>"] {
        let html = format!("<html>{}85.07.30-951.80", broken.repeat(100_000));
        assert!(
            document("a.html", html.as_bytes()).text().contains("85.07.30-951.80"),
            "{broken}"
        );
    }
}

#[test]
fn html_in_the_encoding_it_names() {
    let html = b"<html><meta charset=\"iso-8859-1\"><p>caf\xe9</html>";
    assert_eq!(document("a.html", html).text(), "café");
    let html = "<html><meta http-equiv=Content-Type content='text/html; charset=unicode'><p>café</html>";
    assert!(document("a.html", html.as_bytes()).text().ends_with("café"));
}

/// Gives a document's bytes in pieces of odd sizes.
struct Chopped<'b> {
    bytes: &'b [u8],
    sizes: &'b [usize],
    turn: usize,
}

impl Read for Chopped<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        self.turn += 1;
        let len = self.sizes[self.turn % self.sizes.len()].min(buf.len());
        self.bytes.read(&mut buf[..len])
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However the bytes come in, the same pieces come out.
    #[test]
    fn chunks_of_any_size_give_the_same_pieces(
        which in 0usize..5,
        middle in "[a-zé€\\\\&;<>\"'{}:,\n \t/u0-9-]{0,400}",
        sizes in prop::collection::vec(1usize..2000, 1..6),
    ) {
        let (name, start) = [
            ("a.txt", "tekst "),
            ("a.csv", "naam;nummer\nAn;1\n"),
            ("a.json", "{\"a\": \"b\"}\n"),
            ("a.xml", "<?xml version=\"1.0\"?><a>"),
            ("a.html", "<html><body>"),
        ][which];
        let long = format!("{start}{}", middle.repeat(300));
        let whole = document(name, long.as_bytes());
        let mut notes = Notes::default();
        let mut shared = Shared::new(Limits::default(), [7; 32]);
        let mut chopped = Chopped { bytes: long.as_bytes(), sizes: &sizes, turn: 0 };
        Sink::new(&mut notes, &mut shared, Vec::new()).member(name, &mut chopped).unwrap();
        let member = &notes.documents[0];
        prop_assert_eq!(&member.pieces, &whole.pieces);
        prop_assert_eq!(&member.places, &whole.places);
        prop_assert_eq!(member.content, whole.content);
    }

    /// Nothing that follows a beginning makes an extractor panic.
    #[test]
    fn any_bytes_end_in_a_state(
        start in prop::sample::select(vec!["<html>", "<?xml?>", "{\"", "a;b\nc;d\n", "From: a\nTo: b\nDate: c\n", "PK\u{3}\u{4}", ""]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let whole = [start.as_bytes(), &bytes].concat();
        for document in documents("a.html", &whole) {
            prop_assert!(document.read.is_some());
        }
    }
}

#[test]
fn a_title_above_a_table_does_not_hide_its_headings() {
    let text = "Export van 12/03/2026, afdeling personeel\n\nNaam;Nummer;x\nAn;12;1\nBo;13;1\nEls;14;1\n";
    let named = document("lijst.csv", text.as_bytes());
    assert_eq!(named.format, "csv");
    assert!(named.labelled().contains(&("Nummer", "13")), "{:?}", named.labelled());
    assert_eq!(
        named
            .places
            .iter()
            .filter_map(|place| place.cell.clone())
            .next_back()
            .as_deref(),
        Some("C6")
    );
    assert_eq!(document("brief.txt", text.as_bytes()).format, "text");
    let padded = "Lijst oktober;;;\nDienst;Productie;;\nNaam;Nummer;x;y\nAn;12;1;2\nBo;13;1;2\nEls;14;1;2\n";
    let padded = document("lijst.csv", padded.as_bytes());
    assert!(padded.labelled().contains(&("Nummer", "13")), "{:?}", padded.labelled());
}

#[test]
fn two_columns_are_a_table_where_one_of_them_holds_names() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(document("lijst.txt", text.as_bytes()).format, expected, "{text}");
    }
    check("Naam;Ziektedagen\nJan Peeters;12\nEls van den Berg;3\n", "csv");
    check("Verzuim\tWie\n12\tJan Peeters\n3\tEls Maes\n", "csv");
    check(
        "Naam,Dieet\nJan Peeters,halal\nEls Maes,geen\nX,geen\nRik Smets,-\n",
        "csv",
    );
    // A form, code, a sentence, and words side by side.
    check("Naam;Jan Peeters\nPartner;Els Maes\nKind;Tom Maes\n", "text");
    check("int Jan;\nint Els;\nint Tom;\n", "text");
    check("Dag\nJan Peeters, we komen\nEls Maes, ook\n", "text");
    check("hond;dog\nkat;cat\nvogel;bird\n", "text");
    check("Naam;Ziektedagen\nJan Peeters;12\n", "text");

    let framed = document(
        "lijst.md",
        b"| Naam | Geloof |\n|---|---|\n| Jan Peeters | RK |\n| Els Maes | ISL |\n",
    );
    assert!(framed.labelled().contains(&("Geloof", "RK")), "{:?}", framed.labelled());
}

#[test]
fn letters_of_a_picture_that_stand_side_by_side_are_one_word() {
    let letters = "<text x='0' y='9'><tspan x='0'>85.07.30</tspan><tspan x='46'>-951.80</tspan></text>";
    for (name, around) in [("a.html", "<p>voor</p>"), ("a.html", "<table><tr><td>voor<td>")] {
        let page = document(name, format!("<html><body>{around}<svg>{letters}</svg>na").as_bytes());
        assert!(page.text().contains("voor\n85.07.30-951.80"), "{page:?}");
        assert!(page.text().ends_with("\nna"), "{page:?}");
    }
    let picture = document("a.svg", format!("<svg>{letters}</svg>").as_bytes());
    assert!(picture.labelled().contains(&("tspan", "85.07.30-951.80")));
    // In other documents elements of this name may be anything.
    let other = document("a.xml", format!("<lijst>{letters}</lijst>").as_bytes());
    assert!(other.labelled().contains(&("tspan", "85.07.30")));
}

#[test]
fn scripts_hold_what_a_page_shows() {
    let html = "<p>a<script type='application/json'>{\"x\":[\"Anouk Peeters\",\"85.07.30-951.80\"]}</script><style>p {}</style>
        <SCRIPT>var rows = [['01.11.23-973.16', \"</b>\"]];</Script><p>b";
    let document = document("a.html", html.as_bytes());
    let text = document.text();
    for told in ["Anouk Peeters", "85.07.30-951.80", "01.11.23-973.16"] {
        assert!(text.contains(told), "{text}");
    }
    assert!(!text.contains("p {}"), "{text}");
}

/// The beginning of a png of these measures, in base64, long enough to be looked at.
fn picture(width: u32, height: u32) -> String {
    let measures = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let begin = [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        &measures[..],
        &[8, 2, 0, 0, 0],
        &[7; 200],
    ]
    .concat();
    crate::record::base64(&begin)
}

#[test]
fn a_scan_within_a_text_is_not_read() {
    let scan = picture(900, 600);
    let long = "Een verslag met veel meer tekst dan een bijschrift. ".repeat(4);
    let flat = |text: &str, scan: &str| {
        format!(
            "<?xml version='1.0'?><office:document xmlns:office='o' xmlns:text='t' office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><text:p>{text}<office:binary-data>{scan}</office:binary-data></text:p></office:body></office:document>"
        )
    };
    for (name, page) in [
        (
            "a.html",
            format!("<html><p>Kopie<img src=\"data:image/png;base64,{scan}\">"),
        ),
        ("a.md", format!("# Kopie\n![]({scan})\n")),
        ("a.json", format!("{{\"a\":\"data:image/png;base64,{scan}\"}}")),
        (
            "a.svg",
            format!("<svg><image href=\"data:image/png;base64,{scan}\"/></svg>"),
        ),
        ("a.fodt", flat("Kopie", &scan)),
    ] {
        assert_eq!(document(name, page.as_bytes()).reasons, [Reason::NeedsOcr], "{name}");
    }
    for page in [
        format!("<html><p>{long}<img src=\"data:image/png;base64,{scan}\">"),
        format!("<html><p>Kopie<img src=\"data:image/png;base64,{}\">", picture(20, 20)),
    ] {
        assert_eq!(document("a.html", page.as_bytes()).reasons, [], "{page}");
    }
    assert_eq!(document("a.fodt", flat(&long, &scan).as_bytes()).reasons, []);
}

#[test]
fn a_heading_over_several_cells_is_a_heading() {
    let merged = document(
        "lijst.csv",
        b"Begunstigde;Rekening;;;;Bedrag\nAn;BE71;0961;2345;6769;75\n",
    );
    assert!(
        merged.labelled().contains(&("Rekening", "BE71")),
        "{:?}",
        merged.labelled()
    );
    let title = document("lijst.csv", b"Lijst;x;;;\nAn;;12;1;2\nBo;;13;1;2\n");
    assert!(!title.labelled().contains(&("Lijst", "Bo")), "{:?}", title.labelled());
}
