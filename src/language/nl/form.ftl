# Numbers, sizes, times and dates.
files = { $n ->
    [one] { $n } bestand
   *[other] { $n } bestanden
}
size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
size-kilo = KB
size-mega = MB
size-giga = GB
size-tera = TB
time-days = d
time-hours = u
time-minutes = min
time-seconds = s
date = { $day } { $month } { $year }
moment = { $date }, { $time } UTC
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
