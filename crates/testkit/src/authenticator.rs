//! A device that keeps one passkey, and the browser around it (Web Authentication level 3): what a test needs of both, with
//! everything about them open to be put wrong.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

/// Bits of the authenticator data (6.1).
const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const KEY_ATTACHED: u8 = 1 << 6;

/// A device with one key, in a browser that shows one site.
pub struct Authenticator {
    pair: EcdsaKeyPair,
    /// The site that the browser shows.
    pub origin: String,
    /// The key's identifier.
    pub id: Vec<u8>,
    /// The number of the user that the site gave with it.
    pub user: Vec<u8>,
    /// How often it has signed.
    pub counter: u32,
    /// Whether it counts; those whose keys are synchronised do not.
    pub counts: bool,
    /// Whether the device asks for a finger, a face or a PIN.
    pub verifies: bool,
}

impl Authenticator {
    /// A device with a new key.
    ///
    /// # Panics
    /// Without random bytes.
    pub fn new(origin: &str) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random);
        let mut id = vec![0; 32];
        random.fill(&mut id).expect("random bytes");
        let (origin, user) = (origin.to_owned(), Vec::new());
        Self { pair: pair.expect("the key is read"), origin, id, user, counter: 0, counts: true, verifies: true }
    }

    /// Answers `CredentialCreationOptions`; both are JSON.
    ///
    /// # Panics
    /// On options that are none.
    pub fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("the options are JSON");
        let asked = &options["publicKey"];
        self.user = bytes(&asked["user"]["id"]);
        let client = self.client_data("webauthn.create", &asked["challenge"]);
        let mut data = self.data(asked["rp"]["id"].as_str().expect("the site's host"), KEY_ATTACHED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("a short identifier").to_be_bytes());
        data.extend(&self.id);
        data.extend(self.key());
        // A map of three: the format, no statement, the data (6.5.4).
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("less than 256 bytes"));
        object.extend(data);
        let response = json!({ "clientDataJSON": text(&client), "attestationObject": text(&object) });
        json!({ "id": text(&self.id), "rawId": text(&self.id), "type": "public-key", "response": response,
                "clientExtensionResults": {} })
        .to_string()
    }

    /// Answers `CredentialRequestOptions`; both are JSON.
    ///
    /// # Panics
    /// On options that are none.
    pub fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("the options are JSON");
        let asked = &options["publicKey"];
        self.counter += u32::from(self.counts);
        let client = self.client_data("webauthn.get", &asked["challenge"]);
        let data = self.data(asked["rpId"].as_str().expect("the site's host"), 0);
        let signed = [&data[..], digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        let response = json!({ "clientDataJSON": text(&client), "authenticatorData": text(&data),
                               "signature": text(signature.as_ref()), "userHandle": text(&self.user) });
        json!({ "id": text(&self.id), "rawId": text(&self.id), "type": "public-key", "response": response,
                "clientExtensionResults": {} })
        .to_string()
    }

    /// What the browser says (5.8.1).
    fn client_data(&self, what: &str, challenge: &Value) -> Vec<u8> {
        json!({ "type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    /// What the device says (6.1).
    fn data(&self, host: &str, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { USER_VERIFIED } else { 0 };
        let mut data = digest(&SHA256, host.as_bytes()).as_ref().to_vec();
        data.push(flags | USER_PRESENT | verified);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key, for ES256 on P-256 (RFC 9053, 7.1.1).
    fn key(&self) -> Vec<u8> {
        // The first byte says that both numbers follow.
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat()
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().expect("a text")).expect("base64url")
}
