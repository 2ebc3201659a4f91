//! The other names of a file: who deletes one of several deletes nothing of what is in it. That they are to be deleted is not
//! said: one of them may be that of the original in the central storage.

use std::collections::BTreeSet;

use crate::language::Texts;
use crate::policy::Advice;
use crate::record::PathText;

/// Names that are told; of more, how many there are.
const MOST_NAMES: usize = 5;

/// Which they are, each as `written` writes it, and that the data stays under them where the document is to be deleted.
pub(crate) fn other_names(
    aliases: &[String],
    advice: Advice,
    texts: Texts,
    written: impl Fn(&str) -> String,
) -> Option<String> {
    if aliases.is_empty() {
        return None;
    }
    let mut names: Vec<_> = aliases.iter().take(MOST_NAMES).map(|name| written(name)).collect();
    let more = aliases.len() - names.len();
    if more > 0 {
        names.push(texts.with("table-more", &[("n", more.into())]));
    }
    let key = match advice {
        Advice::DeleteCopy => "other-names-delete",
        Advice::None | Advice::MoveToCentral | Advice::AskDpo => "other-names",
    };
    Some(texts.with(key, &[("names", names.join(", ").into())]))
}

/// The files whose other names were told: once is enough for all that lies in one.
#[derive(Default)]
pub(crate) struct Named(BTreeSet<(String, String)>);

impl Named {
    /// The other names of a document's file, of this machine, where they are still to be told.
    pub(crate) fn untold<'n>(&mut self, machine: &str, path: &PathText, aliases: &'n [String]) -> &'n [String] {
        let is_new = !aliases.is_empty() && self.0.insert((machine.to_owned(), path.escaped().into_owned()));
        if is_new { aliases } else { &[] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn who_deletes_a_file_is_told_its_other_names() {
        let told = |aliases: &[&str], advice| {
            let aliases: Vec<_> = aliases.iter().map(|name| (*name).to_owned()).collect();
            other_names(&aliases, advice, Texts::new(Lang::En), |name| format!("<{name}>"))
        };
        assert_eq!(told(&[], Advice::DeleteCopy), None);
        let deleted = told(&["/an/b.txt", "/an/c.txt"], Advice::DeleteCopy).unwrap();
        assert_eq!(
            deleted,
            "the same file stays under its other names: </an/b.txt>, </an/c.txt>"
        );
        let moved = told(&["/an/b.txt"], Advice::MoveToCentral).unwrap();
        assert_eq!(moved, "other names of the same file: </an/b.txt>");
    }

    #[test]
    fn what_lies_in_one_file_has_its_names_once() {
        let path = |path: &str| PathText {
            path: path.to_owned(),
            path_bytes: None,
        };
        let aliases = ["/an/b.zip".to_owned()];
        let mut named = Named::default();
        let mut n_told = |machine: &str, of: &str, aliases| named.untold(machine, &path(of), aliases).len();
        assert_eq!(n_told("d_1", "/an/a.zip", &[]), 0);
        let told = [
            ("d_1", "/an/a.zip"),
            ("d_1", "/an/a.zip"),
            ("d_2", "/an/a.zip"),
            ("d_1", "/an/c.zip"),
        ];
        assert_eq!(told.map(|(machine, of)| n_told(machine, of, &aliases)), [1, 0, 1, 1]);
    }

    #[test]
    fn of_very_many_names_some_are_told_and_all_are_counted() {
        let aliases: Vec<_> = (0..MOST_NAMES + 3).map(|n| format!("/an/{n}.txt")).collect();
        let told = other_names(&aliases, Advice::None, Texts::new(Lang::En), str::to_owned).unwrap();
        assert!(told.contains("/an/4.txt") && !told.contains("/an/5.txt"), "{told}");
        assert!(told.ends_with("… and 3 more"), "{told}");
    }
}
