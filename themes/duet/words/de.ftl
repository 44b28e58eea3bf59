# Die Wörter des Designs, auf Deutsch. Siehe docs/content/translating.md.

## Zahlen und Daten in Worten

count-deals = { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
}
count-days = { $n ->
    [one] { NUMBER($n) } Tag
   *[other] { NUMBER($n) } Tage
}
count-minutes = { $n ->
    [one] { NUMBER($n) } Minute
   *[other] { NUMBER($n) } Minuten
}
count-hours = { NUMBER($n) } Stunden
span-days = { NUMBER($n) } Tage
short-hours = { $n } Std.
k-of-n = { $k } von { $n }
low-to-high = { $low } bis { $high }
less-than = unter { $value }
money-a-day = { $money } pro Tag
period-all = gesamte Zeit
period-all-short = alles
in-all = seit { $month }
in-quarter = in { $period }
in-month = im { $period }
in-year = im Jahr { $period }
in-so-far = { $within } bisher
name-so-far = { $name } bisher
by-channel = Kanal
by-campaign = Kampagne
by-owner = Person
by-segment = Segment
by-region = Region
by-kind = Art
side-marketing = Marketing
side-sales = Vertrieb
side-both = beide
name-not-known = nicht bekannt

## Überschriften und erste Sätze

funnel-title-empty = In diesem Zeitraum ist kein Deal entstanden
funnel-title-most-lost = Die meisten gehen zwischen „{ $from }“ und „{ $to }“ verloren: { NUMBER($lost) } von { NUMBER($of) }
funnel-title-few-lost = { NUMBER($lost) } von { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } bisher verloren: zu wenige, um zu sagen, wo die meisten verloren gehen
funnel-title-alike = { NUMBER($lost) } von { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } bisher verloren, bei keinem Schritt klar die meisten
funnel-title-none-lost = Von { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } ist bisher keiner verloren; { NUMBER($open) } noch offen
funnel-title-all-won = { $n ->
    [one] Der eine Deal wurde gewonnen
   *[other] Alle { NUMBER($n) } Deals wurden gewonnen
}
funnel-lead-empty = Entstanden ist { $within } kein Deal
funnel-lead = Von { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    }, die { $within } entstanden sind, { $won ->
    [0] wurde bisher keiner gewonnen
    [one] wurde bisher { NUMBER($won) } gewonnen
   *[other] wurden bisher { NUMBER($won) } gewonnen
    } und { $open ->
    [0] keiner ist mehr offen
    [one] { NUMBER($open) } ist noch offen
   *[other] { NUMBER($open) } sind noch offen
}
nothing-won-title = In diesem Zeitraum wurde nichts gewonnen
split-title = Das Marketing verursachte { $cost } der Kosten und brachte { $won } des gewonnenen Betrags
split-title-no-cost = Das Marketing brachte { $won } des gewonnenen Betrags
split-title-unknown = Niemand hat aufgeschrieben, wer die gewonnenen Deals gebracht hat
split-title-few = { $n ->
    [one] Ein Deal wurde gewonnen
   *[other] { NUMBER($n) } Deals wurden gewonnen
    }: zu wenige, um zu sagen, welche Seite mehr bringt
trend-title-no-period = { $metric }: noch kein Zeitraum
trend-title-no-value = { $metric }: kein Wert { $within }
trend-title = { $metric }: { $value } { $within }
trend-title-same = { $start }, wie { $then }
trend-title-unclear = { $start }, keine klare Änderung gegenüber { $before } { $then }
trend-title-few = { $start }, { $before } { $then }: zu wenige Deals für einen Vergleich
trend-title-up = { $start }, gestiegen von { $before } { $then }
trend-title-down = { $start }, gesunken von { $before } { $then }
cohorts-title-empty = Noch ist kein Quartal alt genug für eine Aussage
cohorts-title-few = Über alle Quartale: Nach { NUMBER($days) } Tagen { $of ->
    [one] war { NUMBER($won) } von { NUMBER($of) } Deal
   *[other] waren { NUMBER($won) } von { NUMBER($of) } Deals
    } gewonnen
cohorts-title = Über alle Quartale: Nach { NUMBER($days) } Tagen waren { NUMBER($won) } von 100 Deals gewonnen
attribution-lead = Am meisten wird { $within } der Kampagne „{ $campaign }“ zugerechnet: { $range }, je nach Zählweise
attribution-lead-few = Mit { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } wurden { $within } { $money } gewonnen; keine Kampagne war an genug davon beteiligt, um zu sagen, welche am meisten hilft
attribution-lead-untouched = { $money } wurden { $within } gewonnen, ohne dass eine Kampagne beteiligt war
attribution-lead-empty = Gewonnen wurde { $within } nichts
disputed-title-empty = Noch ist keiner Kampagne ein Abschluss zugerechnet
disputed-title-agree = Alle Zählweisen stimmen überein
disputed-title-few = { $n ->
    [one] Ein Deal wurde gewonnen
   *[other] { NUMBER($n) } Deals wurden gewonnen
    }: zu wenige, um eine Kampagne danach zu beurteilen
disputed-title = Am strittigsten: „{ $campaign }“, { $low } oder { $high } wert
flow-title-empty = In diesem Zeitraum ist kein Deal entstanden
flow-title = Die meisten Deals kamen über { $channel }: { NUMBER($n) } von { NUMBER($all) }, davon { NUMBER($won) } bisher gewonnen
flow-title-few = { $n ->
    [one] Ein Deal kam hinzu
   *[other] { NUMBER($n) } Deals kamen hinzu
    }: zu wenige, um zu sagen, woher die meisten kommen
flow-title-same = Über { $channel } kamen so viele Deals wie über { $other }: je { NUMBER($n) } von { NUMBER($all) }
forecast-title-no-month = Kein ganzer Monat liegt mehr im Prognosezeitraum
forecast-title-too-few = Zu wenige Deals, um etwas vorherzusagen
forecast-title = Für { $month } sind { $expected } zu erwarten, in vier von fünf Fällen { $low } bis { $high }
left-truncation = Die Daten setzen offenbar mitten im Geschäft ein: Deals, die vor dem { $first } begonnen hatten, fehlen. Vergleicht Kohorten und Abschlussquoten bis zum { $until } nicht mit späteren.
incidence-title = Von 100 Deals in „{ $from }“ erreichen { NUMBER($n) } innerhalb von { NUMBER($days) } Tagen „{ $to }“
incidence-title-few = { NUMBER($k) } von { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } in „{ $from }“ haben bisher „{ $to }“ erreicht
incidence-title-empty = Kein Deal hat in diesem Zeitraum „{ $from }“ erreicht
dots-title-few = { $metric } nach { $by }: zu wenige Deals, um zu sagen, was vorn liegt
dots-title-clear = { $metric }: „{ $high }“ liegt klar vor „{ $low }“
dots-title-unclear = { $metric }: kein klarer Unterschied nach { $by }
dumbbell-title-none-won = In diesem Zeitraum hat kein Kanal einen Abschluss gebracht
dumbbell-title-no-spend = In diesem Zeitraum keine Kampagnenausgaben
dumbbell-title = „{ $best }“ hat { $best_spend } der Ausgaben und { $best_won } des gewonnenen Betrags; „{ $worst }“ { $worst_spend } und { $worst_won }
dumbbell-title-few = { $n ->
    [one] Ein Deal wurde gewonnen
   *[other] { NUMBER($n) } Deals wurden gewonnen
    }: zu wenige, um zu sagen, welcher Kanal sein Geld wert ist
dumbbell-title-worst = „{ $worst }“ hat { $spend } der Ausgaben und { $won } des gewonnenen Betrags
dumbbell-title-one = Was ausgegeben wurde, neben dem, was gewonnen wurde
losses-title-empty = In diesem Zeitraum ging kein Deal verloren
losses-title-no-reason = { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } verloren, und kein Grund aufgeschrieben
losses-title-where-written = Wo ein Grund aufgeschrieben ist, lautet er am häufigsten „{ $reason }“
losses-title = Am häufigsten „{ $reason }“: { NUMBER($k) } von { $n ->
    [one] { NUMBER($n) } verlorenen Deal
   *[other] { NUMBER($n) } verlorenen Deals
}
losses-title-few = { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } verloren: zu wenige, um zu sagen, was der übliche Grund ist
losses-title-same = Gleich oft „{ $reason }“ und „{ $other }“: je { NUMBER($k) } von { $n ->
    [one] { NUMBER($n) } verlorenen Deal
   *[other] { NUMBER($n) } verlorenen Deals
}
needs-chart-title = „{ $need }“: Von { $closed ->
    [one] { NUMBER($closed) } entschiedenen Deal
   *[other] { NUMBER($closed) } entschiedenen Deals
    } { $won ->
    [0] wurde keiner gewonnen
    [one] wurde { NUMBER($won) } gewonnen
   *[other] wurden { NUMBER($won) } gewonnen
}
needs-chart-none-closed = Noch ist kein Deal mit einem Bedarf entschieden
needs-chart-none = Noch ist kein Bedarf eingetragen
needs-chart-few = Zu wenige Deals sind entschieden, um zu sagen, bei welchem Bedarf ihr gewinnt
losses-stage-title = Die meisten gehen bei „{ $stage }“ verloren: { NUMBER($n) } von { NUMBER($all) }
losses-stage-title-few = { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } verloren: zu wenige, um zu sagen, in welcher Stufe die meisten
timeline-title-won = Gewonnen nach { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
}
timeline-title-lost = Verloren in „{ $stage }“ nach { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
}
timeline-title-open = Offen seit { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
    }, in „{ $stage }“ seit { $there ->
    [one] { NUMBER($there) } Tag
   *[other] { NUMBER($there) } Tagen
}
overview-title-empty = Es gibt noch keine Deals
overview-lead-empty = Die Zahlen kommen mit der ersten Datei in content/deals/.
overview-lead = { $leads ->
    [0] Kein neuer Deal kam
    [one] { NUMBER($leads) } neuer Deal kam
   *[other] { NUMBER($leads) } neue Deals kamen
    } hinzu, der Vertrieb gewann { $won ->
    [0] keinen
    [one] { NUMBER($won) } Deal
   *[other] { NUMBER($won) } Deals
    }, und { $lost ->
    [0] keiner ging
    [one] { NUMBER($lost) } ging
   *[other] { NUMBER($lost) } gingen
    } verloren.
overview-lead-worth = { $leads ->
    [0] Kein neuer Deal kam
    [one] { NUMBER($leads) } neuer Deal kam
   *[other] { NUMBER($leads) } neue Deals kamen
    } hinzu, der Vertrieb gewann { $won ->
    [0] keinen
    [one] { NUMBER($won) } Deal
   *[other] { NUMBER($won) } Deals
    } im Wert von { $worth }, und { $lost ->
    [0] keiner ging
    [one] { NUMBER($lost) } ging
   *[other] { NUMBER($lost) } gingen
    } verloren.
overview-lead-before = { $within } waren es { $leads ->
    [one] { NUMBER($leads) } neuer Deal
   *[other] { NUMBER($leads) } neue Deals
    } und { $won ->
    [one] { NUMBER($won) } Abschluss
   *[other] { NUMBER($won) } Abschlüsse
    }.
overview-more-deals = mehr neue Deals
overview-fewer-deals = weniger neue Deals
overview-same-deals = gleich viele neue Deals
overview-more-wins = mehr Abschlüsse
overview-fewer-wins = weniger Abschlüsse
overview-same-wins = gleich viele Abschlüsse
overview-title-compared = { $period }: { $deals }, { $wins }
overview-title-running = { $period } bisher: { $leads ->
    [one] { NUMBER($leads) } neuer Deal
   *[other] { NUMBER($leads) } neue Deals
    }, { $won ->
    [one] { NUMBER($won) } Abschluss
   *[other] { NUMBER($won) } Abschlüsse
}
overview-title-all = Bisher { $leads ->
    [one] { NUMBER($leads) } Deal
   *[other] { NUMBER($leads) } Deals
    }, { $won ->
    [0] noch kein Abschluss
    [one] { NUMBER($won) } Abschluss
   *[other] { NUMBER($won) } Abschlüsse
}

## Kennzahlen

reason-no-cost = keine Kosten aufgeschrieben
reason-too-early = nicht vor dem { $date } bekannt: die Deals sind noch nicht lange genug zu sehen
incomplete = unvollständig
caveat-gap = kein Eintrag für { $months } in `{ $file }`
caveat-incomplete = Unvollständig: { $gaps }{ $more ->
    [0] { "" }
    [one] { "" } und in einer weiteren Datei
   *[other] { "" } und in { NUMBER($more) } weiteren Dateien
    }.
caveat-share = Von den gemeinsamen Kosten zählen { $share } zum Marketing.
caveat-pending = { $n ->
    [one] { NUMBER($n) } weiterer ist noch nicht entschieden.
   *[other] { NUMBER($n) } weitere sind noch nicht entschieden.
}
caveat-young = Nicht alle Deals hatten schon { $days } Tage: Der Wert kann sich noch ändern.
reason-no-promise = keine Zusage eingetragen
reason-promise-of-months = sie gilt für Monate: seht einen Monat, ein Quartal oder ein Jahr an
reason-no-quota = für diesen Zeitraum ist kein Vertriebsziel eingetragen
reason-few-answered = weniger als die Hälfte ist beantwortet, oder nichts wurde übergeben
reason-nothing-happened = in diesem Zeitraum gab es nichts davon
reason-no-deal = in diesem Zeitraum gibt es keinen Deal dafür
parts-promised = { $k } von { $n } zugesagten
parts-money-for = { $money } für { $n }
of-deals = von { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
}
taken-over = errechnet aus { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
}
change-none = keine Änderung
change-points = { $n } Prozentpunkte
change-base = ggü. { $period }: { $value }
change-base-at-age = ggü. { $period } nach { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
    }: { $value }
change-better = besser
change-worse = schlechter
change-unclear = (kein klarer Unterschied)
change-few = (zu wenige Deals für einen Vergleich)

## Der Rahmen jeder Seite

