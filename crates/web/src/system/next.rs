//! Where somebody goes who has signed in: to the page of the desk that they wanted to see, and to nowhere else.

/// A longer address is not gone to.
const NEXT_BYTES: usize = 2_000;

/// Where to go: `wished` where it is a page of the desk, otherwise the desk.
///
/// What is let through is a path below `/desk` of plain characters: no scheme, no host (`//`), no backslash, which browsers read as a slash,
/// and nothing to go up by.
pub(crate) fn next(wished: &str) -> &str {
    let rest = wished.strip_prefix("/desk").filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = |c: char| c.is_ascii_alphanumeric() || "/_.~-?&=+%".contains(c);
    let local = rest.is_some_and(|rest| rest.chars().all(plain) && !rest.contains("//") && !rest.contains(".."));
    if local && wished.len() <= NEXT_BYTES { wished } else { "/desk" }
}

#[cfg(test)]
mod tests {
    use super::{NEXT_BYTES, next};

    #[test]
    fn only_pages_of_the_desk_are_gone_to() {
        for local in ["/desk", "/desk/people?q=kari", "/desk/data/person?sort=-name&after=a%20b", "/desk?x=1"] {
            assert_eq!(next(local), local);
        }
        for elsewhere in [
            "",
            "/",
            "/sign-out",
            "desk",
            "/desktop",
            "/desk.evil.example",
            "//evil.example",
            "//evil.example/desk",
            "/desk//evil.example",
            "/\\evil.example",
            "/desk\\..\\evil",
            "/desk/../sign-out",
            "https://evil.example/desk",
            "javascript:alert(1)",
            "/desk:80",
            "/desk@evil.example",
            "/desk\r\nset-cookie: a=b",
            "/desk\u{2028}",
            "/desk#x",
            " /desk",
            "/DESK",
        ] {
            assert_eq!(next(elsewhere), "/desk", "{elsewhere:?}");
        }
    }

    #[test]
    fn an_address_has_a_longest_length() {
        let longest = format!("/desk?{}", "a".repeat(NEXT_BYTES - 6));
        assert_eq!(next(&longest), longest);
        assert_eq!(next(&format!("{longest}a")), "/desk");
    }
}
