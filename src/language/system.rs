//! The language that the system speaks with its user.

/// The name of the locale: on Unix the first of the variables that is set (POSIX: `LC_ALL` over `LC_MESSAGES` over
/// `LANG`).
#[cfg(unix)]
pub(super) fn locale() -> Option<String> {
    first_set(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok()))
}

/// On Windows the language in which the user sees Windows; a variable, as a ported shell sets it, goes first.
#[cfg(windows)]
pub(super) fn locale() -> Option<String> {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
    first_set(variables).or_else(sys_locale::get_locale)
}

fn first_set(values: [Option<String>; 3]) -> Option<String> {
    values.into_iter().flatten().find(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_as_good_as_none() {
        let value = |text: &str| Some(text.to_owned());
        assert_eq!(first_set([value(""), None, value("nl_BE.UTF-8")]), value("nl_BE.UTF-8"));
        assert_eq!(first_set([value("C"), value("fr"), value("nl")]), value("C"));
        assert_eq!(first_set([None, value(""), None]), None);
    }
}