frame-feed-title = { $title }: Befunde
frame-skip = Zum Inhalt
frame-menu = Menü
frame-pages = Seiten
frame-close = Schließen
frame-period = Zeitraum
frame-other-periods = Andere Zeiträume als
frame-where = Wo ihr seid
frame-data-up-to = Daten bis [date].
frame-left-out = { $n ->
    [one] { NUMBER($n) } Eintrag ausgelassen
   *[other] { NUMBER($n) } Einträge ausgelassen
}
frame-built-with = Erstellt mit { $generator }.
so-far = bisher

## Tabellenköpfe

th-campaign = Kampagne
sort-by = Sortieren nach
th-deal = Deal
th-stage = Stufe
th-owner = Verantwortlich
th-channel = Kanal
th-amount = Betrag
th-first-contact = Erster Kontakt
th-days = Tage
th-deals = Deals
th-won = Gewonnen
th-lost = Verloren
th-open = Offen
th-from = Grundlage
th-interval = 95-%-Intervall
th-value = Wert
th-number = Kennzahl
th-period = Zeitraum
th-target = Ziel
th-who = Wer
th-run-by = Durchgeführt von
th-job = Aufgabe
th-spend = Ausgaben
th-amount-won = Gewonnener Betrag
th-month = Monat
th-what-it-is = Bedeutung
th-open-deals = Offene Deals
th-quota = Vertriebsziel
th-answered = Beantwortet
th-in-all = Insgesamt
th-change = Änderung
th-record = Eintrag
th-marketing = Marketing
th-sales = Vertrieb

## Seite nicht gefunden

missing-title = Seite nicht gefunden
missing-text = Unter dieser Adresse gibt es in { $title } nichts. Vielleicht wurde die Seite umbenannt oder ihre Datei gelöscht.
missing-overview = Zum Überblick
missing-go-back = Geht zurück. Oder kürzt die Adresse von hinten bis zum Schrägstrich davor, bis eine Seite erscheint: Unter der Adresse der Website selbst steht der Überblick.
missing-there-are = Die Website hat diese Seiten:

## Verschlossene Seiten, bevor sie geöffnet sind
lock-title = Diese Seiten sind verschlossen
lock-text = Sie sind verschlüsselt und öffnen sich mit der Passphrase, die das Team teilt, hier im Browser: Sie wird nirgendwohin gesendet und ist vergessen, sobald der Tab geschlossen wird.
lock-passphrase = Passphrase
lock-unlock = Öffnen
lock-no-script = Zum Öffnen braucht es JavaScript, das in diesem Browser ausgeschaltet ist.
lock-working = Wird geöffnet …
lock-wrong = Das ist nicht die Passphrase. Großbuchstaben, Leerzeichen und Satzzeichen zählen mit.
lock-file = Verschlossene Seiten müssen von einem Webserver kommen: Eine Seite von der Festplatte darf die Dateien neben sich nicht lesen.
lock-insecure = Browser entschlüsseln nur auf Seiten, die über https oder von diesem Rechner kommen. Öffnet dieselbe Adresse mit https:// davor.
lock-old = Dieser Browser ist zu alt, um die Seiten zu öffnen. Ein aktueller kann es.
lock-failed = Die Dateien dieser Seite ließen sich nicht lesen. Ladet die Seite neu; hilft das nicht, baut und veröffentlicht sie noch einmal.
lock-missing = Unter dieser Adresse gibt es nichts. Vielleicht wurde die Seite umbenannt, ihre Datei gelöscht oder die Passphrase geändert.
lock-saved = Die Datei ist gespeichert.
lock-again = Verschließen

## Attribution

attribution-by-campaign = Nach Kampagne
attribution-intro = Keine Zählweise weiß, was ohne eine Kampagne geschehen wäre. Wo sie übereinstimmen, verlasst euch darauf; wo nicht, ist die Spanne das, was sich sagen lässt. Alle verteilen dieselben { $attributed }.
attribution-unattributed = Weitere { $money } wurden ohne Kampagne auf dem Weg gewonnen und keiner zugerechnet.
attribution-too-few = Unter { $from } entschiedenen Deals mit Touchpoints bleibt die Markov-Kette weg; { $within } { $closed ->
    [one] ist es { NUMBER($closed) }
   *[other] sind es { NUMBER($closed) }
    }.
attribution-by-channel = Nach Kanal
attribution-channel-note = Die Zurechnung eines Kanals ist die Summe seiner Kampagnen, außer bei der Markov-Kette, die hier aus Kanälen gebildet ist. Auch die Shapley-Werte sind also Summen, nicht die von Kanälen als Spielern.
attribution-none = { $within }: Kein Deal wurde gewonnen, an dem eine Kampagne beteiligt war. Schreibt `touches` mit ihrer `campaign` zu den Deals in `content/deals/`.
attribution-ways = Die Wege der Deals
attribution-models = Die Zählweisen
attribution-models-note = Ein Pfad sind die Touchpoints mit Kampagne in den { $lookback } Tagen, bevor ein Deal entschieden ist; das Gewicht beim Zeitverfall halbiert sich { $half_life ->
    [one] jeden Tag
   *[other] alle { NUMBER($half_life) } Tage
    }. Beides steht unter `[attribution]` in `site.toml`. Alle Zurechnungen:

## Kampagnen

campaign-credit = Zurechnung des gewonnenen Betrags
campaign-way = Zählweise
campaign-credit-column = Zurechnung
campaign-per-unit = Anteil je { $one } Ausgaben
campaign-months = Monat für Monat
campaign-impressions = Impressionen
campaign-visits = Besuche
campaign-leads = Leads laut Plattform
campaign-brought = Deals aus dieser Kampagne
campaign-brought-caption = Deals aus dieser Kampagne
more-older = Und { $n ->
    [one] { NUMBER($n) } älterer
   *[other] { NUMBER($n) } ältere
    }.
campaign-no-source = Bisher ist sie Quelle keines Deals.
campaign-touched = Weitere Deals mit Beteiligung
campaign-touched-caption = Weitere Deals mit Beteiligung
notes = Notizen
campaigns-label = Kampagnen
campaigns-new-file = Eine neue Kampagne im Web anlegen
campaigns-deals-brought = Gebrachte Deals
campaigns-deals-touched = Deals mit Beteiligung
campaigns-running = läuft
campaigns-none = Eine Kampagne ist alles, was ihr unternehmt, um bemerkt zu werden oder Aufträge zu bekommen. Schreibt jede in eine eigene Datei in `content/campaigns/`: Name, Kanal, Ausgaben je Monat.

## Bausteine

table-nobody = In diesem Zeitraum hat niemand einen Wert.
nothing-found = Im Moment ist nichts davon zu finden.
chart-table = Datentabelle
chart-table-of = Daten zu: { $title }
chart-csv = Dasselbe als CSV
chart-csv-all = Die Zeitleisten aller Deals als CSV
chart-svg = die Zeichnung als SVG
card-running = { $period } läuft noch
card-interval = 95 %: { $interval }
card-target-open = Ziel { $target }
card-target = Ziel { $target }:
card-no-value = kein Wert
card-met = erreicht
card-not-met = nicht erreicht
card-few = zu wenige Deals, um es zu sagen
finding-muted = Stummgeschaltet
finding-muted-record = stummgeschaltet
finding-spent = { $money } ausgegeben
finding-over-budget = { $money } über dem Budget
finding-at-stake = { $money } stehen auf dem Spiel
finding-to-do = Was zu tun ist:
finding-more-in = Mehr in „{ $page }“
finding-which-deals = Welche Deals, warum es wichtig ist, was dagegen spricht
finding-which-campaigns = Welche Kampagnen, warum es wichtig ist, was dagegen spricht
finding-records-of = Einträge zu: { $title }
finding-more = Und weitere: Alle stehen auf [der Seite der Befunde] und in [findings.json].
finding-looks-for = Gesucht wird
finding-why = Warum es wichtig ist
finding-against = Was dagegen spricht
finding-decision = Die Entscheidung des Teams
deals-lost = verloren
credits-lowest = Niedrigste
credits-highest = Höchste
credits-touched = Abschlüsse mit Beteiligung
credits-others = Die anderen Zählweisen
records-behind-in = Die Einträge dahinter, { $period }
records-behind = Die Einträge dahinter
records-first = Die ersten { $shown } von { $total };
records-all = alle als CSV
records-total = Insgesamt { $total };
records-same = dasselbe als CSV
records-quotient = Einträge im Zähler zählen oben im Bruch, die im Nenner unten.
records-kind = Art
records-numerator = Zähler
records-denominator = Nenner
records-adds = Trägt bei
records-made-of = Sie besteht aus anderen Kennzahlen, deren Seiten die Einträge nennen:
records-none = In diesem Zeitraum trägt kein Deal, keine Kampagne und keine Kosten dazu bei.
cells-by = Nach { $by }
edit-file = Im Web bearbeiten
edit-source = Etwas zu korrigieren? All das steht in [file].

## Ein Deal

deal-next-due = Nächster Schritt, fällig:
deal-no-amount = Kein Betrag eingetragen
deal-lead = { $status }. { $brought }
deal-won-on = Gewonnen am { $date }
deal-lost-on = Verloren in „{ $stage }“ am { $date }
deal-open-since = Offen in „{ $stage }“ seit { $date }
deal-lead-unknown = { $amount }; wer ihn brachte, hat niemand aufgeschrieben.
deal-lead-sales = { $amount }, vom Vertrieb gebracht.
deal-lead-marketing = { $amount }, vom Marketing gebracht.
deal-overdue = seit { $n ->
    [one] { NUMBER($n) } Tag
   *[other] { NUMBER($n) } Tagen
    } überfällig
deal-next = Nächster Schritt:
deal-no-next = Kein nächster Schritt ist vereinbart.
deal-add-next = Ergänzt `next: {"{"}on: …, what: …{"}"}` in der Datei.
deal-look-at = Worauf zu achten ist
deal-rule-looks-for = Die Regel sucht: { $what }.
deal-what-to-do = Was zu tun ist
deal-chance = Von den Deals, die so lange wie er an derselben Stelle standen, wurden { $chance } in den nächsten { $horizon } Tagen gewonnen: [die Prognose].
deal-who-brought = Wer ihn gebracht hat
deal-credit = Wem er zugerechnet wird
deal-credit-note = Der Betrag, auf { $n ->
    [one] { NUMBER($n) } Weise
    [4] vier Weisen
   *[other] { NUMBER($n) } Weisen
    } verteilt: [was sie bedeuten und wo sie sich unterscheiden].
deal-touches = Touchpoints
deal-when = Wann
deal-what = Was
deal-no-touch = Noch kein Touchpoint eingetragen. Ergänzt `touches` in der Datei, damit das Team sieht, was geholfen hat.
deal-moved = Warum er die Stufe wechselte
deal-moved-to = { $date }, zu „{ $stage }“
needs-and-objections = Bedarf und Einwände
deal-need-met = erfüllt
deal-need-not-met = nicht erfüllt
deal-no-need = Noch kein Bedarf eingetragen. Ergänzt `needs` in der Datei.
deal-objection = „{ $text }“
deal-answered = beantwortet am { $date }
deal-not-answered = nicht beantwortet
deal-after = Nach dem Abschluss
deal-no-follow-up = Noch keine Nachbetreuung eingetragen. Ergänzt `follow_ups` in der Datei.
deals-new-file = Einen neuen Deal im Web anlegen
deals-none = Ein Deal ist ein möglicher Kauf eines Kunden, vom ersten Interesse bis zum Ja oder Nein. Schreibt sie nach `content/deals/`: zu jedem eine Id, den Kunden und den Tag jeder Stufe.
deals-this-page = Sortierung und Filter sehen nur die Deals dieser Seite; die Suche findet jeden.
deals-pages = Seiten der Liste
deals-newer = Neuere
deals-older = Ältere
deals-page = Seite

## Befunde

findings-none = Im Moment keine.
findings-looked-for = Wonach gesucht wird

## Prognose

forecast-by-stage = Nach Stufe
forecast-wins = Erwartete Abschlüsse
forecast-amount = Erwarteter Betrag
forecast-few = weniger als { $minimum } Deals waren hier
forecast-deals-next = Deal für Deal, die nächsten { $horizon } Tage
forecast-deals = Deal für Deal
forecast-days-there = Tage dort
forecast-chance = Chance
forecast-expected = Erwartet
forecast-more = Und { $n ->
    [one] { NUMBER($n) } weiterer
   *[other] { NUMBER($n) } weitere
    } mit kleinerem erwartetem Betrag.
forecast-method = Wie gezählt wird
forecast-method-text = Von allen Deals, die so lange dort standen, wo ein Deal jetzt steht, wurde dieser Teil in der Zeit danach gewonnen. Hoffnungen gehen nicht ein. Die Spanne zählt die Deals zusammen, als würden sie unabhängig voneinander gewonnen oder verloren: Eine Preisänderung oder eine schlechte Saison, die alle trifft, steckt nicht darin.
forecast-left-out = { $n ->
    [one] { NUMBER($n) } offener Deal steht
   *[other] { NUMBER($n) } offene Deals stehen
    } in einer Stufe, die weniger als { $minimum } Deals erreicht haben: ausgelassen.
forecast-no-amount = { NUMBER($n) } der Deals { $n ->
    [one] hat
   *[other] haben
    } keinen Betrag: gezählt, nicht bewertet.
forecast-unmet = Deals, die es noch nicht gibt, sind nicht darin.
forecast-too-high = Die Chance ist die aller, die die Stufe vor so langer Zeit erreicht haben und weder gewonnen noch verloren sind, wo auch immer sie jetzt stehen: Für Deals, die in einer frühen Stufe geblieben sind, ist sie zu hoch. Und wo große Deals länger dauern als kleine, kommt ihr Geld später, als hier steht.
forecast-months = Monate: [forecast.csv], gezählt ab dem { $date }.

## Funnel

