//! to come
use crate::blocks::Blocks;
use crate::error::ReadError;
pub(crate) fn recognises(_bytes: &[u8]) -> bool {
    false
}
pub(crate) fn read(_bytes: &[u8]) -> Result<Blocks, ReadError> {
    Ok(Blocks::default())
}
