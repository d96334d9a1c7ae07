//! Countries by their codes.
//!
//! Knows no names: those stand in the register's own list of countries.

/// The codes of ISO 3166-1 in two letters. The standard register's list `countries` has the same.
pub(crate) const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Codes that are often written and are none, each with the one that is meant.
const MISTAKEN: [(&str, &str); 2] = [("UK", "GB"), ("EL", "GR")];

/// Whether two letters name a country.
pub(crate) fn is_one(code: &str) -> bool {
    CODES.split(' ').any(|known| known == code)
}

/// The code that was meant: the same in capital letters, or the one for which another is often taken.
pub(crate) fn meant(code: &str) -> Option<&'static str> {
    let capital = code.to_ascii_uppercase();
    let mistaken = MISTAKEN.iter().find(|(written, _)| *written == capital).map(|(_, meant)| *meant);
    mistaken.or_else(|| CODES.split(' ').find(|known| *known == capital))
}
