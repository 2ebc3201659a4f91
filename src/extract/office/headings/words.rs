//! Words that head the columns of office tables, so that a row of headings is told from a row of values that are words too.
//! What the columns are, detection knows; here they only say that nobody's values stand in the row.

use std::collections::HashSet;
use std::sync::LazyLock;

use arrayvec::ArrayString;

/// A longer text is a sentence or a value.
const LONGEST: usize = 40;
/// No heading has more words.
const MOST_WORDS: usize = 5;

/// Whole words, in lower case and without accents.
const WORDS: &str = "
naam namen voornaam nom noms prenom prenoms name names vorname nachname surname firstname lastname forename
adres adresse address straat strasse rue street gemeente commune gemeinde woonplaats plaats stad ville stadt ort city town
localite lieu postcode postal plz zip cp land pays country
insz rijksreg niss rrn nrn nn bsn ssn rijksregister rijksregisternr nationaal identiteitskaart
gsm tel telefoon telephone telefon phone mobile mobiel portable handy mobil email mail courriel fax
iban bic rekening compte konto account
datum date data datums uur heure uhrzeit uhr time tijd dag jour tag day week semaine woche maand mois monat month jaar annee
jahr year begin debut beginn start einde fin ende end duur duree dauer
geb geboren naissance birth geburt dob leeftijd age alter geslacht sexe geschlecht gender sex nationaliteit nationalite
nationality burgerlijke
artikel artikels article articles artikelen produit product produkt item items omschrijving description beschreibung bezeichnung
libelle designation benaming aantal quantite qte quantity qty anzahl menge stuks stuk prijs prix preis price bedrag montant
betrag amount totaal total gesamt summe subtotaal btw tva mwst ust vat korting remise rabatt discount eenheid unite einheid unit
voorraad lager stock
factuur facture rechnung invoice bestelling commande bestellung order levering livraison lieferung leverancier fournisseur
lieferant supplier klant client kunde customer firma bedrijf societe entreprise company onderneming unternehmen merk marque
marke model modele
nr num nummer numero number no nos id code ref referentie reference referenz matricule kenmerk dossier omloop volgnr
dienst service abteilung department afdeling departement functie fonction funktion function rol role job beroep
profession beruf occupation titel titre title graad grade statuut statut status type soort categorie category kategorie groep
groupe gruppe group klas classe klasse class school ecole schule team equipe ploeg ban
loon lonen salaire lohn gehalt salary wage bruto brut brutto gross netto net rsz onss vergoeding toeslag premie prime kost cout
kosten costs cost
diagnose ziektebeeld ziekenfonds mutualiteit mutualite diagnostic diagnosis allergie allergies allergy allergieen ziekte maladie krankheit illness medicatie medicament
medicaments medication medikament aandoening bloedgroep behandeling traitement handicap beperking dieet regime vaccin
patient patiente client bewoner bewoonster resident leerling leerlinge eleve schuler pupil student etudiant
werknemer werkneemster travailleur mitarbeiter employee medewerker medewerkster personeel personeelslid collega lid
membre mitglied member deelnemer deelneemster participant teilnehmer kind enfant child ouder parent elternteil moeder mere
mutter mother vader pere vater father persoon personne person contact contactpersoon verantwoordelijke responsable
huurder locataire mieter tenant eigenaar proprietaire eigentumer owner benevole kandidaat candidat bewerber
bestuurder gast invite bezoeker visiteur speler joueur arts medecin arzt begunstigde beneficiaire
opmerking opmerkingen remarque remarques bemerkung comment comments notitie nota note notes commentaire remarks toelichting
zaal lokaal kamer salle raum zimmer room vergadering reunion sitzung meeting les cours kurs course vak matiere fach subject
activiteit activite taak tache aufgabe task project projet projekt onderwerp sujet thema afwezigheid absence verlof conge
wachtw wachtwoord paswoord mdp identifiant gebr password passe passwort kennwort login gebruiker gebruikersnaam utilisateur benutzer user username toegang
nummerplaat plaat kenteken plaque immatriculation kennzeichen rijbewijs permis fuhrerschein paspoort passeport reisepass
passport voertuig vehicule fahrzeug vehicle wagen auto
vakbond syndicat gewerkschaft union religie religion godsdienst geloof partij parti partei overtuiging
locatie location standort site punten points score resultaat resultat ergebnis result cijfer punt kleur couleur farbe colour
color maat taille grosse size gewicht poids weight lengte longueur hoogte saldo solde valuta devise munt taal langue sprache
language url website link verblijf aankomst vertrek arrivee depart
";

