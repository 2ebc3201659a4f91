//! What stands beside a hit: a person's name, or the signs of a company whose address and telephone they are.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::around::{before, behind, gap, line_around};
use super::context::{ROW_REACH, terms_in};
use super::hit::{Code, Hit};
use super::institution;
use super::names::{PERSON, folded};
use super::neighbours::is_alone;
use super::rule::Kind;
use super::split;
use super::{Detector, Session};
use crate::text::Text;

/// A company's header: so many lines to either side, and no more bytes than this.
const LINES: usize = 5;
const REACH: usize = 400;
/// A name is near within this distance, where there are no rows.
const NAME_REACH: usize = 150;
/// Digits of a postcode.
const POSTCODE: usize = 4;
/// A field of a bank's file goes on so far to either side of an account.
const FIELD_REACH: usize = 160;
/// How a website begins.
static WEBSITES: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["www.", "http"].map(Finder::new));

impl Session<'_> {
    /// Points for a name near, and the class of what is a company's.
    pub(super) fn beside_names(&self, text: &Text, hits: &mut [Hit<'_>]) {
        let buf = text.buf.as_str();
        for at in 0..hits.len() {
            let rule = self.detector.rule(hits[at].rule);
            let company = rule.company_class;
            if rule.file.name_near == 0 && company.is_none() {
                continue;
            }
            let name = self.detector.nearest_name(hits, at);
            let is_company = || {
                self.detector.is_of_company(buf, hits, at, name)
                    || name.is_none() && self.detector.is_of_institution(buf, &hits[at])
            };
            if let Some(company) = company.filter(|_| is_company()) {
                hits[at].class = company;
            } else if name.is_none() && self.is_place_of_table(text, &hits[at]) {
                hits[at].points.take_back(Code::KeywordNear);
            } else if name.is_some() {
                hits[at].points.take_back(Code::NoContext);
                hits[at].points.take_back(Code::PersonNear);
                hits[at].points.add(Code::PersonNear, rule.file.name_near);
            }
        }
    }
}

impl Session<'_> {
    /// Whether a postcode and its place, and no street with a number, stand in a row without a word for an address of its own:
    /// "Straat" above is the heading of another column, and "Rue Haute" a street that nobody is said to live in.
    fn is_place_of_table(&self, text: &Text, hit: &Hit<'_>) -> bool {
        let (buf, rule) = (text.buf.as_str(), self.detector.rule(hit.rule));
        let is_postcode = || buf[hit.span()].bytes().take_while(u8::is_ascii_digit).count() == POSTCODE;
        if hit.location.row.is_none() || rule.file.find.kind != Kind::Address || hit.headed || !is_postcode() {
            return false;
        }
        let row = line_around(buf, &hit.span(), ROW_REACH);
        let border = text.border_at(hit.start as usize);
        let ends = |byte: u8| matches!(byte, b'\n' | b'\t' | b':') || Some(byte) == border;
        let mut terms = terms_in(&self.sweep.terms, &row).iter();
        !terms.any(|term| {
            let speaks = self.detector.term(term).context & rule.keywords != 0;
            speaks && is_alone(buf, term.start as usize..term.end as usize, ends)
        })
    }
}