funnel-figures = Wie schnell, wie oft zurück
funnel-steps = Schritt für Schritt
funnel-steps-text = Deals nach dem Tag, an dem sie die erste der beiden Stufen erreichten, { $within }. Was bisher weiterging, ist eine Untergrenze, solange einige offen sind; nur unter den entschiedenen wäre es zu viel; die Schätzung dazwischen heißt „in { $horizon } Tagen“.
funnel-stage-to-stage = Von Stufe zu Stufe
funnel-from-to = Von, nach
funnel-entered = Eingetreten
funnel-moved-on = Weiter
funnel-so-far = Bisher
funnel-within = In { $horizon } Tagen
funnel-of-closed = Von den entschiedenen
funnel-median = Median (Tage)
funnel-p90 = 9 von 10 bis Tag
funnel-known-from = ab { $date }
funnel-dash = Ein Strich unter „in { $horizon } Tagen“ heißt: Es ist zu früh, um es zu wissen. Kleinere Zahlen sind 95-%-Intervalle.
funnel-stages = Stufe für Stufe
funnel-reached = Erreicht, { $period }
funnel-skipped = Davon übersprungen
funnel-open-now = Jetzt dort offen
funnel-waiting = Davon zu lange wartend
funnel-criterion = Was für den Eintritt gelten muss
funnel-as-of = Offen und wartend gelten für den { $date }, gleich welcher Zeitraum; [welche das sind].
funnel-time = Wie lange es dauert
funnel-channels = Nach Kanal und über die Zeit

## Übergabe

handoff-agreed = Was vereinbart ist
handoff-no-criterion = Kein Kriterium ist aufgeschrieben: Ergänzt `means` bei der Stufe `{ $stage }` in `site.toml`.
handoff-promise = Zusage:
handoff-promised = { $promise } Übergaben pro Monat.
handoff-no-promise = keine eingetragen; ergänzt `promise` unter `[handoff]` in `site.toml`.
handoff-answer-within = eine erste Antwort innerhalb von { $within }.
handoff-kept = Was eingehalten wurde
handoff-waiting = Wer auf Antwort wartet
handoff-nobody-waits = Niemand wartet über die zugesagte Frist von { $within } hinaus.
handoff-over-time = Über die Zeit, nach Person, nach Kanal

## Verluste

losses-figures = Wie viele, wie viel
losses-where = Wo und warum
losses-matrix = Verluste nach Stufe und Grund
losses-stage = Stufe beim Verlust
losses-none-within = Verloren ging { $within } kein Deal.
losses-whom = An wen
losses-by-competitor = Verluste nach Wettbewerber
losses-competitor = Wettbewerber
losses-no-competitor = Für diesen Zeitraum ist kein Wettbewerber aufgeschrieben: Ergänzt `to` bei `lost` in den Dateien der Deals.

## Kennzahlen

metric-formula = Formel
metric-put-in = Mit den Werten: { $period }
metric-who-answers = Wer dafür verantwortlich ist
metric-both-sides = beide Seiten
metric-which-way = Was gut ist
metric-id = Id
metric-source = Quelle
metric-no-target = Kein Ziel ist eingetragen: Ergänzt `{ $id }` unter `[targets]` in `site.toml`.
metric-by-in = Nach { $by }, { $period }
metric-more = Und { $n ->
    [one] { NUMBER($n) } weiterer
   *[other] { NUMBER($n) } weitere
    }, in [metrics.csv].
metrics-metric = Kennzahl

## Bedarf

needs-figures = Ist es aufgeschrieben?
needs-here = Hier und unten: alle Deals bis zum { $date }.
needs-heading = Was Kunden brauchen
needs-label = Bedarf
needs-need = Bedarf
needs-won-of-closed = Gewonnen von entschiedenen
needs-met = Laut Angabe erfüllt
needs-none = Kein Deal sagt, was sein Kunde braucht. Ergänzt `needs: [ein Werkzeug statt drei]` in der Datei eines Deals.
needs-promises = Was das Marketing verspricht
needs-hold-against = Haltet das gegen die Liste oben: Trifft das Versprochene den Bedarf?
needs-no-promise = Keine Kampagne sagt, was sie verspricht. Ergänzt `promise` in ihrer Datei.
needs-object = Was sie einwenden
needs-objections = Einwände
needs-objection = Einwand
needs-won-all-the-same = Trotzdem gewonnen
needs-no-objection = Kein Einwand ist aufgeschrieben. Ergänzt `objections` in der Datei eines Deals.

## Überblick

overview-empty = Es gibt noch keine Deals. Schreibt den ersten nach `content/deals/`; dann füllen sich diese Seiten von selbst.
overview-left-out-why = wegen Fehlern in den Dateien.
overview-left-out-with = wegen Fehlern in den Dateien, mit { $amounts }.
overview-which-ones = Welche, und warum
overview-figures = Wichtige Kennzahlen
costs-campaigns-only = Kosten sind nur die Kampagnenausgaben: Es gibt keine `content/costs.yaml`.
overview-monday = Was am Montag zu tun ist
and-more = und { $n ->
    [one] { NUMBER($n) } weiterer
   *[other] { NUMBER($n) } weitere
}
overview-where = Wohin die Deals gehen
overview-who = Marketing und Vertrieb
overview-short-urgent = { $n ->
    [one] ein Befund, und er ist dringend
   *[other] { NUMBER($n) } Befunde, die dringenden zuerst
}
overview-short-calm = { $n ->
    [one] ein Befund
   *[other] { NUMBER($n) } Befunde, die teuersten zuerst
}
overview-short-who = Wer zahlt, wer bringt, wer gewinnt
overview-short-where = Bei „{ $stage }“ gehen { NUMBER($lost) } von { NUMBER($of) } verloren
overview-dearest = Der teuerste Befund jeder Art.
overview-urgent = Zuerst, was dringend ist, dann das Teuerste jeder Art.
overview-then = Danach:
findings-all = Alle Befunde
overview-changed = Neu und erledigt seit letzter Woche
overview-new = Neu:
overview-gone = Erledigt:
overview-this-week = Was diese Woche geschah
overview-nothing-changed = Kein Befund ist neu, und keiner ist erledigt.

## Seiten in Markdown

page-beside = Benachbarte Seiten
page-before = Davor
page-next = Danach
page-edit = Diese Seite bearbeiten
markdown-table = Tabelle: { $heading }
markdown-table-alone = Tabelle { $number }
markdown-table-further = Tabelle { $number }: { $heading }
markdown-task-done = erledigt
markdown-task-open = zu tun

## Personen

people-label = Personen
people-side = Seite
people-none = Schreibt `content/team.yaml`: zu jeder Person eine Id, einen Namen und ob sie Marketing, Vertrieb oder beides macht.
person-does = Zuständig für
person-left = Gegangen am
person-answers-for = Verantwortet
person-campaigns-sum = { $n ->
    [one] Eine Kampagne
   *[other] { NUMBER($n) } Kampagnen
    }, zusammen { $cost } Ausgaben, { $deals ->
    [one] { NUMBER($deals) } Deal gebracht
   *[other] { NUMBER($deals) } Deals gebracht
    }, davon { $won } gewonnen, im Wert von { $amount }.
person-waits = Was wartet
person-numbers-heading = Kennzahlen, und was hinter jeder steht
person-numbers = Kennzahlen
person-whole-time = Gesamte Zeit
person-few = Wenige Deals sagen wenig über eine Person: Wer die schweren oder die späten bekommt, zeigt sich hier nicht.
person-quarter = Quartal
person-coverage = Pipeline davor, je { $one } Vertriebsziel
person-handed-in = Übergeben, { $period }
person-handed = Übergeben
person-on = Am
person-now = Jetzt

## Das Playbook

playbook-none = Es gibt noch keine Seiten. Schreibt eine in Markdown nach `content/playbook/`.

## Datenqualität

quality-after = { $n ->
    [one] { NUMBER($n) } Eintrag liegt
   *[other] { NUMBER($n) } Einträge liegen
    } nach dem { $date } und { $n ->
    [one] fehlt
   *[other] fehlen
    } in jeder Zahl.
quality-left-out = Ausgelassen
quality-left-out-label = Ausgelassene Einträge
quality-file = Datei
quality-read = Was gelesen wurde
quality-warnings = Warnungen
quality-no-warning = Keine: Jede Datei wurde ohne Beanstandung gelesen.
quality-gaps-heading = Was bei den Deals fehlt
quality-gaps = Lücken
quality-gap = Lücke
quality-follows = Was daraus folgt
quality-no-gap = Bei jedem Deal steht, was dort stehen soll.
quality-fresh = Wie frisch die Daten sind
quality-freshness = Aktualität
quality-by = Nach
quality-last = Letzter Eintrag
quality-ago = Alter
quality-files = Die Zahlen als Dateien

## Ausgaben und Ertrag

spend-incomplete = Einige Zahlen hier sind unvollständig.
spend-missing = Fehlendes ist nicht null; schreibt 0, wo nichts ausgegeben wurde.
spend-no-entry = { $name }: kein Eintrag für { $months } in `{ $file }`
spend-figures = Was es kostet, was es bringt
spend-costs-shared = Kosten sind Kampagnenausgaben und Kosten des Teams; { $share } des Gemeinsamen zählen zum Marketing.
spend-campaign-spend = Kosten sind hier nur Kampagnenausgaben
spend-dash = Ein Strich: { $within } gibt es nichts, woraus es sich errechnet, keinen neuen Kunden oder keine Kosten. Eine Rendite von { $return }: Von den Deals, deren Quelle es war, wurde nichts gewonnen; was es daneben beigetragen hat, steht unter „Attribution“.
spend-brought = Was gewonnen wurde, nach { $by } und danach, wer es brachte
spend-brought-too = Dasselbe nach { $by }
spend-campaigns = Nach Kampagne, gesamte Zeit
spend-campaigns-note = Kosten sind hier nur die Ausgaben der Kampagne, Ertrag nur das, wovon sie die Quelle ist. Geteilte Zurechnung steht unter [Attribution].
spend-shares = Wären die gemeinsamen Kosten anders geteilt
spend-shares-text = Was ein neuer Kunde jede Seite kostet, bei anderen Anteilen an den gemeinsamen Kosten. Die Summe ändert sich nicht.
spend-other-shares = Andere Anteile
spend-marketing-share = Anteil des Marketings
spend-together = Zusammen

## Diese Woche

week-happened = Was geschah, { $from } bis { $to }
week-none = Diese Woche keine.
week-each = Was bei wem ansteht
week-nothing-waits = Nichts wartet.
week-nobody-waits = Auf niemanden wartet etwas: Kein offener Deal ist unbeantwortet, steht still oder hat keinen nächsten Schritt.
week-findings = Befunde seit einer Woche
week-more-new = { NUMBER($n) } weitere:
week-settled = { NUMBER($n) } erledigt:
week-unchanged = Nichts Neues, nichts erledigt.

## Schwere eines Befunds

severity-high = hohe Priorität
severity-medium = mittlere Priorität
severity-low = niedrige Priorität
frame-close-what = des Menüs

## Namen der Seiten und Gruppen

page-overview = Überblick
page-week = Diese Woche
page-findings = Befunde
page-changes = Was sich geändert hat
page-funnel = Funnel
page-handoff = Übergabe
page-spend = Ausgaben und Ertrag
page-attribution = Attribution
page-forecast = Prognose
page-losses = Verluste
page-needs = Bedarf und Einwände
page-needs-short = Bedarf
page-campaigns = Kampagnen
page-deals = Deals
page-deals-n = Deals, Seite { $n }
page-people = Personen
page-periods = Zeiträume
page-metrics = Kennzahlen
page-quality = Datenqualität
page-playbook = Playbook
page-playbook-lead = Wie Marketing und Vertrieb sich den Funnel teilen.
page-missing-lead = Unter dieser Adresse ist nichts.
group-now = Jetzt
group-numbers = Zahlen
group-more = Mehr
kinds-all = Gesamte Zeit
kinds-year = Jahre
kinds-quarter = Quartale
kinds-month = Monate
title-in = { $title }: { $period }
title-funnel = Der Funnel
title-handoff = Die Übergabe
colon = { $name }: { $text }

## Einleitungen der Seiten

lead-trend = { $value } { $within }.
campaigns-lead-none = Es gibt noch keine Kampagnen: Schreibt eine nach content/campaigns/.
campaigns-lead-best = Am meisten brachte „{ $campaign }“: { $amount } mit { NUMBER($won) } gewonnenen Deals, bei { $spend } Ausgaben.
campaigns-lead-few = { $n ->
    [one] Eine Kampagne hat
   *[other] { NUMBER($n) } Kampagnen haben
    } bisher { $won ->
    [0] keinen Abschluss
    [one] { NUMBER($won) } Abschluss
   *[other] { NUMBER($won) } Abschlüsse
    } gebracht: zu wenige, um zu sagen, welche ihr Geld wert ist.
campaigns-lead-some = { NUMBER($without) } von { NUMBER($n) } Kampagnen { $without ->
    [one] hat
   *[other] haben
    } bisher weder einen Deal gebracht noch waren sie an einem beteiligt.
campaigns-lead-all = { $n ->
    [one] Sie hat einen Deal gebracht oder war an einem beteiligt.
   *[other] Jede der { NUMBER($n) } Kampagnen hat einen Deal gebracht oder war an einem beteiligt.
}
campaign-lead = Sie kostete { $cost } und brachte { $deals ->
    [0] keinen Deal
    [one] { NUMBER($deals) } Deal
   *[other] { NUMBER($deals) } Deals
    }{ $deals ->
    [0] { "" }
   *[other] { $won ->
        [0] ; keiner wurde gewonnen
        [one] ; { NUMBER($won) } wurde gewonnen, im Wert von { $amount }
       *[other] ; { NUMBER($won) } wurden gewonnen, im Wert von { $amount }
        }
    }.
campaign-lead-so-far = Sie kostete bisher { $cost } und brachte { $deals ->
    [0] keinen Deal
    [one] { NUMBER($deals) } Deal
   *[other] { NUMBER($deals) } Deals
    }{ $deals ->
    [0] { "" }
   *[other] { $won ->
        [0] ; keiner wurde gewonnen
        [one] ; { NUMBER($won) } wurde gewonnen, im Wert von { $amount }
       *[other] ; { NUMBER($won) } wurden gewonnen, im Wert von { $amount }
        }
    }.
