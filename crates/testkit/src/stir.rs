//! Texts made worse at random, by steps that a careless hand could take too.
//!
//! The same seed gives the same text.

/// Bytes that mean something in TOML, and one that is no character.
const STRAY: &[u8] = b"{}[]=\"',.#\n \\x\xff";

/// How many ways there are to make a text worse.
const WAYS_COUNT: usize = 7;

/// Marsaglia's xorshift64: enough to stir with.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The `round`-th of a row of starts that lie far apart; rounds begin at 1.
    pub fn of_round(round: u64) -> Self {
        Self(round.max(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let end = end.max(1) as u64;
        usize::try_from(self.0 % end).unwrap_or(0)
    }
}

/// The text, one step worse; an empty one becomes a stray byte.
pub fn mutate(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return String::from_utf8_lossy(&[STRAY[random.below(STRAY.len())]]).into_owned();
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    let mut bytes = text.as_bytes().to_vec();
    let at = random.below(bytes.len());
    match random.below(WAYS_COUNT) {
        0 => drop(bytes.drain(at..(at + 1 + random.below(4)).min(text.len()))),
        1 => bytes.swap(at, random.below(text.len())),
        2 => bytes.insert(at, STRAY[random.below(STRAY.len())]),
        3 if !words.is_empty() => {
            let (from, to) = (random.below(words.len()), random.below(words.len()));
            return text.replacen(words[from], words[to], 1 + random.below(3));
        }
        3 | 4 => {
            lines.insert(one, lines[other]);
            return lines.concat();
        }
        5 => {
            lines.remove(one);
            return lines.concat();
        }
        _ => {
            lines.swap(one, other);
            return lines.concat();
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