impl Detector {
    /// The nearest name in the row or within 150 bytes: where it is in `hits`, and how far.
    pub(super) fn nearest_name(&self, hits: &[Hit<'_>], at: usize) -> Option<(usize, usize)> {
        let hit = &hits[at];
        let reach = if hit.location.row.is_some() {
            ROW_REACH
        } else {
            NAME_REACH
        };
        let is_name = |other: &Hit<'_>| Some(other.rule) == self.words.name && hit.same_row(&other.location);
        // The hits of a row stand together.
        let may_be_near = |other: usize| hit.location.row.is_none() || hit.same_row(&hits[other].location);
        let before = (0..at)
            .rev()
            .take_while(|&other| (hits[other].start as usize + reach) > hit.start as usize && may_be_near(other));
        let behind = (at + 1..hits.len())
            .take_while(|&other| hits[other].start as usize <= hit.end as usize + reach && may_be_near(other));
        let all = before.chain(behind).filter(|&other| is_name(&hits[other]));
        all.map(|other| (other, gap(&hit.span(), &hits[other].span())))
            .filter(|&(_, distance)| distance <= reach)
            .min_by_key(|&(_, distance)| distance)
    }

    /// A website and a VAT number in the same few lines; an address is a company's beside one of them, unless a name is
    /// nearer.
    fn is_of_company(&self, buf: &str, hits: &[Hit<'_>], at: usize, name: Option<(usize, usize)>) -> bool {
        let hit = &hits[at];
        let span = hit.span();
        let is_address = self.rule(hit.rule).file.find.kind == Kind::Address;
        let reach = span.start.saturating_sub(REACH)..span.end + REACH;
        // The cheaper question first: most telephones have no VAT number near.
        if !is_address && self.company_number(hits, &span, &reach).is_none() {
            return false;
        }
        let range = match hit.location.row {
            Some(_) => line_around(buf, &span, ROW_REACH),
            None => lines_around(buf, &span),
        };
        let signs = [
            self.company_number(hits, &span, &range),
            website(buf.as_bytes(), &span, &range),
        ];
        let needed = if is_address { 1 } else { signs.len() };
        let nearest = signs.iter().flatten().min();
        signs.iter().flatten().count() >= needed
            && nearest.is_some_and(|&sign| name.is_none_or(|(_, name)| name > sign))
    }

    /// An address or a telephone of a desk below the name of an institution, where nobody is named; a mobile may be somebody's.
    fn is_of_institution(&self, buf: &str, hit: &Hit<'_>) -> bool {
        let is_somebodys = self.rule(hit.rule).is_subject[usize::from(hit.class)];
        !is_somebodys && institution::heads(buf, hit.start as usize, hit.location.row.is_some())
    }

    /// How far the nearest number of a company is.
    fn company_number(&self, hits: &[Hit<'_>], span: &Range<usize>, range: &Range<usize>) -> Option<usize> {
        let first = hits.partition_point(|other| (other.start as usize) < range.start);
        let near = hits[first..]
            .iter()
            .take_while(|other| (other.start as usize) < range.end);
        let numbers = near.filter(|other| self.rule(other.rule).file.company);
        numbers.map(|other| gap(span, &other.span())).min()
    }
}

/// Whether a field of a bank's file names a firm as the holder of the account at `span`: "FII+BF+BE…:PEETERS NV'" of
/// EDIFACT, ":86:/IBAN/BE…/NAME/PEETERS NV" and ":25:BE… PEETERS NV" of MT940.
pub(super) fn is_in_firms_field(buf: &str, span: &Range<usize>) -> bool {
    let (before, behind) = (before(buf, span.start, FIELD_REACH), behind(buf, span.end, FIELD_REACH));
    let field = before.rsplit(['\n', '\'']).next().unwrap_or("");
    let is_edifact = field.starts_with("FII+");
    let is_mt940 = field
        .get(..4)
        .is_some_and(|tag| tag.starts_with(':') && tag.ends_with(':'));
    let behind = match () {
        () if is_edifact => behind.split('\'').next(),
        () if is_mt940 => behind.split("\n:").next(),
        () => return false,
    };
    let behind = behind.unwrap_or("");
    // What is paid may be a firm's bill; only who is named has the account.
    let holder = match behind.split_once("/NAME/") {
        Some((_, name)) => name.split('/').next().unwrap_or(""),
        None if behind.starts_with('/') => "",
        None => behind,
    };
    split::alphanumeric(holder).any(|word| PERSON.is_legal_form(&folded(word)))
}

/// How far the nearest website is.
fn website(bytes: &[u8], span: &Range<usize>, range: &Range<usize>) -> Option<usize> {
    let places = WEBSITES.iter().flat_map(|sign| sign.find_iter(&bytes[range.clone()]));
    places
        .map(|at| gap(span, &(range.start + at..range.start + at + 4)))
        .min()
}

/// A few lines to either side.
fn lines_around(buf: &str, span: &Range<usize>) -> Range<usize> {
    let bytes = buf.as_bytes();
    let from = span.start.saturating_sub(REACH);
    let to = (span.end + REACH).min(bytes.len());
    let start = memchr::memrchr_iter(b'\n', &bytes[from..span.start]).nth(LINES);
    let end = memchr::memchr_iter(b'\n', &bytes[span.end..to]).nth(LINES);
    start.map_or(from, |at| from + at)..end.map_or(to, |at| span.end + at)
}