fact-run-by = Durchgeführt von
fact-channel = Kanal
fact-job = Ihre Aufgabe
fact-asks = Bittet um
fact-runs = Läuft
fact-runs-from = ab { $start }
fact-runs-from-to = vom { $start } bis { $end }
fact-who-answers = Verantwortlich
fact-budget = Budget
fact-says = Was sie sagt
fact-amount = Betrag
fact-owner = Verantwortlich
fact-nobody = noch niemand
fact-first-contact = Erster Kontakt
fact-came-from = Herkunft
fact-segment = Segment
fact-region = Region
fact-kind = Art
fact-reason = Grund
fact-lost-to = Verloren an
fact-tags = Schlagwörter
not-written-down = nicht aufgeschrieben
deals-lead-none = Es gibt noch keine Deals: Schreibt einen nach content/deals/.
deals-lead = { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    }: { NUMBER($open) } offen, { NUMBER($won) } gewonnen, { NUMBER($lost) } verloren. Neueste zuerst.
why-named-marketing = Er gilt als vom Marketing gebracht: Seine Datei nennt als Quelle die Kampagne „{ $campaign }“.
why-named-sales = Er gilt als vom Vertrieb gebracht: Seine Datei nennt als Quelle die Kampagne „{ $campaign }“.
why-campaign-marketing = Er gilt als vom Marketing gebracht: Die Kampagne „{ $campaign }“ hatte den frühesten Touchpoint bis zum Tag, an dem der Deal begann.
why-campaign-sales = Er gilt als vom Vertrieb gebracht: Die Kampagne „{ $campaign }“ hatte den frühesten Touchpoint bis zum Tag, an dem der Deal begann.
why-touch-marketing = Er gilt als vom Marketing gebracht, das den frühesten Touchpoint bis zum Tag hatte, an dem der Deal begann.
why-touch-sales = Er gilt als vom Vertrieb gebracht, der den frühesten Touchpoint bis zum Tag hatte, an dem der Deal begann.
why-unknown = Niemand hat aufgeschrieben, wer ihn gebracht hat: Ergänzt „source“ oder einen Touchpoint bis zu seinem ersten Tag.
why-touch-kind = Dieser Touchpoint: { $kind }, { $date }.
why-touch-date = Dieser Touchpoint war am { $date }.
why-change = Stimmt das nicht? Nennt die Kampagne als „source“ oder berichtigt die Touchpoints in [file]: Der Deal beginnt in Zeile { $line }.
why-change-touch = Stimmt das nicht? Nennt die Kampagne als „source“ oder berichtigt die Touchpoints in [file]: Dieser steht in Zeile { $line }.
findings-lead-muted = { $muted ->
    [one] Ein Befund, und er ist stummgeschaltet: Jemand hat ihn angesehen und gesagt, warum.
   *[other] { NUMBER($muted) } Befunde, alle stummgeschaltet: Jemand hat sie angesehen und gesagt, warum.
}
findings-lead-none = Keine Regel schlägt jetzt an. Das ist einen Moment der Freude wert, und einen Blick auf die Seite zur Datenqualität.
findings-lead-calm = { $n ->
    [one] { NUMBER($n) } Befund
   *[other] { NUMBER($n) } Befunde
    }{ $muted ->
    [0] { "" }
    [one] {" "}und { NUMBER($muted) } stummgeschalteter
   *[other] {" "}und { NUMBER($muted) } stummgeschaltete
    }, keiner davon dringend.
findings-lead-urgent = { $n ->
    [one] { NUMBER($n) } Befund
   *[other] { NUMBER($n) } Befunde
    }{ $muted ->
    [0] { "" }
    [one] {" "}und { NUMBER($muted) } stummgeschalteter
   *[other] {" "}und { NUMBER($muted) } stummgeschaltete
    }, { NUMBER($high) } davon noch diese Woche anzusehen.
finding-note-all = Stummgeschaltet bis { $date } von { $person }: { $note }
finding-note-one = „{ $record }“ stummgeschaltet bis { $date } von { $person }: { $note }
finding-the-playbook = Playbook
forecast-lead-none = Noch lässt sich nichts sagen: Keine Stufe mit einem offenen Deal haben { $n } Deals erreicht.
forecast-lead = { $expected } werden in den nächsten { $days } Tagen aus den heute offenen Deals erwartet; in vier von fünf Fällen sollten es { $low } bis { $high } sein.
subject-reach = Reichweite und Pflege
subject-funnel = Durch den Funnel
subject-handoff = Die Übergabe
subject-sales = Abschluss
subject-money = Ausgaben und Ertrag
subject-customers = Nach dem Abschluss
metrics-lead = { $n } Kennzahlen, jede mit Definition, Formel und ihrem Wert { $within }.
metrics-lead-change = Gegenüber { $before } { $better ->
    [0] war in { $period } nichts klar besser
    [one] war in { $period } eine Kennzahl klar besser
   *[other] waren in { $period } { NUMBER($better) } Kennzahlen klar besser
    } und { $worse ->
    [0] nichts klar schlechter
    [one] eine klar schlechter
   *[other] { NUMBER($worse) } klar schlechter
    }.
metrics-lead-few = Noch gibt es zu wenig, um einen Zeitraum mit einem anderen zu vergleichen.
metrics-lead-targets = { $targets ->
    [one] { $met ->
        [0] Das eine Ziel ist nicht erreicht.
       *[other] Das eine Ziel ist erreicht.
    }
   *[other] { NUMBER($met) } von { NUMBER($targets) } Zielen sind erreicht.
}
metric-lead-few = { $parts } { $within }: zu wenige, um sich auf die Quote zu verlassen, also schaut sie einzeln an.
metric-lead = { $value } { $within }
metric-lead-met = Das Ziel von { $target } ist erreicht.
metric-lead-not-met = Das Ziel von { $target } ist nicht erreicht.
metric-lead-target-few = Ob das Ziel von { $target } erreicht ist, lässt sich bei so wenigen Deals nicht sagen.
metric-lead-target = Das Ziel ist { $target }.
metric-lead-none = Es gibt keinen Wert { $within }: { $reason }.
better-higher = mehr ist besser
better-lower = weniger ist besser
better-neither = weder mehr noch weniger ist für sich besser
periods-lead = Alle Zeiträume vom { $first } bis { $last }.
periods-lead-best = Am meisten wurde in { $best } gewonnen: { $amount } mit { NUMBER($won) } Deals; in { $last }, dem letzten ganzen Quartal, waren es { $now }.
periods-lead-last = Das letzte ganze Quartal, { $best }, war bisher das beste: { $amount } mit { NUMBER($won) } gewonnenen Deals.
periods-lead-few = Bisher wurde zu wenig gewonnen, um ein Quartal vom anderen zu unterscheiden.
people-in-both = Marketing und Vertrieb
people-not-in-team = nicht in team.yaml
people-lead-none = Noch ist niemand genannt: Schreibt content/team.yaml oder zu jedem Deal einen „owner“.
people-lead-most = Die meisten offenen Deals hat { $name }: { NUMBER($most) } von { NUMBER($open) }.
people-lead-open = { $open ->
    [0] Kein Deal ist offen
    [one] { NUMBER($open) } Deal ist offen
   *[other] { NUMBER($open) } Deals sind offen
    }, bei { $n ->
    [one] einer Person
   *[other] { NUMBER($n) } Personen
    }.
the-same-day = am selben Tag
after-days = nach { $n ->
    [one] { NUMBER($n) } Tag
   *[other] { NUMBER($n) } Tagen
}
not-yet = noch nicht
never = nie
person-lead-none = { $name } betreut keinen Deal und verantwortet keine Kampagne.
person-lead-campaigns = { $name } verantwortet { $n ->
    [one] { NUMBER($n) } Kampagne
   *[other] { NUMBER($n) } Kampagnen
    }.
person-lead-closed = { $name } hat { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } betreut; keiner ist offen.
person-lead = { $name } betreut { $n ->
    [one] { NUMBER($n) } offenen Deal
   *[other] { NUMBER($n) } offene Deals
    }, im Wert von { $money }, wo ein Betrag aufgeschrieben ist.
quality-lead = { $n ->
    [one] { NUMBER($n) } Datei
   *[other] { NUMBER($n) } Dateien
    } gelesen bis zum { $date }, ohne Warnung.
quality-lead-warnings = { $n ->
    [one] { NUMBER($n) } Datei
   *[other] { NUMBER($n) } Dateien
    } gelesen bis zum { $date }, mit { $warnings ->
    [one] { NUMBER($warnings) } Warnung
   *[other] { NUMBER($warnings) } Warnungen
    }.
quality-lead-left-out = { $n ->
    [one] { NUMBER($n) } Eintrag fehlt
   *[other] { NUMBER($n) } Einträge fehlen
    } in jeder Zahl, wegen Fehlern in den Dateien.
quality-files-read = Dateien
quality-pages = Seiten
gap-amount = Deals ohne Betrag, die die Stufe erreicht haben, die einen braucht
gap-amount-why = Ihr Geld steckt in keiner Zahl.
gap-owner = Offene Deals, für die niemand verantwortlich ist
gap-owner-why = Auf der Seite „Diese Woche“ stehen sie unter „Noch niemand“: Niemand hat sie auf der Liste.
gap-channel = Deals, deren Kanal nicht bekannt ist
gap-channel-why = Sie stehen unter „nicht bekannt“.
gap-source = Deals, von denen niemand aufgeschrieben hat, wer sie gebracht hat
gap-source-why = Sie zählen für keine Seite.
gap-reason = Verlorene Deals ohne Grund
gap-reason-why = Warum ihr verliert, bleibt unbekannt.
gap-touch = Deals ohne Touchpoint
gap-touch-why = Was geholfen hat, lässt sich nicht sagen.
fresh-nobody = niemand
record-deal = Deal
record-campaign = Kampagne
record-costs = Kosten
record-costs-of = Kosten im { $month }
record-not-known-yet = noch nicht bekannt
handoff-lead-none = Übergeben wurde { $within } nichts.
handoff-lead = { $n ->
    [one] { NUMBER($n) } Deal wurde
   *[other] { NUMBER($n) } Deals wurden
    } { $within } übergeben: Von denen mit abgelaufener Frist hat der Vertrieb { $rate } innerhalb von { $promise } beantwortet.
handoff-lead-early = { $n ->
    [one] { NUMBER($n) } Deal wurde
   *[other] { NUMBER($n) } Deals wurden
    } { $within } übergeben; bei keinem ist die Frist von { $promise } schon vorbei, in der der Vertrieb antwortet.
spend-lead-no-cost = Gewonnen wurden { $within } { $won }; Kosten sind keine aufgeschrieben.
spend-lead = Ausgegeben wurden { $within } { $cost }, gewonnen { $won }.
losses-lead-no-amount = { $n ->
    [one] { NUMBER($n) } Deal ging
   *[other] { NUMBER($n) } Deals gingen
    } { $within } verloren; keiner davon hatte einen Betrag.
losses-lead = { $n ->
    [one] { NUMBER($n) } Deal ging
   *[other] { NUMBER($n) } Deals gingen
    } { $within } verloren, mit { $n ->
    [one] { $amount }
   *[other] zusammen { $amount } bei denen, die einen Betrag hatten
    }.
needs-lead-none = Noch ist kein Bedarf aufgeschrieben: Ergänzt „needs“ bei den Deals in content/deals/.
needs-lead-once = { $n ->
    [one] { NUMBER($n) } Anforderung ist
   *[other] { NUMBER($n) } Anforderungen sind
    } notiert, keine doppelt.
needs-lead-few = { $n ->
    [one] { NUMBER($n) } Anforderung ist
   *[other] { NUMBER($n) } Anforderungen sind
    } aufgeschrieben, keine oft genug, um zu sagen, was Kunden am meisten wollen.
needs-lead = Was Kunden am häufigsten wollen: „{ $need }“, bei { NUMBER($n) } Deals aufgeschrieben.
week-new = Neue Deals
week-handed = Übergeben
week-first-answered = Erstmals beantwortet
week-sent-back = Zurückgegeben
week-moved = Weitergekommen
week-won = Gewonnen
week-lost = Verloren
week-to-stage = zu „{ $stage }“
week-no-reason = kein Grund aufgeschrieben
week-nobody = Noch niemand
week-waiting-for = wartet seit { $n ->
    [one] { NUMBER($n) } Tag
   *[other] { NUMBER($n) } Tagen
}
week-at-stage-for = in seiner Stufe seit { $n ->
    [one] { NUMBER($n) } Tag
   *[other] { NUMBER($n) } Tagen
}
week-next = { $date }: { $what }
week-next-overdue = { $date }, vor { $n ->
    [one] einem Tag
   *[other] { $n } Tagen
}: { $what }
week-no-next = kein nächster Schritt vereinbart
week-won-ago = vor { $n ->
    [one] { NUMBER($n) } Tag
   *[other] { NUMBER($n) } Tagen
    } gewonnen
week-unanswered = Unbeantwortet
week-standing = Steht still
week-next-due = Nächster Schritt fällig
week-next-missing = Nächster Schritt fehlt
week-follow-up-due = Nachbetreuung fällig
week-lead = { $new ->
    [0] Kein Deal kam
    [one] { NUMBER($new) } Deal kam
   *[other] { NUMBER($new) } Deals kamen
    } hinzu, { $handed ->
    [0] keiner wurde
    [one] { NUMBER($handed) } wurde
   *[other] { NUMBER($handed) } wurden
    } übergeben, { $won ->
    [0] keiner
   *[other] { NUMBER($won) }
    } gewonnen und { $lost ->
    [0] keiner
   *[other] { NUMBER($lost) }
    } verloren in den sieben Tagen bis zum { $date }.
search-deal-open = Deal, offen
search-deal-won = Deal, gewonnen
search-deal-lost = Deal, verloren
search-campaign = Kampagne
search-metric = Kennzahl
search-period = Zeitraum
search-person = Person
search-playbook = Playbook
table-title-by = { $metric } nach { $by }
table-numbers = Kennzahlen

## Was das Skript der Seite sagt

