//! The terms that the one pass looks for, and what each of them means to whom: lexicon, context lists, cues.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::ops::Bound;

use anyhow::{Context as _, ensure};

pub mod contexts;
mod file;

use super::engine::Terms;
use super::hashers::WordHasher;
use super::places::PLACES;
use super::special::Meanings;
use super::template::Markers;
use contexts::CONTEXTS;
use file::{Ambiguity, LexiconFile};

/// A bit per list of context words.
pub type Lists = u128;

/// What a term means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TermInfo {
    /// Bits of the context lists it is in.
    pub context: Lists,
    /// Bits of the categories it speaks for, strongly and weakly.
    pub strong: u16,
    pub weak: u16,
    /// Bits of the categories whose values stand under or behind it, as a heading or label.
    pub heading: u16,
    /// Bits of the ambiguity rules that may drop it, and of those whose words it is one of.
    pub ambiguous: u128,
    pub drops: u128,
    /// A medicine.
    pub medicine: bool,
    /// It counts only where the person is in the same sentence.
    pub same_sentence: bool,
    pub policy: bool,
    pub title: bool,
    pub first_person: bool,
    /// What somebody is, before a given name alone: "collega Jan".
    pub role: bool,
    /// A label of a person's name, of only its first or last part, or one that also stands before names of things.
    pub name_label: bool,
    pub given_label: bool,
    pub surname_label: bool,
    pub loose_label: bool,
    /// It stands over things and accounts as often.
    pub vague_label: bool,
    pub postcode: bool,
    /// One of the rules for words looks at what stands here.
    pub word: bool,
}

/// What is known of terms, each meaning once: most terms share theirs with hundreds.
#[derive(Default)]
struct Meant {
    infos: Vec<TermInfo>,
    known: HashMap<TermInfo, u16, BuildHasherDefault<WordHasher>>,
}

impl Meant {
    /// Another meaning for a term of this one.
    fn change(&mut self, id: &mut u16, set: impl FnOnce(&mut TermInfo)) {
        let mut info = self.infos.get(usize::from(*id)).copied().unwrap_or_default();
        set(&mut info);
        *id = *self.known.entry(info).or_insert_with(|| {
            self.infos.push(info);
            (self.infos.len() - 1) as u16
        });
    }
}

/// The category of what partners tell.
const SEX_LIFE: &str = "sex-life";
/// A term of which nothing is known yet.
const UNKNOWN: u16 = u16::MAX;

/// All terms, under construction and compiled.
pub struct TermBook {
    /// By the pattern, while rules are read: which of the meanings is its; its place here is the id of a term.
    terms: BTreeMap<String, u16>,
    meant: Meant,
    /// The same by the id of a term.
    info_of: Vec<u16>,
    lists: HashMap<String, Lists>,
    n_lists: u32,
    pub categories: Vec<&'static str>,
    pub policy_per_1000_words: u64,
    pub policy_distinct: usize,
    pub template_markers: Markers,
    pub meanings: Meanings,
    /// Bit of the list of words for a birth date.
    pub birth_date: Lists,
}

impl TermBook {
    /// Reads the lexicon and the context lists.
    pub fn read(lexicon: &str) -> anyhow::Result<Self> {
        let mut lexicon: LexiconFile = toml::from_str(lexicon).context("lexicon.toml")?;
        let mut book = Self {
            terms: BTreeMap::new(),
            meant: Meant::default(),
            info_of: Vec::new(),
            lists: HashMap::new(),
            n_lists: 0,
            categories: Vec::new(),
            policy_per_1000_words: lexicon.policy.threshold_per_1000_words,
            policy_distinct: lexicon.policy.min_distinct,
            template_markers: lexicon.template.markers().context("lexicon.toml: template_markers")?,
            meanings: lexicon.meanings(),
            birth_date: 0,
        };
        let medicines = lexicon.health.get("substances").context("lexicon.toml: no medicines")?;
        medicines
            .strong()
            .for_each(|term| book.set(&term, |info| info.medicine = true));
        book.add_categories(&mut lexicon);
        book.add_partners(&lexicon)?;
        book.add_headings(&lexicon.headings)?;
        for valued in &lexicon.valued {
            let known = book.categories.contains(&valued.category.as_str());
            ensure!(
                known,
                "lexicon.toml: valued: there is no category `{}`",
                valued.category
            );
        }
        let policy = &lexicon.policy;
        for term in [&policy.nl, &policy.fr, &policy.de, &policy.en].into_iter().flatten() {
            book.set(term, |info| info.policy = true);
        }
        book.add_ambiguity(&lexicon.ambiguity)?;
        for term in &lexicon.same_sentence.terms {
            book.with_longer(term, |info| info.same_sentence = true);
        }
        book.birth_date = book.context_list(Some("birth-date"), "keywords")?;
        book.mark_words_of_persons();
        Ok(book)
    }

