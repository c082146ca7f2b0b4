//! The library against a server on this machine that answers as the Publications Office does, faults included.

mod cases;
mod server;
