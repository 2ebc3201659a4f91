//! The records as they are written, and what may never be in them.
