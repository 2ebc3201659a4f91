//! Properties of Outlook items that are texts (\[MS-OXPROPS\]), as a person would call them.

/// Their labels. What is not listed is told as "property"; what has no label says nothing about a person.
static NAMES: &[(u16, Option<&str>)] = &[
    (0x001a, None),
    (0x0037, Some("subject")),
    (0x003d, None),
    (0x003f, Some("received by")),
    (0x0040, Some("received by")),
    (0x0042, Some("sent for")),
    (0x0044, Some("received for")),
    (0x0064, None),
    (0x0065, Some("sent for")),
    (0x0070, None),
    (0x0075, None),
    (0x0076, Some("received by")),
    (0x0077, None),
    (0x0078, Some("received for")),
    (0x007d, None),
    (0x0c1a, Some("from")),
    (0x0c1e, None),
    (0x0c1f, Some("from")),
    (0x0e02, Some("bcc")),
    (0x0e03, Some("cc")),
    (0x0e04, Some("to")),
    (0x0e1d, None),
    (0x1000, None),
    (0x1009, None),
    (0x1013, None),
    (0x1035, Some("message-id")),
    (0x1039, None),
    (0x1042, None),
    (0x3001, Some("name")),
    (0x3002, None),
    (0x3003, Some("address")),
    (0x39fe, Some("e-mail")),
    (0x39ff, Some("name")),
    (0x3a00, Some("account")),
    (0x3a02, Some("telephone")),
    (0x3a05, Some("name")),
    (0x3a06, Some("given name")),
    (0x3a08, Some("telephone")),
    (0x3a09, Some("telephone")),
    (0x3a0a, Some("initials")),
    (0x3a11, Some("surname")),
    (0x3a15, Some("address")),
    (0x3a16, Some("company")),
    (0x3a17, Some("job title")),
    (0x3a18, Some("department")),
    (0x3a1a, Some("telephone")),
    (0x3a1b, Some("telephone")),
    (0x3a1c, Some("mobile")),
    (0x3a1d, Some("telephone")),
    (0x3a1e, Some("telephone")),
    (0x3a1f, Some("telephone")),
    (0x3a23, Some("fax")),
    (0x3a24, Some("fax")),
    (0x3a25, Some("fax")),
    (0x3a26, Some("country")),
    (0x3a27, Some("city")),
    (0x3a28, Some("province")),
    (0x3a29, Some("street")),
    (0x3a2a, Some("postcode")),
    (0x3a2b, Some("post box")),
    (0x3a2c, None),
    (0x3a2f, Some("telephone")),
    (0x3a45, Some("title")),
    (0x3a48, Some("spouse")),
    (0x3a4f, Some("nickname")),
    (0x3ff8, Some("author")),
    (0x3ffa, Some("last modified by")),
    (0x5d01, Some("from")),
    (0x5d02, Some("sent for")),
];

/// The label of a property; none when it is told elsewhere or not at all.
pub(in crate::extract) fn label(id: u16) -> Option<&'static str> {
    match NAMES.binary_search_by_key(&id, |(known, _)| *known) {
        Ok(at) => NAMES[at].1,
        Err(_) => Some("property"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_sorted_for_the_search() {
        assert!(NAMES.is_sorted_by_key(|(id, _)| *id));
        assert_eq!(label(0x0037), Some("subject"));
        assert_eq!(label(0x1000), None);
        assert_eq!(label(0x8005), Some("property"));
    }
}
