//! Script in texts: every text field of the whole register holds some, and no browser runs it.

use crate::browser::walk_at;
use crate::harness::Place;
use crate::outside::model;
use crate::outside::seed::{Amounts, Dice, HOSTILE, open, seed};

/// Some of everything, and a person with much about them.
const AMOUNTS: Amounts = Amounts { people: 3, shared: 6, rows: 3, sealed: true, texts: HOSTILE };
const SEED: u64 = 20_261_129;

#[test]
fn script_in_texts_is_text() {
    let place = Place::new();
    let model = model(&place);
    let store = open(&place.data(), &model);
    tokio::runtime::Runtime::new().expect("a runtime").block_on(seed(&store, &model, &mut Dice(SEED), AMOUNTS));
    drop(store);
    let roles: Vec<&str> = model.role_ids().flat_map(|role| ["--role", &model[role].key]).collect();
    place.run(&[&["add-user", "<script>ran()</script>", "ida@fjordlys.example"], &roles[..]].concat()).done();
    let server = place.serve(&[]);
    let link = place.run(&["sign-in", "ida@fjordlys.example"]).done();
    walk_at(&place, "scripts.mjs", &server.url, link.trim());
}
