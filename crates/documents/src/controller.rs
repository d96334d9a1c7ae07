//! The controller as the documents name it (GDPR art. 13(1)(a)).

use crate::words::Controller as Words;
use model::{Language, Model};
use serde::Serialize;

/// Who answers for the processing, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControllerInfo {
    /// Registered name.
    pub name: String,
    /// Nine digits in groups of three.
    pub organisation_number: String,
    /// Postal address on one line.
    pub address: String,
    /// The named person to turn to, and that person's title.
    pub contact: String,
    /// Address for questions about privacy.
    pub email: String,
    /// Telephone, a Norwegian number in groups of two.
    pub phone: String,
    /// Where to complain.
    pub authority: String,
}

impl ControllerInfo {
    /// The controller that the register names.
    pub fn of(model: &Model, language: Language) -> Self {
        let controller = &model.controller;
        Self {
            name: controller.name.clone(),
            organisation_number: grouped(&controller.organisation_number, 3),
            address: controller.address.clone(),
            contact: format!("{}, {}", controller.contact, controller.contact_title.get(language)),
            email: controller.email.clone(),
            phone: phone(&controller.phone),
            authority: controller.authority.get(language).to_owned(),
        }
    }

    /// Each line of the address block under its term.
    pub(crate) fn lines(&self, words: &Words) -> [(&'static str, &str); 6] {
        [
            (words.name, &self.name),
            (words.organisation_number, &self.organisation_number),
            (words.address, &self.address),
            (words.contact, &self.contact),
            (words.email, &self.email),
            (words.phone, &self.phone),
        ]
    }
}

/// `+4722000000` as `+47 22 00 00 00`; a number of another length or country as it is.
fn phone(phone: &str) -> String {
    match phone.strip_prefix("+47") {
        Some(number) if number.len() == 8 => format!("+47 {}", grouped(number, 2)),
        Some(_) | None => phone.to_owned(),
    }
}

/// `310000043` by three as `310 000 043`.
fn grouped(digits: &str, size: usize) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let groups: Vec<String> = digits.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests;