/// What longer words end with: compounds of Dutch and German, and names of fields.
const ENDINGS: [&str; 34] = [
    "nummer", "nummers", "nr", "numero", "number", "datum", "data", "date", "naam", "namen", "name", "adres",
    "adresse", "address", "code", "prijs", "preis", "bedrag", "betrag", "kosten", "tijd", "zeit", "uren", "stunden",
    "telefoon", "telefon", "plaats", "plaat", "rekening", "aantal", "titel", "status", "type", "kaart",
];
/// An ending alone is one of the words.
const SHORTEST_COMPOUND: usize = 6;

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());

/// Whether a text is a heading as tables have them: its first or last word says what stands below.
pub(super) fn is_known(text: &str) -> bool {
    let text = text.trim();
    if text == "#" {
        return true;
    }
    if text.is_empty() || text.len() > LONGEST || text.contains('@') {
        return false;
    }
    let is_part = |c: char| !c.is_alphanumeric();
    let mut words = text.split(is_part).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    if is_word(first) {
        return words.count() < MOST_WORDS;
    }
    let n_more = words.clone().count();
    (1..MOST_WORDS).contains(&n_more) && words.next_back().is_some_and(is_word)
}

/// A heading that names nothing else, as a line between rows does: "Team 2", "Datum: 3 mei", "Contact Jan".
pub(super) fn is_plain(text: &str) -> bool {
    let is_label = text
        .trim_end()
        .find(':')
        .is_none_or(|at| at + 1 == text.trim_end().len());
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let is_named = |word: &str| !word.starts_with(char::is_lowercase) && !is_word(word);
    let begins = words
        .next()
        .is_none_or(|first| !first.bytes().any(|byte| byte.is_ascii_digit()));
    let is_capitals = !text.chars().any(char::is_lowercase);
    is_label
        && begins
        && !words
            .any(|word| is_named(word) && !(is_capitals && word.len() > 1 && word.starts_with(char::is_alphabetic)))
}

/// The first word of a heading, as it is compared with another's.
pub(in crate::extract) fn are_of_one_word(one: &str, other: &str) -> bool {
    fn first(text: &str) -> Option<&str> {
        text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())
    }
    matches!((first(one), first(other)), (Some(one), Some(other)) if are_same(one, other))
}

/// But for case and accents.
pub(in crate::extract) fn are_same(one: &str, other: &str) -> bool {
    fn folded(text: &str) -> impl Iterator<Item = char> {
        text.chars().flat_map(char::to_lowercase).map(without_accent)
    }
    folded(one).eq(folded(other))
}

fn is_word(word: &str) -> bool {
    let mut folded = ArrayString::<LONGEST>::new();
    let mut letters = word.chars().flat_map(char::to_lowercase).map(without_accent);
    let is_short = letters.all(|letter| folded.try_push(letter).is_ok());
    let is_compound = || folded.len() >= SHORTEST_COMPOUND && ENDINGS.iter().any(|ending| folded.ends_with(ending));
    is_short && word.starts_with(char::is_alphabetic) && (KNOWN.contains(folded.as_str()) || is_compound())
}

/// The accents of the languages that the words are of.
fn without_accent(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_values_that_are_words() {
        for heading in [
            "Naam",
            "PRÉNOM",
            "Nom de famille",
            "Date de naissance",
            "Geburtsdatum",
            "E-mail",
            "GSM-nummer",
            "Klantnr.",
            "Naam werknemer",
            "Schüler",
            "#",
            "Totaal (€)",
            "invoice_number",
        ] {
            assert!(is_known(heading), "{heading}");
        }
        for value in [
            "Jan Peeters",
            "An De Smet",
            "Gent",
            "bout",
            "Keukenhulp",
            "ja",
            "",
            "-",
            "0475 12 34 56",
            "an@firma.be",
            "ok",
            "David",
            "Kerkstraat 1",
            "er is geen vast adres bekend bij ons van haar",
        ] {
            assert!(!is_known(value), "{value}");
        }
    }
}