script-theme = Ansicht: { $name }
script-system = System
script-light = hell
script-dark = dunkel
script-days-old = , { $n } Tage alt
script-filter = Nur Zeilen mit
script-of = { $shown } von { $all }
script-search = Suchen
script-search-label = Seiten, Kampagnen und Deals durchsuchen
script-no-index = Der Index konnte nicht geladen werden.
script-nothing = Nichts gefunden.
script-first = Die ersten 8 von { $n }
script-found = { $n } gefunden

## Wörter aus Dateien

status-open = offen
status-won = gewonnen
status-lost = verloren
goal-attract = anziehen
goal-engage = ansprechen
goal-nurture = pflegen
goal-close = abschließen
goal-retain = halten
ask-learn = Kennenlernen
ask-subscribe = Anmeldung
ask-talk = Gespräch
ask-buy = Kauf
kind-new = neu
kind-existing = Bestand
kind-renewal = Verlängerung
touch-call = Anruf
touch-meeting = Treffen
touch-discovery = Bedarfsgespräch
touch-demo = Vorführung
touch-quote = Angebot
touch-proposal = Vorschlag
touch-negotiation = Verhandlung
touch-ad = Anzeige
touch-content = Inhalt
touch-webinar = Webinar
touch-search = Suche
touch-social = Social Media
touch-web = Web
touch-email = E-Mail
touch-event = Veranstaltung
touch-referral = Empfehlung
touch-other = Sonstiges
follow-up-onboarding = Einführung
follow-up-check-in = Check-in
follow-up-review = Rückblick
follow-up-renewal = Verlängerung
follow-up-expansion = Erweiterung
follow-up-referral = Empfehlung
within-days = { $n ->
    [one] { NUMBER($n) } Tag
   *[other] { NUMBER($n) } Tagen
}
within-hours = { $n ->
    [one] { NUMBER($n) } Stunde
   *[other] { NUMBER($n) } Stunden
}
within-minutes = { $n ->
    [one] { NUMBER($n) } Minute
   *[other] { NUMBER($n) } Minuten
}
family-mixed-signals = Widersprüchliche Signale
family-wasted-resources = Verschwendete Mittel
family-missed-opportunities = Verpasste Chancen

## Diagramme

chart-no-such-deals = Solche Deals gibt es nicht.
chart-created = Deals, entstanden { $within }
chart-campaign-brought = Deals, die „{ $campaign }“ gebracht hat
chart-of-previous = { $share } der vorigen
chart-of-first = { $share } der ersten
chart-takes-over = der Vertrieb übernimmt
chart-still-open = noch offen
chart-lost = verloren
chart-open = offen
chart-won = gewonnen
chart-funnel-measure = { $of }, gezählt in jeder Stufe, die sie bis zum { $date } erreicht haben
chart-funnel-described = { $of }: { $stages }.
chart-count-of = { $count } { $name }
chart-reached = Erreicht
chart-lost-before = Vorher verloren
chart-open-before = Vorher offen
chart-col-of-previous = Von der vorigen
chart-col-of-first = Von der ersten
chart-spent = Was ausgegeben wurde
chart-spent-none = nichts ausgegeben
chart-pipeline = Gebrachte Pipeline
chart-pipeline-none = keine Pipeline entstanden
chart-amount-won = Gewonnen
chart-won-none = nichts gewonnen
chart-unknown = unbekannt
chart-unknown-other = Unbekannt oder anderes
chart-split-measure = Anteil an Kosten, Pipeline und gewonnenen Beträgen nach der Seite, die den Deal brachte, { $within }
chart-split-described = { $what }: Marketing { $marketing }, unbekannt { $unknown }, Vertrieb { $sales }
chart-split-empty = In diesem Zeitraum gibt es nichts zu teilen.
chart-target = Ziel { $target }
chart-by-month = { $metric }, nach Monat
chart-by-quarter = { $metric }, nach Quartal
chart-by-year = { $metric }, nach Jahr
chart-in-currency = { $metric }, in { $currency }
chart-over-span = { $measure }, { $first } bis { $last }
chart-days-by-month = { $metric } in Tagen, nach Monat
chart-days-by-quarter = { $metric } in Tagen, nach Quartal
chart-days-by-year = { $metric } in Tagen, nach Jahr
chart-young = { $measure }; gestrichelt: nicht alle Deals hatten schon { $days } Tage
chart-with-band = { $measure }; das Band ist das 95-%-Intervall
chart-trend-described = { $measure }: { $values }.
chart-trend-empty = Noch gibt es in keinem Zeitraum einen Wert.
chart-within = in { $days } Tagen
chart-days-since = Tage seit „{ $stage }“
chart-after-days = { $value } nach { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
}
chart-incidence-measure = Anteil der Deals, die „{ $from }“ { $within } erreichten und „{ $to }“ erreicht haben, nach Tagen seither; offene zählen so lange, wie sie zu sehen waren
chart-incidence-none = Noch ist kein Deal weitergekommen.
chart-incidence-empty = In diesem Zeitraum hat kein Deal die erste Stufe erreicht.
chart-all = alle { $value }
chart-dots-measure = { $metric } nach { $by }, { $within }, mit 95-%-Intervallen; rechts die Zahlen dahinter
chart-dots-none = Nichts davon hat einen Wert.
chart-dots-empty = In diesem Zeitraum gibt es nichts zu vergleichen.
chart-share-of-spend = Anteil an Ausgaben
chart-share-of-won = Anteil am Gewonnenen
chart-col-share-of-spend = Anteil an Ausgaben
chart-col-share-of-won = Anteil am Gewonnenen
chart-dumbbell-described = { $channel }: { $spend } der Ausgaben, { $won } des gewonnenen Betrags
chart-dumbbell-measure = Anteil an den Kampagnenausgaben (Quadrat) und am gewonnenen Betrag (Kreis) nach dem Kanal, der den Deal brachte, { $within }
chart-dumbbell-none = Nichts wurde ausgegeben oder gewonnen.
chart-dumbbell-empty = In diesem Zeitraum wurde nichts für Kampagnen ausgegeben und nichts gewonnen.
chart-losses-measure = Verlorene Deals { $within } nach dem aufgeschriebenen Grund; Anteil an allen verlorenen und ihr Geld
chart-needs-described = { $need }: { $won } gewonnen, { $lost } verloren, { $open } offen
chart-won-of-closed = { NUMBER($won) } von { NUMBER($closed) } gewonnen
chart-none-closed = noch keiner entschieden
chart-needs-lost = verloren
chart-needs-open = noch offen
chart-needs-won = gewonnen
chart-needs-measure = Deals nach Bedarf, über die ganze Zeit; ein Deal mit zweierlei Bedarf zählt bei beidem
chart-other-reasons = { NUMBER($n) } weitere Gründe
chart-lost-at = { $stage }: { NUMBER($n) } von { NUMBER($all) } verloren
chart-losses-stage-measure = Verlorene Deals { $within }, nach der erreichten Stufe und dem Grund
chart-losses-none = Kein Deal ging verloren.
chart-losses-empty = In diesem Zeitraum ging kein Deal verloren.
chart-col-reason = Grund
chart-col-share = Anteil
chart-touch = Touchpoint
chart-stage = Stufe
chart-touch-marketing = Touchpoint des Marketings
chart-touch-sales = Touchpoint des Vertriebs
chart-follow-up = Nachbetreuung
chart-handoff = Übergabe
chart-timeline-measure = Stufen als Bänder in der Farbe der Seite, der sie gehören; Touchpoints des Marketings oben als Quadrate, die des Vertriebs unten als Kreise
chart-timeline-described = { $n ->
    [one] { NUMBER($n) } Eintrag
   *[other] { NUMBER($n) } Einträge
    } vom { $first } bis { $last }; die Tabelle enthält alle.
chart-timeline-empty = Noch ist nichts geschehen.
chart-spent-title = Insgesamt { $money } ausgegeben
chart-spend-measure = Ausgaben der Kampagne nach Monat, in { $currency }
chart-spend-empty = Nichts wurde ausgegeben.
chart-range-described = { $name }: { $range }
chart-range-measure = Zurechnung des gewonnenen Betrags { $within }, nach Kampagne: Der Kreis ist die zuerst gezeigte Zählweise, { $own }; jeder Strich ist eine von { NUMBER($n) } anderen, die Linie reicht von der niedrigsten zur höchsten
chart-range-measure-strokes = Zurechnung des gewonnenen Betrags { $within }, nach Kampagne: Jeder Strich ist eine von { NUMBER($n) } Zählweisen, die Linie reicht von der niedrigsten zur höchsten
chart-range-alike = jede Zählweise
chart-range-none = Keiner Kampagne ist etwas zugerechnet.
chart-range-empty = In diesem Zeitraum wurde kein Deal mit einer Kampagne auf dem Weg gewonnen.
chart-others = { $n ->
    [one] { NUMBER($n) } weiterer
   *[other] { NUMBER($n) } weitere
}
chart-col-won = Gewonnen
chart-col-lost = Verloren
chart-col-open = Offen
chart-flow-band = { $channel } bis { $stage }: { $n }
chart-flow-outcome = { $stage }, { $outcome }: { $n }
chart-flow-described = { $n } über { $channel }, { $won } gewonnen
chart-col-came-from = Kam über
chart-col-as-far-as = Bis { $stage }
chart-col-won-of-all = Gewonnen von allen
chart-flow-measure = Deals, entstanden { $within }: woher sie kamen, wie weit sie kamen und wie sie am { $date } stehen
chart-flow-none = Kein Deal ist entstanden.
chart-flow-empty = In diesem Zeitraum ist kein Deal entstanden.
chart-share-won = { $share } gewonnen
chart-paths-won-none = Kein Weg eines gewonnenen Deals ist aufgeschrieben
chart-paths-lost-none = Kein Weg eines verlorenen Deals ist aufgeschrieben
chart-paths-won-differ = Keine zwei gewonnenen Deals gingen denselben Weg
chart-paths-lost-differ = Keine zwei verlorenen Deals gingen denselben Weg
chart-paths-won-few = Kein Weg der gewonnenen Deals kam oft genug vor, um der übliche zu sein
chart-paths-lost-few = Kein Weg der verlorenen Deals kam oft genug vor, um der übliche zu sein
chart-paths-won-same = Kein Weg der gewonnenen Deals ist üblicher als der nächste
chart-paths-lost-same = Kein Weg der verlorenen Deals ist üblicher als der nächste
chart-paths-won = Der häufigste Weg der gewonnenen Deals: { $path }
chart-paths-lost = Der häufigste Weg der verlorenen Deals: { $path }
chart-paths-won-measure = Kanäle der Kampagnen, die an den { $within } gewonnenen Deals beteiligt waren, der Reihe nach, in den { $days } Tagen davor; ×2 heißt zweimal hintereinander
chart-paths-lost-measure = Kanäle der Kampagnen, die an den { $within } verlorenen Deals beteiligt waren, der Reihe nach, in den { $days } Tagen davor; ×2 heißt zweimal hintereinander
chart-paths-no-path = Es gibt keinen Weg.
chart-paths-empty = Kein Deal, der in diesem Zeitraum entschieden wurde, hat einen Touchpoint einer Kampagne.
chart-col-way = Weg
chart-col-deals-won = Gewonnene Deals
chart-col-deals-lost = Verlorene Deals
chart-col-won-of-way = Gewonnen von allen auf diesem Weg
chart-all-complete = Alle vollständig
axis-days = Tage
chart-cohorts-measure = Anteil der in jedem Quartal entstandenen Deals, die gewonnen wurden, nach Tagen seither; schraffiert: noch nicht alle sind so alt, sie zählen in keiner Summe
chart-cohorts-empty = Noch ist keine Kohorte 30 Tage alt.
chart-cohorts-none = Noch ist keine Kohorte in irgendeinem Alter vollständig.
chart-cohort-described = { $name }: { $value } nach { $days } Tagen
chart-col-created-in = Entstanden in
chart-col-days-since = Tage seither
chart-col-complete = Vollständig
chart-yes = ja
chart-rest = Rest
chart-rest-of = Rest des Monats { $month }
chart-expected = erwartet
chart-forecast-between = { $month }: { $expected }, zwischen { $low } und { $high }
chart-forecast-measure = Gewonnen nach Monat, und was von den heute offenen Deals zu erwarten ist; in vier von fünf Fällen sollte es in der Spanne liegen
chart-forecast-past = Gewonnen nach Monat
chart-forecast-none = Über die kommenden Monate lässt sich noch nichts sagen.
chart-forecast-described = Erwartet: { $months }.
chart-forecast-nothing = In diesen Monaten wurde nichts gewonnen, und noch ist nichts zu erwarten.
chart-forecast-empty = Noch gibt es keinen Monat.
chart-col-four-of-five = In vier von fünf Fällen zwischen

## Kennzahlen: Namen, Definitionen, Formeln

