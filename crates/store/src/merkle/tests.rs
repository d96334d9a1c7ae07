//! The reference vectors of Certificate Transparency (`merkletree/merkle_tree_test.cc`), and every small tree.

use super::{Edge, Hash, audit_path, consistency_proof, is_consistent, is_in, leaf_hash, root};
use crate::hex;

const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn leaves(number: usize) -> Vec<Hash> {
    LEAVES[..number].iter().map(|leaf| leaf_hash(&hex::bytes(leaf).unwrap())).collect()
}

fn hashes(hashes: &[&str]) -> Vec<Hash> {
    hashes.iter().map(|hash| hex::hash(hash).unwrap()).collect()
}

#[test]
fn roots_are_those_of_the_reference() {
    for (size, expected) in ROOTS.iter().enumerate() {
        assert_eq!(hex::text(&root(&leaves(size))), *expected, "{size} leaves");
    }
}

#[test]
fn audit_paths_are_those_of_the_reference() {
    let check = |index, size, expected: &[&str]| {
        assert_eq!(audit_path(&leaves(size), index), Some(hashes(expected)), "leaf {index} of {size}");
    };
    check(0, 1, &[]);
    check(
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    );
    check(
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    );
    check(2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]);
    assert_eq!(audit_path(&leaves(3), 3), None);
}

#[test]
fn consistency_proofs_are_those_of_the_reference() {
    let check = |earlier, size, expected: &[&str]| {
        assert_eq!(consistency_proof(&leaves(size), earlier), Some(hashes(expected)), "{earlier} in {size}");
    };
    check(1, 1, &[]);
    check(
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    );
    check(
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    );
    check(
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    );
    assert_eq!((consistency_proof(&leaves(3), 0), consistency_proof(&leaves(3), 4)), (None, None));
}

/// Every proof of every tree up to a size holds, and holds for nothing else.
#[test]
fn proofs_hold_for_what_they_prove_alone() {
    let all: Vec<Hash> = (0_u8..40).map(|leaf| leaf_hash(&[leaf])).collect();
    let long = |size: usize| u64::try_from(size).unwrap();
    let mut edge = Edge::default();
    for size in 1..=all.len() {
        let leaves = &all[..size];
        let whole = root(leaves);
        edge.push(all[size - 1]);
        assert_eq!((edge.size(), edge.root()), (long(size), whole));
        assert_eq!(Edge::of(long(size), edge.peaks().to_vec()).as_ref(), Some(&edge));
        assert_eq!(Edge::of(long(size) + 1, edge.peaks().to_vec()).map(|edge| edge.root() == whole), {
            ((size + 1).count_ones() == size.count_ones()).then_some(true)
        });
        for index in 0..size {
            let path = audit_path(leaves, index).unwrap();
            assert!(is_in(&all[index], long(index), long(size), &path, &whole), "{index} in {size}");
            assert!(!is_in(&leaf_hash(b"other"), long(index), long(size), &path, &whole));
            let elsewhere = (index + 1) % size;
            assert!(size == 1 || !is_in(&all[index], long(elsewhere), long(size), &path, &whole));
            let earlier = root(&all[..=index]);
            let proof = consistency_proof(leaves, index + 1).unwrap();
            let begins =
                |earlier: &Hash, proof: &[Hash]| is_consistent((long(index) + 1, earlier), (long(size), &whole), proof);
            assert!(begins(&earlier, &proof), "{} begins {size}", index + 1);
            assert!(!begins(&leaf_hash(b"other"), &proof));
            let longer: Vec<Hash> = proof.iter().copied().chain([whole]).collect();
            assert!(!begins(&earlier, &longer));
            assert!(proof.is_empty() || !begins(&earlier, &proof[1..]));
        }
    }
}
