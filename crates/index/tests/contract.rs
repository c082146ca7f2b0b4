//! The index in memory keeps the contract.

use renvoi_index::memory::Memory;
use renvoi_index::suite;

#[test]
fn the_index_in_memory_keeps_the_contract() {
    suite::run(Memory::default);
}