metric-impressions-name = Impressionen
metric-impressions-definition = Wie oft Kampagnen gezeigt wurden, wie die Plattformen es zählen.
metric-impressions-formula = Summe der Impressionen der Kampagnen im Zeitraum
metric-visits-name = Besuche
metric-visits-definition = Besuche, die Kampagnen brachten, wie die Plattformen es zählen.
metric-visits-formula = Summe der Besuche der Kampagnen im Zeitraum
metric-campaign_leads-name = Leads laut Plattformen
metric-campaign_leads-definition = Leads, wie die Plattformen sie zählen; der Funnel zählt stattdessen Deals.
metric-campaign_leads-formula = Summe der Leads der Kampagnen im Zeitraum
metric-engagement_rate-name = Interaktionsrate
metric-engagement_rate-definition = Besuche je Impression einer Kampagne, über Kampagnen und Monate, die beides angeben.
metric-engagement_rate-formula = Besuche / Impressionen
metric-nurture_touches-name = Touchpoints vor der Übergabe
metric-nurture_touches-definition = Mittlere Zahl der Touchpoints des Marketings vom ersten Tag eines Deals bis zu seinem ersten Eintritt in „{ $marketing_stage }“, über Deals, die im Zeitraum erstmals dort waren.
metric-nurture_touches-formula = Touchpoints des Marketings bis zur Übergabe / Übergaben
metric-nurtured_win_rate-name = Abschlussquote gepflegter Deals
metric-nurtured_win_rate-definition = Abschlussquote der Deals, die vor der Übergabe zwei oder mehr Touchpoints des Marketings hatten.
metric-nurtured_win_rate-formula = gewonnen / (gewonnen + verloren), Deals mit zwei Touchpoints oder mehr
metric-unnurtured_win_rate-name = Abschlussquote nicht gepflegter Deals
metric-unnurtured_win_rate-definition = Abschlussquote der Deals, die vor der Übergabe weniger als zwei Touchpoints des Marketings hatten.
metric-unnurtured_win_rate-formula = gewonnen / (gewonnen + verloren), Deals mit weniger als zwei Touchpoints
metric-entered-name = „{ $stage }“ erreicht
metric-entered-definition = Deals, die im Zeitraum „{ $stage }“ erreichten oder auf dem Weg zu einer späteren Stufe übersprangen.
metric-entered-formula = Deals nach dem ersten Tag in dieser oder einer späteren Stufe
metric-entered-first-name = Neue Deals
metric-entered-first-definition = Deals, die im Zeitraum hinzukamen: mit ihrem ersten Tag in „{ $stage }“ oder, wo sie diese Stufe übersprangen, in einer späteren.
metric-entered-first-formula = Deals nach ihrem ersten Tag
metric-conversion-name = „{ $from }“ zu „{ $to }“
metric-conversion-definition = Von den Deals, die im Zeitraum „{ $from }“ erreichten, die, die bisher „{ $to }“ erreicht haben. Eine Untergrenze, solange einige offen sind.
metric-conversion-formula = weitergegangen / eingetreten
metric-within-name = „{ $from }“ zu „{ $to }“ in { $days } Tagen
metric-within-definition = Der Anteil der Deals, die im Zeitraum „{ $from }“ erreichten und innerhalb von { $days } Tagen „{ $to }“ erreichen; offene zählen so lange, wie sie zu sehen waren.
metric-within-formula = kumulierte Inzidenz des Weitergehens an diesem Tag, mit Verlust als konkurrierendem Ereignis
metric-recycled-name = Eine Stufe zurück
metric-recycled-definition = Eintritte in eine frühere Stufe als die unmittelbar davor. Ein absichtlich zurückgegebener Lead ist kein Fehler.
metric-recycled-formula = Rückgaben mit Datum im Zeitraum
metric-handoffs-name = Übergeben
metric-handoffs-definition = Deals, die im Zeitraum erstmals in „{ $marketing_stage }“ waren. Ein Deal, der diese Stufe übersprang, wurde nie übergeben.
metric-handoffs-formula = Deals nach ihrem ersten Tag in der letzten Stufe des Marketings
metric-handoff_promise_kept-name = Zusage des Marketings eingehalten
metric-handoff_promise_kept-definition = Übergebene Deals, gemessen an der Zahl, die das Marketing für den vergangenen Teil des Zeitraums zugesagt hat.
metric-handoff_promise_kept-formula = Übergaben / (Zusage × Monate × vergangene Tage / Tage)
metric-handoff_acceptance-name = Vom Vertrieb angenommen
metric-handoff_acceptance-definition = Von den im Zeitraum übergebenen und entschiedenen Deals die, die „{ $sales_stage }“ erreichten. Unentschiedene zählen nicht.
metric-handoff_acceptance-formula = angenommen / (angenommen + vorher verloren)
metric-handoff_returned-name = Ans Marketing zurückgegeben
metric-handoff_returned-definition = Deals, die nach „{ $marketing_stage }“ oder früher zurückkamen, nachdem sie „{ $sales_stage }“ oder später erreicht hatten.
metric-handoff_returned-formula = Deals nach dem Tag ihrer ersten Rückgabe
metric-speed_to_lead_hours-name = Zeit bis zur ersten Antwort
metric-speed_to_lead_hours-definition = Median der Stunden von der Übergabe bis zum ersten Touchpoint des Vertriebs; noch unbeantwortete zählen so lange, wie sie gewartet haben. Ein Mittel nur der beantworteten würde schmeicheln.
metric-speed_to_lead_hours-formula = kürzeste Zeit, bis zu der die Hälfte beantwortet ist
metric-handoff_on_time-name = Rechtzeitig beantwortet
metric-handoff_on_time-definition = Von den im Zeitraum übergebenen Deals, deren Frist vorbei ist, die, bei denen sich der Vertrieb innerhalb von { $promise } meldete oder die er übernahm.
metric-handoff_on_time-formula = innerhalb der Zusage beantwortet / Übergaben, deren Frist vorbei ist
metric-win_rate-name = Abschlussquote
metric-win_rate-definition = Von den Deals, die im Zeitraum entschieden wurden, nachdem sie „{ $sales_stage }“ erreicht hatten, die gewonnenen.
metric-win_rate-formula = gewonnen / (gewonnen + verloren)
metric-win_rate_value-name = Abschlussquote nach Betrag
metric-win_rate_value-definition = Dasselbe nach Betrag.
metric-win_rate_value-formula = gewonnener Betrag / (gewonnener + verlorener Betrag)
metric-deals_won-name = Gewonnene Deals
metric-deals_won-definition = Im Zeitraum gewonnene Deals.
metric-deals_won-formula = Deals nach dem Tag des Abschlusses
metric-deals_lost-name = Verlorene Deals
metric-deals_lost-definition = Im Zeitraum verlorene Deals, gleich in welcher Stufe.
metric-deals_lost-formula = Deals nach dem Tag des Verlusts
metric-won_amount-name = Gewonnen
metric-won_amount-definition = Betrag der im Zeitraum gewonnenen Deals.
metric-won_amount-formula = Summe der gewonnenen Beträge
metric-lost_amount-name = Verloren
metric-lost_amount-definition = Betrag der im Zeitraum verlorenen Deals.
metric-lost_amount-formula = Summe der verlorenen Beträge
metric-average_won_amount-name = Mittlerer Abschlusswert
metric-average_won_amount-definition = Mittlerer Betrag der im Zeitraum gewonnenen Deals, die einen Betrag haben.
metric-average_won_amount-formula = gewonnener Betrag / gewonnene Deals mit Betrag
metric-sales_cycle_days-name = Vertriebszyklus
metric-sales_cycle_days-definition = Median der Tage vom Erreichen von „{ $sales_stage }“ bis zum Abschluss, über im Zeitraum gewonnene Deals.
metric-sales_cycle_days-formula = Median von gewonnen − erreicht
metric-lead_to_won_days-name = Vom Lead zum Abschluss
metric-lead_to_won_days-definition = Median der Tage vom ersten Tag eines Deals bis zum Abschluss, über im Zeitraum gewonnene Deals.
metric-lead_to_won_days-formula = Median von gewonnen − entstanden
metric-pipeline_created-name = Entstandene Pipeline
metric-pipeline_created-definition = Betrag der Deals, die im Zeitraum „{ $opportunity }“ erreichten. Offene Deals sind zum heutigen Kurs bewertet.
metric-pipeline_created-formula = Summe der Beträge nach dem Tag des Erreichens
metric-open_pipeline-name = Offene Pipeline
metric-open_pipeline-definition = Betrag der Deals, die am Ende des Zeitraums offen waren und „{ $opportunity }“ erreicht hatten.
metric-open_pipeline-formula = Summe der am Ende offenen Beträge
metric-pipeline_velocity-name = Pipeline-Tempo
metric-pipeline_velocity-definition = Was die Pipeline pro Tag bringt, wenn es so weitergeht. Der erste Faktor ist die Zahl der am Ende des Zeitraums offenen Deals, die „{ $opportunity }“ erreicht hatten; andere nehmen dort andere Zahlen, also vergleicht sie mit dem, was pro Tag wirklich gewonnen wurde.
metric-pipeline_velocity-formula = offene Deals × Abschlussquote × mittlerer Abschlusswert / Vertriebszyklus
metric-won_per_day-name = Gewonnen pro Tag
metric-won_per_day-definition = Gewonnener Betrag je vergangenem Tag des Zeitraums.
metric-won_per_day-formula = gewonnener Betrag / vergangene Tage
metric-pipeline_coverage-name = Offene Pipeline je { $one } Vertriebsziel
metric-pipeline_coverage-definition = Offene Pipeline am Ende des Tages vor dem Zeitraum, je { $one } des Vertriebsziels für den Zeitraum. Für Quartale und Jahre.
metric-pipeline_coverage-formula = offene Pipeline davor / Vertriebsziel
metric-needs_recorded_rate-name = Bedarf aufgeschrieben
metric-needs_recorded_rate-definition = Von den Deals, die im Zeitraum „{ $opportunity }“ erreichten, die mit mindestens einem aufgeschriebenen Bedarf.
metric-needs_recorded_rate-formula = Deals mit Bedarf / Deals, die sie erreichten
metric-needs_met_rate-name = Bedarf erfüllt
metric-needs_met_rate-definition = Vom beurteilten Bedarf der, den das Produkt erfüllte, über im Zeitraum entschiedene Deals.
metric-needs_met_rate-formula = erfüllter Bedarf / beurteilter Bedarf
metric-objections_answered_rate-name = Einwände beantwortet
metric-objections_answered_rate-definition = Von den Einwänden in Deals, die im Zeitraum „{ $opportunity }“ erreichten, die beantworteten.
metric-objections_answered_rate-formula = beantwortete Einwände / Einwände
metric-discovery_before_demo_rate-name = Erst zugehört, dann gezeigt
metric-discovery_before_demo_rate-definition = Von den Deals mit einer ersten Vorführung im Zeitraum die mit einem Gespräch bis zu diesem Tag oder einem aufgeschriebenen Bedarf.
metric-discovery_before_demo_rate-formula = erst verstandene Deals / Deals mit einer ersten Vorführung
metric-marketing_spend-name = Kampagnenausgaben des Marketings
metric-marketing_spend-definition = Ausgaben der Kampagnen des Marketings im Zeitraum.
metric-marketing_spend-formula = Summe der Ausgaben
metric-sales_spend-name = Kampagnenausgaben des Vertriebs
metric-sales_spend-definition = Ausgaben der Kampagnen des Vertriebs im Zeitraum.
metric-sales_spend-formula = Summe der Ausgaben
metric-marketing_cost-name = Kosten des Marketings
metric-marketing_cost-definition = Kampagnenausgaben des Marketings und sein Teil der Kosten des Teams.
metric-marketing_cost-formula = Kampagnenausgaben + Kosten
metric-sales_cost-name = Kosten des Vertriebs
metric-sales_cost-definition = Kampagnenausgaben des Vertriebs und sein Teil der Kosten des Teams.
metric-sales_cost-formula = Kampagnenausgaben + Kosten
metric-cost_per-name = Kosten je „{ $stage }“
metric-cost_per-definition = Kosten des Marketings für jeden Deal, der im Zeitraum erstmals in „{ $stage }“ war und nicht vom Vertrieb gebracht wurde.
metric-cost_per-formula = Kosten des Marketings / Deals
metric-cost_per_sales-name = Kosten je „{ $stage }“
metric-cost_per_sales-definition = Kosten von Marketing und Vertrieb für jeden Deal, der im Zeitraum „{ $stage }“ erreichte.
metric-cost_per_sales-formula = (Kosten des Marketings + Kosten des Vertriebs) / Deals
metric-cac-name = Kosten je Neukunde
metric-cac-definition = Kosten von Marketing und Vertrieb für jeden im Zeitraum gewonnenen neuen Kunden.
metric-cac-formula = (Kosten des Marketings + Kosten des Vertriebs) / gewonnene Deals neuer Kunden
metric-marketing_cac-name = Marketingkosten je Neukunde
metric-marketing_cac-definition = Kosten des Marketings für jeden im Zeitraum gewonnenen neuen Kunden.
metric-marketing_cac-formula = Kosten des Marketings / gewonnene Deals neuer Kunden
metric-sales_cac-name = Vertriebskosten je Neukunde
metric-sales_cac-definition = Kosten des Vertriebs für jeden im Zeitraum gewonnenen neuen Kunden.
metric-sales_cac-formula = Kosten des Vertriebs / gewonnene Deals neuer Kunden
metric-roi-name = Rendite je { $one } für Marketing und Vertrieb
metric-roi-definition = Was über die Kosten hinaus gewonnen wurde, je { $one } Kosten. Unter null kam weniger zurück, als ausgegeben wurde.
metric-roi-formula = (gewonnener Betrag − Kosten des Marketings − Kosten des Vertriebs) / (Kosten des Marketings + Kosten des Vertriebs)
metric-romi-name = Rendite je { $one } für das Marketing
metric-romi-definition = Was vom Marketing gebrachte Deals über die Kosten des Marketings hinaus brachten, je { $one } davon.
metric-romi-formula = (gewonnener Betrag der vom Marketing gebrachten Deals − Kosten des Marketings) / Kosten des Marketings
metric-marketing_sourced-name = Gewonnen, vom Marketing gebracht
metric-marketing_sourced-definition = Gewonnener Betrag der Deals, deren Quelle das Marketing ist.
metric-marketing_sourced-formula = Summe der gewonnenen Beträge
metric-sales_sourced-name = Gewonnen, vom Vertrieb gebracht
metric-sales_sourced-definition = Gewonnener Betrag der Deals, deren Quelle der Vertrieb ist.
metric-sales_sourced-formula = Summe der gewonnenen Beträge
metric-unknown_sourced-name = Gewonnen, Quelle unbekannt
metric-unknown_sourced-definition = Gewonnener Betrag der Deals, deren Quelle niemand aufgeschrieben hat.
metric-unknown_sourced-formula = Summe der gewonnenen Beträge
metric-marketing_sourced_share-name = Anteil, vom Marketing gebracht
metric-marketing_sourced_share-definition = Vom im Zeitraum gewonnenen Betrag der Teil, dessen Quelle das Marketing ist.
metric-marketing_sourced_share-formula = vom Marketing gebracht / gewonnener Betrag
metric-marketing_influenced_share-name = Anteil mit Beteiligung des Marketings
metric-marketing_influenced_share-definition = Vom im Zeitraum gewonnenen Betrag der Teil der Deals, bei denen das Marketing in den { $lookback } Tagen vor dem Abschluss einen Touchpoint hatte.
metric-marketing_influenced_share-formula = gewonnener Betrag mit Touchpoint des Marketings / gewonnener Betrag
metric-marketing_sourced_pipeline-name = Pipeline, vom Marketing gebracht
metric-marketing_sourced_pipeline-definition = Der Teil der entstandenen Pipeline, dessen Quelle das Marketing ist.
metric-marketing_sourced_pipeline-formula = Summe der Beträge nach dem Tag des Erreichens der Stufe, ab der ein Betrag zählt
metric-follow_up_rate-name = Nach dem Abschluss betreut
metric-follow_up_rate-definition = Von den im Zeitraum gewonnenen Deals, deren Frist dafür vorbei ist, die mit einer Nachbetreuung in dieser Zeit.
metric-follow_up_rate-formula = rechtzeitig nachbetreute Abschlüsse / Abschlüsse, deren Frist vorbei ist
metric-expansion_amount-name = Verlängert und erweitert
metric-expansion_amount-definition = Beträge von Verlängerungen und Erweiterungen nach einem Abschluss, nach ihrem Datum.
metric-expansion_amount-formula = Summe der Beträge
metric-referrals-name = Empfehlungen
metric-referrals-definition = Empfehlungen, die Kunden gaben, und Deals, deren erster Touchpoint eine Empfehlung ist.
metric-referrals-formula = Empfehlungen bei der Nachbetreuung + Deals durch Empfehlung
metric-repeat_rate-name = Kunden, die wieder kauften
metric-repeat_rate-definition = Von den Kunden mit einem Abschluss im Zeitraum die, die schon an einem früheren Tag einen hatten.
metric-repeat_rate-formula = Kunden mit einem früheren Abschluss / Kunden mit einem Abschluss
source-kaplan-meier = Kaplan & Meier 1958
source-aalen-johansen = Aalen & Johansen 1978; Varianz nach Marubini & Valsecchi 1995, Formel 10.12
source-wilson = Intervall: Wilson 1927

