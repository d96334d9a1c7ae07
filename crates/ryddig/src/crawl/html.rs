//! Reading a page as text: what it loads, and where it leads. It is no browser: it finds the tags, and believes their attributes.

/// Something that a tag names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// What it is for: `link` leads to another page, everything else is loaded with this one.
    pub(super) kind: &'static str,
    /// As it stands there.
    pub(super) address: String,
}

/// What the page names, in its order.
pub(super) fn named(page: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let Some((tag, behind)) = tag(rest) else { continue };
        let name = tag.name.as_str();
        found.extend(of_tag(&tag));
        rest = behind;
        // What stands in a script is no tag.
        if matches!(name, "script" | "style") {
            let end = format!("</{name}");
            let at = rest.to_ascii_lowercase().find(&end);
            let (inside, behind) = rest.split_at(at.unwrap_or(rest.len()));
            if name == "script" && inside.contains("sendBeacon(") {
                found.extend(beacons(inside));
            }
            rest = behind;
        }
    }
    found
}

/// The addresses that a script names beside a call that reports without waiting.
fn beacons(script: &str) -> Vec<Named> {
    let calls = script.split("sendBeacon(").skip(1);
    let address = |call: &str| {
        let quote = call.trim_start().chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        let text = call.trim_start().get(1..)?.split(quote).next()?;
        Some(Named { kind: "beacon", address: text.to_owned() })
    };
    calls.filter_map(address).collect()
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn of_tag(tag: &Tag) -> Vec<Named> {
    let one = |kind, attribute| tag.get(attribute).map(|address| Named { kind, address: address.to_owned() });
    let found = match tag.name.as_str() {
        "a" | "area" => return one("link", "href").into_iter().chain(one("beacon", "ping")).collect(),
        "script" => one("script", "src"),
        "img" | "input" => one("image", "src"),
        "iframe" | "frame" => one("frame", "src"),
        "audio" | "video" | "source" | "track" => one("media", "src"),
        "embed" => one("object", "src"),
        "object" => one("object", "data"),
        "link" => match tag.get("rel").map(str::to_ascii_lowercase) {
            Some(rel) if rel.contains("stylesheet") => one("style sheet", "href"),
            Some(rel)
                if ["icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest"]
                    .iter()
                    .any(|word| rel.contains(word)) =>
            {
                one("hint", "href")
            }
            _ => None,
        },
        _ => None,
    };
    let several =
        tag.get("srcset").into_iter().flat_map(|set| set.split(',')).filter_map(|one| one.split_whitespace().next());
    let several = several.map(|address| Named { kind: "image", address: address.to_owned() });
    found.into_iter().chain(several).collect()
}

/// The tag at the beginning of `text`, which stands behind its `<`, and what follows it.
fn tag(text: &str) -> Option<(Tag, &str)> {
    let ends = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(ends);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return Some((Tag { name: name.to_ascii_lowercase(), attributes }, behind));
        }
        let ends = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let (key, behind) = rest.split_at(ends);
        rest = behind.trim_start();
        let mut value = String::new();
        if let Some(behind) = rest.strip_prefix('=') {
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''));
            let (text, behind) = match quote {
                Some(quote) => behind[1..].split_once(quote)?,
                None => behind.split_at(behind.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
            };
            value = text.trim().replace("&amp;", "&");
            rest = behind;
        } else if key.is_empty() {
            // A stray sign: on behind it.
            rest = rest.get(1..)?;
        }
        attributes.push((key.to_ascii_lowercase(), value));
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    fn check(page: &str, expected: &[(&str, &str)]) {
        let found = named(page);
        let found: Vec<(&str, &str)> = found.iter().map(|one| (one.kind, one.address.as_str())).collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn what_a_page_loads_and_where_it_leads_is_found() {
        check("<a href='/om'>Om</a><A HREF=\"/a?b=1&amp;c=2\">", &[("link", "/om"), ("link", "/a?b=1&c=2")]);
        check(
            "<img src=x.png width=1><script async src=\"//t.example/a.js\"></script>",
            &[("image", "x.png"), ("script", "//t.example/a.js")],
        );
        check("<link rel='Stylesheet' href=s.css><link rel=canonical href=/x>", &[("style sheet", "s.css")]);
        check("<img srcset='a.png 1x, b.png 2x'>", &[("image", "a.png"), ("image", "b.png")]);
        check("<a ping=https://p.example/ href=/>", &[("link", "/"), ("beacon", "https://p.example/")]);
        check(
            "<script>navigator.sendBeacon('https://b.example/x', d); '<img src=no>'</script><br>",
            &[("beacon", "https://b.example/x")],
        );
    }

    #[test]
    fn what_is_no_tag_or_unfinished_is_passed_over() {
        check("<!-- <img src=a> --><style>a{b:'<img src=c>'}</style>", &[]);
        check("1 < 2 <> < img src=a> <img src='a", &[]);
        check("<img src=\"æ.png\" = / > ø <a", &[("image", "æ.png")]);
        check("<script>never ended <a href=x>", &[]);
        check("", &[]);
    }
}
