//! What the one whose files they are does next.

use std::collections::BTreeMap;

use super::whole::Lacks;
use crate::language::Texts;
use crate::policy::Advice;
use crate::record::token;

/// What is sure first, nothing that loses a document.
pub(super) fn steps(advice: &BTreeMap<Advice, u64>, lacks: &Lacks, texts: Texts) -> Vec<String> {
    let named = [
        (Advice::MoveToCentral, "html-step-move"),
        (Advice::DeleteCopy, "html-step-delete"),
        (Advice::AskDpo, "html-step-ask"),
    ];
    let counted = named.map(|(which, key)| (advice.get(&which).copied().unwrap_or(0), key));
    let counted = counted.into_iter().filter(|(n, _)| *n > 0);
    let told = |(n, key): (u64, &str)| {
        // By what each document of them is known in the report: one line may tell of several groups.
        let step = texts.sentence("advice-name", &token(Advice::DeleteCopy));
        texts.with(key, &[("n", n.into()), ("step", step.into())])
    };
    let mut steps: Vec<_> = counted.map(told).collect();
    if lacks.stopped {
        steps.push(texts.get("table-go-on").into_owned());
    }
    // Of what a stopped run had not come to nothing is listed.
    if lacks.incomplete && (!lacks.stopped || lacks.files + lacks.inside > 0) {
        steps.push(texts.get("table-look-unread").into_owned());
    }
    if steps.is_empty() {
        let none = if lacks.is_empty() {
            lacks.empty_key()
        } else {
            "html-step-none"
        };
        steps.push(texts.get(none).into_owned());
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn each_step_names_the_documents_that_it_is_about() {
        let advice = BTreeMap::from([(Advice::MoveToCentral, 2), (Advice::DeleteCopy, 6)]);
        let told = steps(&advice, &Lacks::default(), Texts::new(Lang::Nl));
        assert_eq!(
            told,
            [
                "Verplaats deze 2 documenten naar de centrale opslag, de ergste eerst. Wis er geen enkel van voor het \
                 daar staat.",
                "Wis de 6 documenten waar “deze kopie wissen” bij staat: de centrale opslag heeft hetzelfde.",
            ]
        );
        let one = steps(
            &BTreeMap::from([(Advice::MoveToCentral, 1)]),
            &Lacks::default(),
            Texts::new(Lang::En),
        );
        assert_eq!(
            one,
            ["Move this document to the central storage. Do not delete it before it is there."]
        );
    }

    #[test]
    fn a_run_that_stopped_goes_on_first() {
        let stopped = |files| Lacks {
            files,
            stopped: true,
            incomplete: true,
            ..Lacks::default()
        };
        let told = |files| steps(&BTreeMap::new(), &stopped(files), Texts::new(Lang::En));
        assert_eq!(told(0).len(), 1);
        assert!(told(0)[0].contains("--resume"));
        assert_eq!(told(2).len(), 2);
    }
}
