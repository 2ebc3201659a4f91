//! Properties of Outlook items by their numbers (\[MS-OXPROPS\]).

pub(in crate::extract) const BODY: u16 = 0x1000;
pub(in crate::extract) const RTF: u16 = 0x1009;
pub(in crate::extract) const HTML: u16 = 0x1013;
pub(in crate::extract) const HEADERS: u16 = 0x007d;
pub(in crate::extract) const ATTACHED: u16 = 0x3701;
pub(in crate::extract) const FILE_NAME: u16 = 0x3704;
pub(in crate::extract) const LONG_FILE_NAME: u16 = 0x3707;
pub(in crate::extract) const DISPLAY_NAME: u16 = 0x3001;
pub(in crate::extract) const CODE_PAGE: u16 = 0x3ffd;
pub(in crate::extract) const INTERNET_CODE_PAGE: u16 = 0x3fde;
