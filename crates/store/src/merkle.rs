//! The Merkle tree of RFC 6962 section 2.1: hashes of leaves and nodes, roots, and proofs that a leaf is in a
//! tree or that one tree is the beginning of another.
//!
//! It knows bytes and hashes, and neither rows nor what a leaf means.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The hash of a leaf: of a zero byte and its bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

/// The hash of a node: of a one byte and the hashes below it.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root over the hashes of all leaves.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(&root(left), &root(right))
        }
    }
}

/// The audit path of the leaf at `index`, the nearest node first; none where there is no such leaf.
pub fn audit_path(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut path, beside) = match index.checked_sub(left.len()) {
        None => (audit_path(left, index)?, root(right)),
        Some(index) => (audit_path(right, index)?, root(left)),
    };
    path.push(beside);
    Some(path)
}

/// The proof that the tree of the first `earlier` leaves is the beginning of this one; none where it is not shorter.
pub fn consistency_proof(leaves: &[Hash], earlier: usize) -> Option<Vec<Hash>> {
    (0 < earlier && earlier <= leaves.len()).then(|| subproof(leaves, earlier, true))
}

fn subproof(leaves: &[Hash], earlier: usize, is_known: bool) -> Vec<Hash> {
    if earlier == leaves.len() {
        return if is_known { Vec::new() } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, beside) = match earlier.checked_sub(left.len()) {
        None | Some(0) => (subproof(left, earlier, is_known), root(right)),
        Some(earlier) => (subproof(right, earlier, false), root(left)),
    };
    proof.push(beside);
    proof
}

/// Whether `path` leads from the leaf's hash at `index` to the root of a tree of `size` leaves.
pub fn is_in(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for beside in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(beside, &hash);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, beside);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows that the tree of `earlier` leaves is the beginning of the one of `size`.
pub fn is_consistent((earlier, earlier_root): (u64, &Hash), (size, root): (u64, &Hash), proof: &[Hash]) -> bool {
    if earlier == size {
        return proof.is_empty() && earlier_root == root;
    }
    if earlier == 0 || earlier > size {
        return false;
    }
    let (mut at, mut last) = (earlier - 1, size - 1);
    while at & 1 == 1 {
        (at, last) = (at >> 1, last >> 1);
    }
    let mut nodes = proof.iter();
    let first = if at == 0 { Some(earlier_root) } else { nodes.next() };
    let Some(first) = first else { return false };
    let (mut old, mut new) = (*first, *first);
    for node in nodes {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            old = node_hash(node, &old);
            new = node_hash(node, &new);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            new = node_hash(&new, node);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && old == *earlier_root && new == *root
}

/// The greatest power of two below `size`, which is greater than one.
fn split(size: usize) -> usize {
    size.div_ceil(2).next_power_of_two()
}

/// The right edge of a tree: enough to grow it, whatever its size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// The roots of the full trees that it is made of, the largest first: one for each bit of its size.
    peaks: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree of `size` leaves; none where it does not have as many peaks as that takes.
    pub fn of(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        let fits = usize::try_from(size.count_ones()).is_ok_and(|ones| ones == peaks.len());
        fits.then_some(Self { size, peaks })
    }

    /// Grows the tree by a leaf's hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the full trees, the largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The root of the whole tree.
    pub fn root(&self) -> Hash {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(|| root(&[]))
    }
}

#[cfg(test)]
mod tests;
