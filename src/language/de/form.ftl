# Numbers, sizes, times and dates.
files = { $n ->
    [one] { $n } Datei
   *[other] { $n } Dateien
}
size-bytes = { $n ->
    [one] { $n } Byte
   *[other] { $n } Byte
}
size-kilo = KB
size-mega = MB
size-giga = GB
size-tera = TB
time-days = d
time-hours = h
time-minutes = min
time-seconds = s
date = { $day }. { $month } { $year }
moment = { $date }, { $time } UTC
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
