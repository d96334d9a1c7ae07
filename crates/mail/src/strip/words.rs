//! How mail programs say that a quote or a signature begins, in Norwegian, Danish, Swedish and English.

/// Longest signature that is looked for without its own mark.
pub(super) const SIGNATURE_MAX_LINES: usize = 14;

/// Longest line that says who wrote what follows: names may be long.
const ATTRIBUTION_MAX_BYTES: usize = 400;

/// What a line of a quoted header is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    From,
    Other,
}

/// `-----Original Message-----` and its like, and Outlook's line of underscores.
pub(super) fn is_separator(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| "-_* ".contains(c));
    let dashed = lower.starts_with("--") || lower.starts_with("__") || lower.starts_with("**");
    (dashed && SEPARATORS.contains(&bare))
        || (line.len() >= 30 && line.bytes().all(|byte| byte == b'_'))
        || APPLE_FORWARDS.contains(&lower.as_str())
}

/// `Den 1. jan. 2026 kl. 10:00 skrev Kari <kari@example.no>:` and its like. Where it is put together of several
/// lines, it begins as one too.
pub(super) fn is_attribution(line: &str, is_joined: bool) -> bool {
    let lower = line.to_lowercase();
    let Some(said) = lower.strip_suffix(':').filter(|said| said.len() <= ATTRIBUTION_MAX_BYTES) else { return false };
    let said = said.trim_end();
    // Whoever writes `Kari skrev:` about something else gives no date and no address.
    let dated = said.chars().filter(char::is_ascii_digit).count() >= 3 || said.contains('@');
    let ends = ENDS.iter().any(|verb| said.ends_with(verb));
    let begins = said.starts_with(|c: char| c.is_ascii_digit()) || BEGINS.iter().any(|word| said.starts_with(word));
    let inside = VERBS.iter().any(|verb| said.contains(verb));
    dated && (begins || !is_joined) && (ends || (begins && inside))
}

pub(super) fn header_label(line: &str) -> Option<Label> {
    let (label, rest) = line.split_once(':')?;
    let label = label.trim_matches(|c: char| c == '*' || c.is_whitespace()).to_lowercase();
    if FROM.contains(&label.as_str()) && !rest.trim().is_empty() {
        return Some(Label::From);
    }
    OTHER.contains(&label.as_str()).then_some(Label::Other)
}

/// What telephones put below everything.
pub(super) fn is_device(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.len() <= 100 && DEVICES.iter().any(|words| lower.starts_with(words))
}

/// A greeting that stands by itself on its line, with or without a comma.
pub(super) fn is_farewell(line: &str) -> bool {
    let lower = line.to_lowercase();
    FAREWELLS.contains(&lower.trim_end_matches([',', '.', '!', ' ']))
}

const SEPARATORS: [&str; 15] = [
    "original message",
    "original melding",
    "opprinnelig melding",
    "oprindelig meddelelse",
    "original meddelelse",
    "ursprungligt meddelande",
    "originalmeddelande",
    "forwarded message",
    "videresendt melding",
    "videresendt meddelelse",
    "vidarebefordrat meddelande",
    "reply message",
    "original e-mail",
    "ursprüngliche nachricht",
    "original appointment",
];

const APPLE_FORWARDS: [&str; 4] =
    ["begin forwarded message:", "videresendt melding:", "start på videresendt besked:", "vidarebefordrat brev:"];

const ENDS: [&str; 8] =
    ["wrote", "skrev", "skrev følgende", "skrev följande", "writes", "schrieb", "skriver", "har skrevet"];

const BEGINS: [&str; 12] = ["on ", "den ", "på ", "am ", "man", "tir", "ons", "tor", "fre", "lør", "søn", "> den "];

const VERBS: [&str; 4] = [" wrote", " skrev", " skrev ", " schrieb "];

const FROM: [&str; 4] = ["from", "fra", "från", "von"];

const OTHER: [&str; 22] = [
    "sent",
    "sendt",
    "skickat",
    "date",
    "dato",
    "datum",
    "to",
    "til",
    "till",
    "cc",
    "kopi",
    "subject",
    "emne",
    "ämne",
    "gesendet",
    "an",
    "betreff",
    "reply-to",
    "svar til",
    "bcc",
    "importance",
    "vedlegg",
];

const DEVICES: [&str; 24] = [
    "sent from my ",
    "sent from outlook",
    "sent from mail for",
    "sent from samsung",
    "sent from yahoo",
    "get outlook for",
    "sendt fra min ",
    "sendt fra mitt ",
    "sendt fra outlook",
    "sendt fra e-post for",
    "sendt fra mail",
    "sendt fra iphone",
    "sendt med ",
    "last ned outlook",
    "få outlook til",
    "hent outlook til",
    "hämta outlook för",
    "skickat från min ",
    "skickat från mitt ",
    "skickat från outlook",
    "skickat från mail",
    "skickat från e-post",
    "skaffa outlook",
    "sendt fra yahoo",
];

const FAREWELLS: [&str; 33] = [
    "mvh",
    "m.v.h",
    "vh",
    "hilsen",
    "med hilsen",
    "vennlig hilsen",
    "med vennlig hilsen",
    "med venleg helsing",
    "beste hilsen",
    "venleg helsing",
    "helsing",
    "hilsen fra",
    "vennligst hilsen",
    "med venlig hilsen",
    "venlig hilsen",
    "de bedste hilsner",
    "bedste hilsner",
    "kærlig hilsen",
    "med vänlig hälsning",
    "med vänliga hälsningar",
    "vänliga hälsningar",
    "vänlig hälsning",
    "bästa hälsningar",
    "hälsningar",
    "best regards",
    "kind regards",
    "regards",
    "sincerely",
    "yours sincerely",
    "best wishes",
    "br",
    "cheers",
    "many thanks",
];
