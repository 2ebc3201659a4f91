# Numbers, sizes, times and dates.
files = { $n ->
    [one] { $n } fichier
   *[other] { $n } fichiers
}
size-bytes = { $n ->
    [one] { $n } octet
   *[other] { $n } octets
}
size-kilo = Ko
size-mega = Mo
size-giga = Go
size-tera = To
time-days = j
time-hours = h
time-minutes = min
time-seconds = s
date = { $day } { $month } { $year }
moment = { $date }, { $time } UTC
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