    /// The terms that mean something else near some other words, and these words.
    fn add_ambiguity(&mut self, ambiguity: &[Ambiguity]) -> anyhow::Result<()> {
        ensure!(ambiguity.len() <= 128, "lexicon.toml: at most 128 ambiguity rules");
        for (n, ambiguity) in ambiguity.iter().enumerate() {
            for term in &ambiguity.terms {
                self.set(term, |_| {});
                self.with_longer(term, |info| info.ambiguous |= 1 << n);
            }
            for term in &ambiguity.drop_near {
                self.set(term, |info| info.drops |= 1 << n);
            }
        }
        Ok(())
    }

    /// The words that stand before or in a person's name or address, whatever else they are.
    fn mark_words_of_persons(&mut self) {
        let person = &CONTEXTS.person;
        self.mark(&person.titles, |info| info.title = true);
        self.mark(&person.labels, |info| info.name_label = true);
        self.mark(&person.given_labels, |info| info.given_label = true);
        self.mark(&person.surname_labels, |info| info.surname_label = true);
        self.mark(&person.loose_labels, |info| info.loose_label = true);
        self.mark(&person.vague_labels, |info| {
            (info.name_label, info.loose_label, info.vague_label) = (true, true, true);
        });
        self.mark(&person.first_person, |info| info.first_person = true);
        self.mark(&person.roles, |info| info.role = true);
        for postcode in PLACES.postcodes() {
            self.set(postcode, |info| info.postcode = true);
        }
        self.set_all(|info| {
            info.name_label |= info.given_label || info.surname_label;
            info.word = info.title || info.name_label || info.postcode;
        });
    }

    /// Takes the terms of the categories out of the lexicon: they are most of it.
    fn add_categories(&mut self, lexicon: &mut LexiconFile) {
        let all = [
            ("health", std::mem::take(&mut lexicon.health)),
            ("ethnicity", std::mem::take(&mut lexicon.ethnicity)),
            ("politics", std::mem::take(&mut lexicon.politics)),
            ("religion", std::mem::take(&mut lexicon.religion)),
            ("union", std::mem::take(&mut lexicon.union)),
            ("genetic", std::mem::take(&mut lexicon.genetic)),
            ("biometric", std::mem::take(&mut lexicon.biometric)),
            (SEX_LIFE, std::mem::take(&mut lexicon.sex_life)),
            ("criminal", std::mem::take(&mut lexicon.criminal)),
            ("minors", std::mem::take(&mut lexicon.minors)),
        ];
        for (n, (name, languages)) in all.into_iter().enumerate() {
            self.categories.push(name);
            for terms in languages.into_values() {
                terms
                    .strong()
                    .for_each(|term| self.set(&term, |info| info.strong |= 1 << n));
                terms
                    .weak
                    .iter()
                    .for_each(|term| self.set(term, |info| info.weak |= 1 << n));
            }
        }
    }

    /// Who is a partner is weak: it tells something where both are of one sex.
    fn add_partners(&mut self, lexicon: &LexiconFile) -> anyhow::Result<()> {
        let at = self.categories.iter().position(|known| *known == SEX_LIFE);
        let at = at.context("lexicon.toml: partners: there is no category of sex life")?;
        for term in lexicon.partners.terms() {
            self.set(term, |info| info.weak |= 1 << at);
        }
        Ok(())
    }

