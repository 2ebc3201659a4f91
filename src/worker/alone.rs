//! One file read in this very process, which confines itself first: for a command that shows text to the person who
//! asked (`speur extract`), in a child process of its own.

use std::fs::File;
use std::io;

use super::{limits, sys};

/// Confines this process, then runs `read` on the file that is its standard input, with a worker's stack.
pub fn read_alone<T: Send + 'static>(read: impl FnOnce(File) -> T + Send + 'static) -> io::Result<T> {
    let input = sys::standard_input()?;
    sys::limit_process()?;
    sys::confine_process();
    let reading = std::thread::Builder::new().stack_size(limits::STACK).spawn(move || {
        sys::confine_calls();
        read(input)
    })?;
    reading
        .join()
        .map_err(|_| io::Error::other("the document made its reader panic"))
}