## Regeln: wonach sie suchen, warum, was zu tun ist

rule-hard-sell-early-looks-for = Kampagnen des Marketings, die Aufmerksamkeit oder Vertrauen gewinnen sollen und zum Kauf auffordern oder Fremde um ein Gespräch mit dem Vertrieb bitten
rule-hard-sell-early-why = Wer gerade erst von uns gehört hat, hält die Hilfe für einen Köder, wenn unser erstes Wort „kaufen“ ist. Vertrauen, das hier verloren geht, fehlt in jedem Schritt danach.
rule-hard-sell-early-remedy = Behaltet Bild und Budget und ändert die Bitte: etwas zum Lesen, zum Ansehen oder zum Abonnieren.
rule-hard-sell-early-to-one = Behaltet Bild und Budget und ändert die Bitte: etwas zum Lesen, zum Ansehen oder zum Abonnieren.
rule-hard-sell-early-doubt = Manche kommen kaufbereit. Wenn die Kampagne Kunden oder laufende Gespräche anspricht, ist ihre Aufgabe in der Datei falsch, nicht die Kampagne.
rule-sales-before-handoff-looks-for = Deals, die das Marketing gebracht hat und bei denen sich der Vertrieb vor der Übergabe gemeldet hat
rule-sales-before-handoff-why = Menschen, die sich nur umgesehen haben, werden gefragt, ob sie so weit sind. Viele waren es nicht und sind jetzt auf der Hut.
rule-sales-before-handoff-remedy = Lasst Leads in Ruhe, bis sie übergeben sind. Wenn das zu lange dauert, ändert gemeinsam das Kriterium.
rule-sales-before-handoff-to-one = Lasst den Lead beim nächsten Mal in Ruhe, bis er übergeben ist.
rule-sales-before-handoff-doubt = Vielleicht hat der Kunde uns angerufen, oder die Übergabe wurde zu spät aufgeschrieben. Und der Vertrieb sucht sich womöglich die Leads aus, die am besten oder am schlechtesten aussehen; die Abschlussquoten allein zeigen also nicht, was das frühe Melden bewirkt.
rule-both-at-once-looks-for = offene Deals auf der Seite des Vertriebs, die innerhalb weniger Tage um einen Touchpoint des Vertriebs auch von einer Kampagne hörten, die um ein Gespräch oder einen Kauf bittet
rule-both-at-once-why = Der Kunde hört in derselben Woche zwei Stimmen eines Hauses und vielleicht zwei Angebote.
rule-both-at-once-remedy = Nehmt die heraus, mit denen der Vertrieb spricht, bevor eine Kampagne um ein Gespräch oder einen Kauf bittet.
rule-both-at-once-to-one = Vereinbart, wer jetzt mit ihnen spricht, und nehmt sie aus der nächsten Kampagne heraus, die um ein Gespräch oder einen Kauf bittet.
rule-both-at-once-doubt = Eine Anzeige, die alle erreicht, lässt sich nicht von einem Kunden fernhalten. Und beides kann abgesprochen sein, etwa eine Einladung, die der Vertrieb angekündigt hat.
rule-marketing-spend-on-closing-looks-for = Kampagnen des Marketings, deren Aufgabe das Abschließen ist, neben dem, was ein solcher Deal in Kampagnen des Vertriebs kostet
rule-marketing-spend-on-closing-why = Rabatte und Geschenke für Menschen, die ohnehin unterschreiben wollten, sind leicht bezahlt und schwer zu beenden. Ein Besuch des Vertriebs bewirkt womöglich mehr.
rule-marketing-spend-on-closing-remedy = Gebt Entscheidung und Geld dem Vertrieb, oder setzt einen Monat aus und vergleicht.
rule-marketing-spend-on-closing-to-one = Gebt Entscheidung und Geld dem Vertrieb, oder setzt einen Monat aus und vergleicht.
rule-marketing-spend-on-closing-doubt = Die Kosten sind nur Kampagnenausgaben, ohne die Zeit der Beteiligten, und die leichten Deals gehen vielleicht den einen Weg und die schweren den anderen. Wo ein Deal dort nicht teurer war, ist der Befund als niedrig markiert.
rule-sales-spend-on-attracting-looks-for = Kampagnen des Vertriebs, deren Aufgabe das Anziehen oder Ansprechen ist, neben dem, was ein solcher Deal in Kampagnen des Marketings kostet
rule-sales-spend-on-attracting-why = Listen und Massensendungen nehmen dem Vertrieb Stunden für die Menschen, die reden wollen. Das Marketing erreicht viele meist für weniger.
rule-sales-spend-on-attracting-remedy = Lasst das Marketing sie führen, mit der Wunschliste des Vertriebs.
rule-sales-spend-on-attracting-to-one = Lasst das Marketing sie führen, mit der Wunschliste des Vertriebs.
rule-sales-spend-on-attracting-doubt = Die Kosten sind nur Kampagnenausgaben, ohne die Zeit der Beteiligten. Wenn die Briefe des Vertriebs für nicht mehr Geld gute Deals bringen, behaltet sie: Der Befund ist dann als niedrig markiert.
rule-spend-without-pipeline-looks-for = Kampagnen des Marketings, die so viel gekostet haben wie mehrere ernsthafte Deals, lange genug liefen und keinen brachten oder an keinem beteiligt waren
rule-spend-without-pipeline-why = Bei den üblichen Kosten lässt der Zufall eine solche Kampagne seltener als einmal in zwanzig Fällen ohne Deal.
rule-spend-without-pipeline-remedy = Fragt zuerst, ob jemand ihre Touchpoints aufgeschrieben hat. Dann entscheidet: ändern, halbieren oder beenden.
rule-spend-without-pipeline-to-one = Fragt zuerst, ob jemand ihre Touchpoints aufgeschrieben hat. Dann entscheidet: ändern, halbieren oder beenden.
rule-spend-without-pipeline-doubt = Vielleicht wirkt sie auf Menschen, die niemand fragt, woher sie uns kennen. Und je mehr Kampagnen es gibt, desto eher hatte eine davon nur Pech.
rule-over-budget-looks-for = Kampagnen, die mehr als ihr Budget ausgegeben haben
rule-over-budget-why = Ein Budget, auf das niemand achtet, ist ein Wunsch. Was darüber liegt, wurde anderem weggenommen.
rule-over-budget-remedy = Entscheidet: beenden, oder das Budget erhöhen und sagen, wovon es genommen wird.
rule-over-budget-to-one = Entscheidet: beenden, oder das Budget erhöhen und sagen, wovon es genommen wird.
rule-over-budget-doubt = Das Budget ist vielleicht alt. Wenn die Kampagne ihr Geld verdient, erhöht das Budget, statt sie zu beenden.
rule-handoff-unanswered-looks-for = offene Deals, die übergeben wurden und nach der vom Vertrieb zugesagten Zeit noch keinen Touchpoint des Vertriebs hatten
rule-handoff-unanswered-why = Interesse lässt mit jeder Stunde nach. Ein Lead, für den das Marketing bezahlt hat und dem niemand antwortet, ist die teuerste Art zu schweigen.
rule-handoff-unanswered-remedy = Ruft sie heute an, die ältesten zuerst. Dann vereinbart, wer antwortet, wenn die übliche Person nicht da ist.
rule-handoff-unanswered-to-one = Ruft heute an.
rule-handoff-unanswered-doubt = Vielleicht gab es den Touchpoint, und niemand hat ihn aufgeschrieben. Seht euch den Deal an, bevor ihr mit der verantwortlichen Person sprecht.
rule-stalled-looks-for = offene Deals, die länger in ihrer Stufe stehen als die dafür gesetzte Grenze, oder als fast alle, die je weiterkamen
rule-stalled-why = Ein Deal, der stillsteht, wird selten gewonnen, aber er füllt die Liste und die Prognose.
rule-stalled-remedy = Für jeden: Vereinbart einen nächsten Schritt mit Datum, gebt ihn zur Pflege zurück, oder tragt ihn als verloren ein.
rule-stalled-to-one = Vereinbart einen nächsten Schritt mit Datum, gebt ihn zur Pflege zurück, oder tragt ihn als verloren ein.
rule-stalled-doubt = Manche Kunden sind aus guten Gründen langsam, etwa wegen ihres Haushaltsjahres. Ein nächster Schritt mit Datum sagt das.
rule-leak-looks-for = einen Schritt des Funnels, den im letzten ganzen Quartal ein klar kleinerer Teil der Deals ging als im Quartal davor, beide im gleichen Alter betrachtet
rule-leak-why = Alle Arbeit, die diese Deals so weit gebracht hat, geht mit ihnen verloren, und die meisten lassen sich noch fragen.
rule-leak-remedy = Lest zehn der Deals, die nicht weiterkamen, und fragt, was sich geändert hat: wer kommt, wer antwortet, was wir sagen.
rule-leak-to-one = Fragt, was sich geändert hat: wer kommt, wer antwortet, was wir sagen.
rule-leak-doubt = Das Quartal davor war vielleicht ungewöhnlich gut, oder die Saison ist eine andere. Unter mehreren Schritten kann einer zufällig fallen. Und wo es wenige Deals gibt, kann die Regel nichts sagen: Ihr Schweigen ist keine Entwarnung.
rule-won-and-forgotten-looks-for = Kunden ohne Nachbetreuung in der Zeit nach dem Abschluss, in der es eine geben sollte
rule-won-and-forgotten-why = Einen Kunden zu gewinnen ist der teure Teil. Ihn zu halten kostet einen Anruf und bringt Verlängerungen und Empfehlungen.
rule-won-and-forgotten-remedy = Ruft jeden an und fragt, wie es läuft. Tragt die Nachbetreuung beim nächsten Abschluss in den Kalender ein.
rule-won-and-forgotten-to-one = Ruft an und fragt, wie es läuft, und tragt die nächste Nachbetreuung in den Kalender ein.
rule-won-and-forgotten-doubt = Vielleicht kümmert sich jemand um sie, der es hier nicht aufschreibt.
rule-lost-to-timing-looks-for = Deals, die vor einer Weile aus Mangel an Zeit oder Geld verloren gingen, ohne Touchpoint seither
rule-lost-to-timing-why = „Nicht jetzt“ ist kein „Nein“. Sie kennen uns, und der Grund des Verlusts vergeht von selbst.
rule-lost-to-timing-remedy = Schickt eine freundliche Zeile: Ist es jetzt so weit? Notiert beim nächsten solchen Verlust das Datum, ab dem wir wieder fragen dürfen.
rule-lost-to-timing-to-one = Schickt eine freundliche Zeile: Ist es jetzt so weit?
rule-lost-to-timing-doubt = „Kein Geld“ ist manchmal ein höfliches „Nein“. Wer zuletzt mit ihnen sprach, weiß es am besten; und vielleicht hat ihnen schon jemand geschrieben, ohne es zu notieren.

## Was die Befunde sagen

found-hard-sell-early = { $n ->
    [one] { NUMBER($n) } Kampagne des Marketings bittet
   *[other] { NUMBER($n) } Kampagnen des Marketings bitten
    } zu früh um zu viel: { $what }
found-to-talk = um ein Gespräch mit dem Vertrieb
found-to-buy = um einen Kauf
found-to-buy-and-talk = { NUMBER($buy) } um einen Kauf, { NUMBER($talk) } um ein Gespräch mit dem Vertrieb
found-sales-before-handoff = Bei { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } des Marketings meldete sich der Vertrieb vor der Übergabe; { $rates }
found-none-decided = von denen, die der Vertrieb übernahm, ist noch keiner entschieden
found-won-less = einmal übernommen und entschieden, wurden sie seltener gewonnen als die anderen: { $these } gegen { $others }
found-won-more = einmal übernommen und entschieden, wurden sie öfter gewonnen als die anderen: { $these } gegen { $others }
found-won-unclear = von den übernommenen und entschiedenen wurden { $these } gewonnen, von den anderen { $others }
found-won-few = zu wenige der übernommenen sind entschieden, um sie mit den anderen zu vergleichen
found-both-at-once = { $n ->
    [one] { NUMBER($n) } offener Deal hört
   *[other] { NUMBER($n) } offene Deals hören
    } beide Seiten zugleich: den Vertrieb, und innerhalb von { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
    } eine Kampagne, die um ein Gespräch oder einen Kauf bittet