    fn add_headings(&mut self, headings: &BTreeMap<String, Vec<String>>) -> anyhow::Result<()> {
        for (category, terms) in headings {
            let at = self.categories.iter().position(|known| known == category);
            let at = at.with_context(|| format!("lexicon.toml: headings: there is no category `{category}`"))?;
            terms
                .iter()
                .for_each(|term| self.set(term, |info| info.heading |= 1 << at));
        }
        Ok(())
    }

    /// Sets something for a term and for all terms of the categories that begin with it.
    fn with_longer(&mut self, term: &str, set: impl Fn(&mut TermInfo)) {
        let (core, is_prefix) = term.strip_suffix('*').map_or((term, false), |core| (core, true));
        let from = (Bound::Included(core), Bound::Unbounded);
        for (pattern, id) in self.terms.range_mut::<str, _>(from) {
            let Some(rest) = pattern.strip_prefix(core) else { break };
            let is_longer = is_prefix || rest.starts_with(' ');
            let info = &self.meant.infos[usize::from(*id)];
            if pattern == term || info.strong | info.weak | info.heading != 0 && is_longer {
                self.meant.change(id, &set);
            }
        }
    }

    fn mark(&mut self, terms: &[String], set: fn(&mut TermInfo)) {
        terms.iter().for_each(|term| self.set(term, set));
    }

    /// All rules are read: the compiled terms. Their patterns are not kept; each goes as it is compiled.
    pub fn close(&mut self) -> anyhow::Result<Terms> {
        let patterns = std::mem::take(&mut self.terms).into_iter();
        let patterns = patterns.map(|(pattern, id)| {
            self.info_of.push(id);
            pattern
        });
        let terms = Terms::new(patterns).map_err(anyhow::Error::msg)?;
        self.meant.known = HashMap::default();
        let n = self.meant.infos.len();
        ensure!(n < usize::from(UNKNOWN), "too many meanings of terms");
        Ok(terms)
    }

    /// What is known of a compiled term.
    pub fn info_of(&self, term: u32) -> &TermInfo {
        &self.meant.infos[usize::from(self.info_of[term as usize])]
    }

    /// Adds to what is known of a pattern; a new one becomes a term.
    fn set(&mut self, pattern: &str, set: impl FnOnce(&mut TermInfo)) {
        match self.terms.get_mut(pattern) {
            Some(id) => self.meant.change(id, set),
            None => {
                let mut id = UNKNOWN;
                self.meant.change(&mut id, set);
                self.terms.insert(pattern.to_owned(), id);
            }
        }
    }

    /// Adds to what is known of every term.
    pub fn set_all(&mut self, set: impl Fn(&mut TermInfo)) {
        // Most terms share their meaning: each is changed once.
        let changed: Vec<u16> = (0..self.meant.infos.len() as u16)
            .map(|mut id| {
                self.meant.change(&mut id, &set);
                id
            })
            .collect();
        for id in self.terms.values_mut() {
            *id = changed[usize::from(*id)];
        }
    }

    /// The bit of a list of `context.toml`, 0 if the section has no such list.
    pub fn context_list(&mut self, section: Option<&str>, list: &str) -> anyhow::Result<Lists> {
        let Some(section) = section else { return Ok(0) };
        self.own_list(section, list, CONTEXTS.words(section, list)?)
    }

    /// The bit of a list of words; 0 if there are none.
    pub fn own_list(&mut self, section: &str, list: &str, words: &[String]) -> anyhow::Result<Lists> {
        if words.is_empty() {
            return Ok(0);
        }
        let name = format!("{section}.{list}");
        if let Some(&bit) = self.lists.get(&name) {
            return Ok(bit);
        }
        ensure!(self.n_lists < Lists::BITS, "at most 128 lists of context words");
        let bit = 1 << self.n_lists;
        self.n_lists += 1;
        self.lists.insert(name, bit);
        words.iter().for_each(|word| self.set(word, |info| info.context |= bit));
        Ok(bit)
    }
}
