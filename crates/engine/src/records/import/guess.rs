//! What a column holds, guessed from its heading: by the register's own words, and by what other systems call the same.

use super::columns::Part;

/// What other systems call the parts of a person, without spaces and signs, in small letters.
const CALLED: &[(Part, &[&str])] = &[
    (
        Part::Name,
        &[
            "navn",
            "fulltnavn",
            "name",
            "fullname",
            "kontakt",
            "kontaktperson",
            "kontaktnavn",
            "contact",
            "contactname",
            "contactperson",
            "person",
        ],
    ),
    (Part::First, &["fornavn", "firstname", "givenname"]),
    (Part::Last, &["etternavn", "lastname", "surname", "familyname"]),
    (
        Part::Email,
        &[
            "epost",
            "epostadresse",
            "email",
            "emailaddress",
            "email1",
            "epost1",
            "mail",
            "mailadresse",
            "primaryemail",
            "emailwork",
        ],
    ),
    (
        Part::Phone,
        &[
            "telefon",
            "telefonnummer",
            "tlf",
            "tlfnr",
            "mobil",
            "mobilnr",
            "mobilnummer",
            "mobiltelefon",
            "direkte",
            "phone",
            "phonenumber",
            "mobile",
            "mobilephone",
            "mobilephonenumber",
            "businessphone",
        ],
    ),
    (Part::Title, &["tittel", "stilling", "stillingstittel", "rolle", "title", "jobtitle", "position"]),
    (
        Part::Organisation,
        &[
            "firma",
            "firmanavn",
            "bedrift",
            "virksomhet",
            "selskap",
            "selskapsnavn",
            "organisasjon",
            "kunde",
            "company",
            "companyname",
            "organisation",
            "organization",
            "organizationname",
            "account",
            "accountname",
            "employer",
            "associatedcompany",
        ],
    ),
    (
        Part::OrgNumber,
        &[
            "orgnr",
            "orgnummer",
            "organisasjonsnr",
            "organisasjonsnummer",
            "orgno",
            "organisationnumber",
            "organizationnumber",
            "companynumber",
            "vatnumber",
            "foretaksnummer",
        ],
    ),
];

/// The heading without what differs between systems: `E-post (jobb)` is `epostjobb`.
pub(super) fn plain(heading: &str) -> String {
    heading.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The part of a person that a heading names.
pub(super) fn part(heading: &str) -> Option<Part> {
    let heading = plain(heading);
    CALLED.iter().find(|(_, called)| called.contains(&heading.as_str())).map(|(part, _)| *part)
}
