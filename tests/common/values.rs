//! Invented personal data with check digits that hold; national numbers use serials that nobody gets.

/// A number of its own for every `n` below 49 * 300: serials 950 to 998, born in 1960 and later.
pub fn national_number(n: usize) -> String {
    let (serial, rest) = (950 + n % 49, n / 49);
    let (year, month, day) = (60 + rest % 30, 1 + rest / 30 % 12, 1 + rest / 360 % 28);
    let digits = year * 10_000_000 + month * 100_000 + day * 1000 + serial;
    let check = 97 - digits % 97;
    format!("{year:02}.{month:02}.{day:02}-{serial:03}.{check:02}")
}

/// A Belgian account of its own for every `n` below 10,000.
pub fn iban(n: usize) -> String {
    let account = 5_390_070_000 + n;
    let account_check = match account % 97 {
        0 => 97,
        check => check,
    };
    let bban = format!("{account}{account_check:02}");
    // B is 11 and E is 14; the letters and two zeros come last.
    let number: u128 = format!("{bban}111400").parse().unwrap_or_default();
    format!("BE{:02}{bban}", 98 - number % 97)
}
