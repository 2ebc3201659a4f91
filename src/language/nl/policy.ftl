# Wat er veranderde sinds de vorige scan, en wat er gevraagd wordt.
since = Sinds de scan die eindigde op { $date }: { $new } nieuwe, { $changed } gewijzigde, { $gone } verdwenen, { $unchanged } ongewijzigde documenten met persoonsgegevens.
asked = { $n ->
    [one] Voor één document is een uitzondering gevraagd
   *[other] Voor { $n } documenten is een uitzondering gevraagd
}: de DPO beslist.