found-unanswered = { $n ->
    [one] { NUMBER($n) } übergebener Deal wartet
   *[other] { NUMBER($n) } übergebene Deals warten
    } über die zugesagte Frist von { $promise } hinaus auf eine erste Antwort des Vertriebs, { $n ->
    [one] seit
   *[other] der älteste seit
    } { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
}
found-stalled = { $n ->
    [one] { NUMBER($n) } Deal steht länger still, als seine Stufe erlaubt
   *[other] { NUMBER($n) } Deals stehen länger still, als ihre Stufe erlaubt
    }; { $planned }
found-stalled-one-without = ohne einen kommenden nächsten Schritt
found-stalled-one-with = mit einem kommenden nächsten Schritt
found-stalled-none = keiner davon mit einem kommenden nächsten Schritt
found-stalled-some = { NUMBER($n) } davon mit einem kommenden nächsten Schritt
found-forgotten = { NUMBER($n) } von { NUMBER($won) } gewonnenen Deals hatten innerhalb von { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
    } keine Nachbetreuung
found-leak-clear = In { $period } kam ein kleinerer Teil der Deals weiter als im Quartal davor, beide im gleichen Alter betrachtet: { $steps }
found-leak-unclear = Deals, die in { $period } und im Quartal davor weiterkamen, beide im gleichen Alter betrachtet: { $steps }
found-leak-step = { $from } zu { $to } { NUMBER($some) } von { NUMBER($all) } (davor: { NUMBER($some_before) } von { NUMBER($all_before) })
found-timing = { $n ->
    [one] { NUMBER($n) } Deal, der
   *[other] { NUMBER($n) } Deals, die
    } vor { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
    } oder mehr aus Mangel an Zeit oder Geld verloren { $n ->
    [one] ging, wurde
   *[other] gingen, wurden
    } seither nicht mehr angesprochen
found-marketing-closing = { $n ->
    [one] { NUMBER($n) } Kampagne des Marketings arbeitet
   *[other] { NUMBER($n) } Kampagnen des Marketings arbeiten
    } am Abschluss; { $beside }
found-sales-attracting = { $n ->
    [one] { NUMBER($n) } Kampagne des Vertriebs wirbt
   *[other] { NUMBER($n) } Kampagnen des Vertriebs werben
    } um Aufmerksamkeit; { $beside }
found-cost = { $money } ({ $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    })
found-beside-none-sales = von dort erreichte kein Deal { $stage }, und auch keiner aus Kampagnen des Vertriebs mit dieser Aufgabe
found-beside-none-marketing = von dort erreichte kein Deal { $stage }, und auch keiner aus Kampagnen des Marketings mit dieser Aufgabe
found-beside-there-sales = von dort erreichte kein Deal { $stage }; in Kampagnen des Vertriebs mit dieser Aufgabe kostete einer { $there }
found-beside-there-marketing = von dort erreichte kein Deal { $stage }; in Kampagnen des Marketings mit dieser Aufgabe kostete einer { $there }
found-beside-here-sales = ein Deal, der { $stage } erreichte, kostete dort { $here }; Kampagnen des Vertriebs mit dieser Aufgabe hatten keinen
found-beside-here-marketing = ein Deal, der { $stage } erreichte, kostete dort { $here }; Kampagnen des Marketings mit dieser Aufgabe hatten keinen
found-beside-both-sales = ein Deal, der { $stage } erreichte, kostete dort { $here }, in Kampagnen des Vertriebs mit dieser Aufgabe { $there }
found-beside-both-marketing = ein Deal, der { $stage } erreichte, kostete dort { $here }, in Kampagnen des Marketings mit dieser Aufgabe { $there }
found-beside-few = { $beside }; zu wenige Deals, um sich darauf zu verlassen
found-no-pipeline = { $n ->
    [one] { NUMBER($n) } Kampagne des Marketings hat
   *[other] { NUMBER($n) } Kampagnen des Marketings haben
    } keinen Deal, der { $stage } erreichte, obwohl { $n ->
    [one] ihre Ausgaben
   *[other] die Ausgaben jeder einzelnen
    } mindestens das { NUMBER($times) }-Fache dessen betragen, was ein solcher Deal üblicherweise kostet
found-over-budget = { $n ->
    [one] { NUMBER($n) } Kampagne gab mehr als ihr Budget aus
   *[other] { NUMBER($n) } Kampagnen gaben mehr als ihre Budgets aus
}

## Attributionsmodelle

model-first-touch-name = Erster Touchpoint
model-first-touch-explanation = Alles wird der Kampagne des ersten Touchpoints zugerechnet.
model-first-touch-source = die übliche Regel mit einem Touchpoint
model-last-touch-name = Letzter Touchpoint
model-last-touch-explanation = Alles wird der Kampagne des letzten Touchpoints vor dem Abschluss zugerechnet.
model-last-touch-source = die übliche Regel mit einem Touchpoint
model-linear-name = Linear
model-linear-explanation = Jedem Touchpoint wird gleich viel zugerechnet.
model-linear-source = die übliche Regel mit mehreren Touchpoints
model-time-decay-name = Zeitverfall
model-time-decay-explanation = Je näher ein Touchpoint am Abschluss liegt, desto mehr bekommt er; das Gewicht halbiert sich mit jeder Halbwertszeit davor.
model-time-decay-source = exponentieller Verfall, 2^(−Tage vor dem Abschluss / Halbwertszeit)
model-position-based-name = Positionsbasiert
model-position-based-explanation = Der erste und der letzte Touchpoint bekommen je 40 %; die dazwischen teilen sich 20 %.
model-position-based-source = die U-förmige Regel, 40-20-40
model-w-shaped-name = W-förmig
model-w-shaped-explanation = Der erste Touchpoint, der, aus dem der Lead entstand, und der, aus dem die Verkaufschance entstand, bekommen je 30 %; andere bis zur Verkaufschance teilen sich 10 %.
model-w-shaped-source = die W-förmige Regel, 30-30-30-10
model-full-path-name = Gesamter Weg
model-full-path-explanation = Der erste Touchpoint, die, aus denen Lead und Verkaufschance entstanden, und der letzte bekommen je 22,5 %; die anderen teilen sich 10 %.
model-full-path-source = die Z-förmige Regel, je 22,5 und 10
model-markov-name = Markov-Kette
model-markov-explanation = Zurechnung nach dem, was fehlen würde: der Anteil der Abschlüsse, die in einer Kette aller Pfade, gewonnener und verlorener, nicht mehr zustande kommen, wenn die Kampagne herausgenommen wird.
model-markov-source = Anderl, Becker, von Wangenheim & Schumann 2016, erste Ordnung; der Wegnahmeeffekt über die Fundamentalmatrix (Kemeny & Snell 1960)
model-shapley-name = Shapley-Wert
model-shapley-explanation = Jeder gewonnene Deal wird gleichmäßig auf die verschiedenen Kampagnen seines Pfades verteilt, gleich wie oft jede vorkam.
model-shapley-source = Zhao, Mahboobi & Bagheri 2018, die geschlossene Form

## Was sich seit einem anderen Stand geändert hat: `diff` und die Seite von `build --since`

short-days = { $n } Tage
diff-now = jetzt { $value }
diff-edited = { NUMBER($n) }, bearbeitet
diff-note-currency = Beträge waren in { $old } und sind in { $new }: Geld wird nicht verglichen.
diff-note-no-rate = { $n ->
    [one] { NUMBER($n) } Deal hat
   *[other] { NUMBER($n) } Deals haben
    } am { $date } keinen Wechselkurs; was berichtigt wurde, ist ohne deren Geld.
diff-note-today = Beide zählen bis heute, also kann dazwischen nichts geschehen sein: alles gilt als berichtigt. Bis wann der alte Stand zählte, sagt --old-as-of, für eine Website --since-as-of.
diff-field-lost = verloren
diff-field-lost-reason = Grund des Verlusts
diff-field-lost-to = verloren an
diff-field-amount = Betrag
diff-field-valued = Betrag zum Kurs des Tages
diff-field-account = Kunde
diff-field-owner = verantwortlich
diff-field-segment = Segment
diff-field-region = Region
diff-field-kind = Art
diff-field-source = Quelle
diff-field-channel = Kanal
diff-field-touches = Touchpoints
diff-field-follow-ups = Nachbetreuung
diff-field-needs = Bedarf
diff-field-objections = Einwände
diff-field-function = durchgeführt von
diff-field-goal = Aufgabe
diff-field-ask = bittet um
diff-field-starts = Beginn
diff-field-ends = Ende
diff-field-budget = Budget
diff-field-spend = Ausgaben
diff-field-impressions = Impressionen
diff-field-visits = Besuche
diff-field-leads = Leads
diff-change-added = neu
diff-change-removed = entfernt
diff-change-won = gewonnen
diff-change-lost = verloren
diff-change-reopened = wieder offen
diff-change-moved = weitergekommen
diff-change-edited = geändert
changes-lead = Von „{ $name }“, das bis { $old } zählt, zu dieser Website, bis { $new }: { $records ->
    [0] kein Deal und keine Kampagne geändert
    [one] { NUMBER($records) } Deal oder Kampagne geändert
   *[other] { NUMBER($records) } Deals und Kampagnen geändert
}
changes-parts = Berichtigt ist, was die neuen Dateien an dem ändern, was der alte Stand schon zählte: die Vergangenheit wurde bearbeitet. Geschehen ist, was seither kam. Beides zusammen ist die ganze Änderung.
changes-none = Nichts hat sich geändert, woraus eine Zahl entsteht.
changes-moved = Was sich bewegt hat: { $period }
changes-was = Vorher
changes-is = Jetzt
changes-restated = Berichtigt
changes-happened = Geschehen
changes-why = Warum
changes-what = Was
changes-facts = Geändert
changes-moves = Bewegte Kennzahlen
changes-came = Jetzt genannt:
changes-went = Nicht mehr genannt:
changes-muted = ({ NUMBER($n) } stummgeschaltet)
changes-restated-periods = Berichtigte Zeiträume
changes-restated-text = Diese waren schon vorbei, und ihre Zahlen sind jetzt andere, weil die Vergangenheit bearbeitet wurde. Auf ihren Seiten steht, was dort vorher stand.
changes-restated-title = { $period } wurde seit dem { $date } berichtigt
changes-edited = Seither bearbeitet:
changes-settings-too = Auch Einstellungen, Kosten oder Vertriebsziele wurden bearbeitet.
changes-all = Alle Änderungen

# Eine öffentliche Seite: was von kleinen Anzahlen und von Verborgenem zu sehen ist.
public-few = unter { NUMBER($n) }
public-hidden = nicht gezeigt
public-absent = nicht öffentlich
public-no-period = ein Monat
public-nothing = nichts, wodurch zu teilen wäre
public-rate-hidden = nicht gezeigt: eine Anzahl dahinter ist zu klein oder verriete eine solche
public-money-hidden = nicht gezeigt: es wäre das Geld weniger Deals
public-no-values = Keiner dieser Werte wird gezeigt.
public-no-counts = Keine Anzahlen
public-no-counts-why = Es sind so wenige Deals, dass eine Anzahl die andere verriete.
public-what = Für alle sichtbar: Anzahlen unter { NUMBER($n) } sind verborgen, dazu andere, wo eine die andere verriete. Geld ist auf zwei Stellen gerundet.
public-everything = Über die ganze Zeit.
public-came-and-won = { $n ->
    [one] { NUMBER($n) } Deal kam
   *[other] { NUMBER($n) } Deals kamen
    } { $within } hinzu, { $won ->
    [0] keiner wurde gewonnen
    [one] { NUMBER($won) } wurde gewonnen
   *[other] { NUMBER($won) } wurden gewonnen
}
public-stages = Wie viele Deals jede Stufe erreichten
public-stages-measure = Deals, die jede Stufe { $within } erreichten; Daten bis { $date }
public-trend = { $metric } im Lauf der Zeit
public-dots-measure = { $metric } über die ganze Zeit; Kanäle ohne Wert sind nicht gezeichnet
public-split = Was jede Seite ausgab und brachte
public-split-measure = Anteile von Marketing und Vertrieb { $within }; Geld ist gerundet, Deals sind die der ganzen Zeit
public-split-spend = Was jede Seite ausgab
public-split-spend-measure = Anteile von Marketing und Vertrieb { $within }; Geld ist gerundet
public-spent = Ausgaben für Kampagnen
public-brought = Deals gebracht
public-won = Deals gewonnen
public-no-campaign = Keine Kampagne
public-steps = Von den Deals, die { $within } eine Stufe erreichten: wie viele weiterkamen, verloren gingen oder offen sind.
public-funnel-lead = Vom ersten Kontakt bis zum Auftrag, in Anzahlen ab { NUMBER($n) }.
public-handoff-lead = Was zwischen { $marketing } und { $sales } geschieht.
public-handed = Übergeben
public-accepted = Vom Vertrieb übernommen
public-lost-before = Davor verloren
public-waiting = Davor offen
public-due = Zeit für eine Antwort ist um
public-on-time = Davon rechtzeitig beantwortet
public-spend-lead = Was Kampagnen kosten und was gewonnen wurde, gerundet.
public-spend-note = Nur Ausgaben für Kampagnen: Gehälter und andere Kosten werden nicht gezeigt.
public-campaigns-lead = { $n ->
    [one] Eine Kampagne, über die ganze Zeit.
   *[other] { NUMBER($n) } Kampagnen, über die ganze Zeit.
}
public-campaign-note = Anzahlen unter { NUMBER($n) } sind verborgen.
public-run = Lief
public-from-to = { $first } bis { $last }
public-since = seit { $first }
public-periods-lead = Alles, Jahre und Quartale.
public-metrics-lead = Die Zahlen, die alle sehen, und wie jede berechnet wird.
public-findings-lead = Was schiefgeht und was dagegen zu tun ist. Welche Deals das sind, wird nicht gezeigt.
public-found = { $n ->
    [0] Nichts wurde gefunden.
    [one] Ein Befund.
   *[other] { NUMBER($n) } Befunde.
}
public-account = Kunde { $name }
