# Die Wörter des Designs, auf Deutsch. Siehe docs/translating.md.

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
money-a-day = { $money } am Tag
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
    [0] ist bisher keiner gewonnen
    [one] ist bisher { NUMBER($won) } gewonnen
   *[other] sind bisher { NUMBER($won) } gewonnen
    } und { $open ->
    [0] keiner mehr offen
    [one] { NUMBER($open) } noch offen
   *[other] { NUMBER($open) } noch offen
}
nothing-won-title = In diesem Zeitraum wurde nichts gewonnen
split-title = Das Marketing hatte { $cost } der Kosten und brachte { $won } des Gewonnenen
split-title-no-cost = Das Marketing brachte { $won } des Gewonnenen
split-title-unknown = Niemand hat aufgeschrieben, wer das Gewonnene gebracht hat
trend-title-no-period = { $metric }: noch kein Zeitraum
trend-title-no-value = { $metric }: kein Wert { $within }
trend-title = { $metric }: { $value } { $within }
trend-title-same = { $start }, wie { $then }
trend-title-unclear = { $start }, keine klare Änderung gegenüber { $before }
trend-title-up = { $start }, mehr als { $before } { $then }
trend-title-down = { $start }, weniger als { $before } { $then }
cohorts-title-empty = Noch ist keine Kohorte alt genug für eine Aussage
cohorts-title-few = { NUMBER($won) } von { $of ->
    [one] { NUMBER($of) } Deal
   *[other] { NUMBER($of) } Deals
    } hatten nach { NUMBER($days) } Tagen gekauft
cohorts-title = { NUMBER($won) } von 100 Deals hatten nach { NUMBER($days) } Tagen gekauft
attribution-lead = „{ $campaign }“ wird vom Gewonnenen { $within } am meisten zugerechnet: { $range }, je nach Zählweise
attribution-lead-untouched = { $money } wurden { $within } gewonnen, ohne Berührung durch eine Kampagne
attribution-lead-empty = Gewonnen wurde { $within } nichts
disputed-title-empty = Noch ist keiner Kampagne ein Abschluss zugerechnet
disputed-title-agree = Alle Zählweisen stimmen überein
disputed-title = Am strittigsten: „{ $campaign }“, { $low } oder { $high } wert
flow-title-empty = In diesem Zeitraum ist kein Deal entstanden
flow-title = Die meisten Deals kamen über { $channel }: { NUMBER($n) } von { NUMBER($all) }, davon { NUMBER($won) } bisher gewonnen
forecast-title-no-month = Im Blickfeld liegt kein ganzer Monat mehr
forecast-title-too-few = Zu wenige Deals, um etwas vorherzusagen
forecast-title = { $month } sollte { $expected } bringen, höchstwahrscheinlich { $low } bis { $high }
left-truncation = Die Daten setzen offenbar mitten im Geschäft ein: Deals, die vor dem { $first } begonnen hatten, fehlen. Vergleicht Kohorten und Abschlussquoten bis zum { $until } nicht mit späteren.
incidence-title = Von 100 Deals in „{ $from }“ erreichen { NUMBER($n) } innerhalb von { NUMBER($days) } Tagen „{ $to }“
incidence-title-few = { NUMBER($k) } von { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
    } in „{ $from }“ haben bisher „{ $to }“ erreicht
incidence-title-empty = Kein Deal hat in diesem Zeitraum „{ $from }“ erreicht
dots-title-few = { $metric } nach { $by }: jeweils weniger als 20 Deals
dots-title-clear = { $metric }: „{ $high }“ liegt klar vor „{ $low }“
dots-title-unclear = { $metric }: kein klarer Unterschied nach { $by }
dumbbell-title-no-spend = In diesem Zeitraum keine Kampagnenausgaben
dumbbell-title = „{ $best }“ hat { $best_spend } der Ausgaben und { $best_won } des Gewonnenen; „{ $worst }“ { $worst_spend } und { $worst_won }
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
    } herein, der Vertrieb gewann { $won ->
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
    } herein, der Vertrieb gewann { $won ->
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
reason-too-early = noch nicht bekannt: die Deals sind noch nicht lange genug zu sehen
reason-no-promise = keine Zusage gesetzt
reason-no-quota = für diesen Zeitraum kein Ziel gesetzt
reason-few-answered = weniger als die Hälfte ist beantwortet, oder nichts wurde übergeben
reason-nothing-happened = in diesem Zeitraum gab es nichts davon
reason-no-deal = in diesem Zeitraum gibt es keinen Deal dafür
parts-promised = { $k } von { $n } zugesagten
parts-money-for = { $money } für { $n }
taken-over = aus { $n ->
    [one] { NUMBER($n) } Deal
   *[other] { NUMBER($n) } Deals
}
change-none = keine Änderung
change-points = { $n } Punkte
change-base = statt { $value } ({ $period })
change-base-at-age = statt { $value } ({ $period } nach { $days ->
    [one] { NUMBER($days) } Tag
   *[other] { NUMBER($days) } Tagen
    })
change-better = besser
change-worse = schlechter
