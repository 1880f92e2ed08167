# Alle Wörter, die Leser sehen, auf Deutsch. Zahlen kommen ausgeschrieben an; `$n` ist für den Plural.

## Zahlen und Einheiten

percent = { $number } %
with-unit = { $number } { $unit }
points = { $number } Punkte
interval = { $low } – { $high }
interval-difference = { $low } … { $high }
axis-percent = { " " }%
unit-percent = %
unit-mean = von { $high }
unit-median = { $unit } im Median
time-unit =
    { $unit ->
        [s] s
        [min] min
        [d] Tage
       *[h] h
    }
business-unit = { $unit } Geschäftszeit
promise-business =
    { $unit ->
        [s] { $n ->
            [one] { $n } Sekunde Geschäftszeit
           *[other] { $n } Sekunden Geschäftszeit
        }
        [min] { $n ->
            [one] { $n } Minute Geschäftszeit
           *[other] { $n } Minuten Geschäftszeit
        }
       *[h] { $n ->
            [one] { $n } Stunde Geschäftszeit
           *[other] { $n } Stunden Geschäftszeit
        }
    }
promise =
    { $unit ->
        [s] { $n ->
            [one] { $n } Sekunde
           *[other] { $n } Sekunden
        }
        [min] { $n ->
            [one] { $n } Minute
           *[other] { $n } Minuten
        }
        [d] { $n ->
            [one] { $n } Tag
           *[other] { $n } Tage
        }
       *[h] { $n ->
            [one] { $n } Stunde
           *[other] { $n } Stunden
        }
    }
list-more =
    { $n ->
        [one] { $n } weitere
       *[other] { $n } weitere
    }

## Zeiträume

period-week = Woche { $part }, { $year }
period-quarter = { $part }. Quartal { $year }
period-fiscal-quarter = { $part }. Quartal des Geschäftsjahrs { $year }
period-fiscal-quarter-short = GJ{ $short } Q{ $part }
period-fiscal-year = Geschäftsjahr { $year }
later-too-few = Für { $period } gibt es bisher zu wenige Antworten für einen Bericht.
period-days = { $first } bis { $last }
period-week-alone = Woche { $part }
period-quarter-alone = { $part }. Quartal

# Ein Zeitraum im Satz. `$kind` ist `month`, `year` für 2026, `article` für Quartale und Geschäftsjahre, sonst `other`.
period-in =
    { $kind ->
        [month] im { $period }
        [year] { $period }
        [article] im { $period }
       *[other] in { $period }
    }
period-since =
    { $kind ->
        [article] seit dem { $period }
       *[other] seit { $period }
    }
period-since-about =
    { $kind ->
        [article] etwa seit dem { $period }
       *[other] etwa seit { $period }
    }
period-until =
    { $kind ->
        [article] bis zum { $period }
       *[other] bis { $period }
    }
period-before =
    { $kind ->
        [article] vor dem { $period }
       *[other] vor { $period }
    }
period-on =
    { $kind ->
        [article] gegenüber dem { $period }
       *[other] gegenüber { $period }
    }
period-itself =
    { $kind ->
        [month] der { $period } selbst
        [year] { $period } selbst
        [article] das { $period } selbst
       *[other] { $period } selbst
    }
period-range =
    { $kind ->
        [article] vom { $first } bis zum { $last }
       *[other] von { $first } bis { $last }
    }
period-names = { $first } bis { $last }
period-only = nur { $in }
so-far-until = bisher, bis { $date }
period-so-far = bisher { $in }

# So viele Zeiträume; das zweite im Dativ.
spell =
    { $kind ->
        [week] { $number } Wochen
        [quarter] { $number } Quartale
        [year] { $number } Jahre
        [wave] { $number } Wellen
       *[month] { $number } Monate
    }
spell-dative =
    { $kind ->
        [week] { $number } Wochen
        [quarter] { $number } Quartalen
        [year] { $number } Jahren
        [wave] { $number } Wellen
       *[month] { $number } Monaten
    }
number-word =
    { $n ->
        [1] eins
        [2] zwei
        [3] drei
        [4] vier
        [5] fünf
        [6] sechs
        [7] sieben
        [8] acht
        [9] neun
        [10] zehn
        [11] elf
        [12] zwölf
       *[other] { $n }
    }
period-month-short = { $part } { $short }
period-week-short = KW { $part }
period-quarter-short = Q{ $part } { $short }

## Was an der Stelle eines Wertes steht

withheld =
    { $n ->
       *[other] zurückgehalten (weniger als { $n })
    }
no-data = keine Daten
too-few = zu wenige
not-reached = nicht erreicht
other-language = meist in einer Sprache, die nicht gelesen wird
failed = nicht berechenbar
no-comparison = nichts zum Vergleichen
no-interval = kein Intervall

## Urteile

verdict-improved = verbessert
verdict-worsened = verschlechtert
verdict-no-evidence = keine Veränderung nachweisbar
verdict-too-few = zu wenige für eine Aussage
verdict-by = um { $amount } { $verdict }
verdict-judged = { $verdict }: { $what }
verdict-in = { $verdict } bei
judged-pair = { $after } { $part }, zuvor { $before }
detectable = eine Veränderung um mindestens { $amount } wäre aufgefallen
detectable-judged =
    { $unit ->
        [percent] eine Veränderung des Anteils { $part } um mindestens { $amount } wäre aufgefallen
       *[other] eine Veränderung um mindestens { $amount } wäre aufgefallen ({ $part })
    }
too-few-note = { $n } auf der kleineren Seite; nötig sind { $enough }
too-few-clusters =
    { $n ->
        [one] die Antworten einer Seite kommen aus einer einzigen Gruppe { $cluster }; zu wenige, um zu sagen, wie sich solche Gruppen unterscheiden
       *[other] die Antworten einer Seite kommen aus { $n } Gruppen, jede { $cluster }; zu wenige, um zu sagen, wie sich solche Gruppen unterscheiden
    }
rest-better = besser als die übrigen
rest-worse = schlechter als die übrigen
rest-no-evidence = kein Unterschied zu den übrigen nachweisbar
target = Ziel { $value }
target-verdict = { $target }, { $verdict }
target-met = erreicht
target-missed = verfehlt
target-missed-for =
    { $n ->
        [0] verfehlt
        [1] verfehlt
       *[other] { $kind ->
            [week] seit { $n } Wochen verfehlt
            [quarter] seit { $n } Quartalen verfehlt
            [year] seit { $n } Jahren verfehlt
            [wave] seit { $n } Wellen verfehlt
           *[month] seit { $n } Monaten verfehlt
        }
    }
target-cannot-say = zu knapp für ein Urteil
benchmark = { $label } { $value }
benchmark-above = liegt darüber
benchmark-below = liegt darunter
all = alle { $value }
## Basis

counted =
    { $kind ->
        [tickets] { $n ->
            [one] { $count } Ticket
           *[other] { $count } Tickets
        }
        [reviews] { $n ->
            [one] { $count } Bewertung
           *[other] { $count } Bewertungen
        }
        [orders] { $n ->
            [one] { $count } Bestellung
           *[other] { $count } Bestellungen
        }
        [customers] { $n ->
            [one] { $count } Kunde
           *[other] { $count } Kunden
        }
        [outreach] { $n ->
            [one] { $count } Einladung
           *[other] { $count } Einladungen
        }
        [comments] { $n ->
            [one] { $count } Kommentar
           *[other] { $count } Kommentare
        }
       *[survey] { $n ->
            [one] { $count } Antwort
           *[other] { $count } Antworten
        }
    }
base-indicative = { $base }, nur Anhaltspunkt
base-open = { $base }, davon { $open } noch offen
closed-only = geschlossene Tickets allein ergäben { $value }
closed-only-long =
    Geschlossene Tickets allein ergäben { $closed } und damit { $apart } { $way ->
        [more] mehr
       *[less] weniger
    } als die { $all }, in die jedes Ticket eingeht{ $way ->
        [more] .
       *[less] : Die noch offenen sind die langsamen, und ohne sie sieht das Ergebnis besser aus, als es ist.
    }

## Befunde

finding-alone = { $figure }: { $value }
finding-verdict = { $figure }: { $value }, { $verdict }
finding-judged = { $figure } { $verdict }: { $what }
finding-moved =
    { $way ->
        [up] { $figure } um { $amount } auf { $after } gestiegen
        [down] { $figure } um { $amount } auf { $after } gefallen
       *[level] { $figure } mit { $after } gleich geblieben ({ $amount })
    }
change-sentence =
    { $judged ->
        [yes] { $after } { $part }, zuvor { $before } ({ $than }): { $difference } ({ $interval })
       *[no] { $after }, zuvor { $before } ({ $than }): { $difference } ({ $interval })
    }
change-short = { $before } → { $after }, { $difference } ({ $interval })
difference-with-interval = { $difference } ({ $interval })
against = gegenüber { $period }
readings-only-naive =
    { $without ->
        [both] Ohne Gewichte und wenn die Antworten unabhängig wären, gälte der { $way ->
            [up] Anstieg
           *[down] Rückgang
        } um { $naive } als echt. Mit Gewichten beträgt die Veränderung { $judged }, und Antworten { $cluster } ähneln einander, sodass der Zufall allein solche Unterschiede häufiger hervorbringt: Eine Veränderung ist nicht nachweisbar.
        [weights] Ohne Gewichte gälte der { $way ->
            [up] Anstieg
           *[down] Rückgang
        } um { $naive } als echt. Mit Gewichten beträgt die Veränderung { $judged }, und die Antworten, die am meisten zählen, sind wenige: Eine Veränderung ist nicht nachweisbar.
       *[clusters] Wenn die Antworten unabhängig wären, gälte der { $way ->
            [up] Anstieg
           *[down] Rückgang
        } um { $naive } als echt. Doch Antworten { $cluster } ähneln einander, sodass der Zufall allein solche Unterschiede häufiger hervorbringt: Eine Veränderung ist nicht nachweisbar.
    }
readings-only-judged =
    { $without ->
        [both] Ohne Gewichte und bei unabhängigen Antworten betrüge der Unterschied { $naive }, und eine Veränderung wäre nicht nachweisbar; mit Gewichten und mit Antworten { $cluster } als Einheit beträgt er { $judged } und ist nachweisbar.
        [weights] Ohne Gewichte betrüge der Unterschied { $naive }, und eine Veränderung wäre nicht nachweisbar; mit Gewichten beträgt er { $judged } und ist nachweisbar.
       *[clusters] Bei unabhängigen Antworten wäre keine Veränderung nachweisbar; gelten Antworten { $cluster } als Einheit, ist sie es.
    }
readings-against = { $sentence } Das gilt für den Vergleich mit { $period }.
cluster-name =
    { $cluster ->
        [day] vom selben Tag
       *[other] mit gleichem Wert in „{ $cluster }“
    }
movement-paradox =
    { $way ->
        [up] Nach { $dimension }: Jede Gruppe ist gefallen, und doch hat sich das Gesamtergebnis um { $total } verändert. Die Verschiebung zwischen den Gruppen trägt { $mix } bei, die Veränderungen innerhalb { $rate }.
       *[down] Nach { $dimension }: Jede Gruppe ist gestiegen, und doch hat sich das Gesamtergebnis um { $total } verändert. Die Verschiebung zwischen den Gruppen trägt { $mix } bei, die Veränderungen innerhalb { $rate }.
    }
movement-mix = Nach { $dimension }: Die Verschiebung zwischen den Gruppen erklärt { $mix } (gesamt { $total }), die Veränderungen innerhalb { $rate }.
movement-rate = Nach { $dimension }: Auf { $row } entfallen { $part } (gesamt { $total }); Veränderungen innerhalb der Gruppen { $rate }, Verschiebung zwischen ihnen { $mix }.
movement-alike = Nach { $dimension }: Keine Gruppe sticht hervor; Veränderungen innerhalb der Gruppen tragen { $rate } bei (gesamt { $total }), die Verschiebung zwischen ihnen { $mix }.
movement-total = Gesamt: { $total }
movement-split = Die Veränderung nach { $dimension }
movement-no-evidence = Dass sie sich gegenüber dem Zeitraum davor verändert hat, ist nicht nachweisbar, und so gibt es nichts zu erklären: Auch durch Zufall allein bewegen und verschieben sich Gruppen.
movement-title = Warum sie sich bewegt hat, nach { $dimension }
movement-sub = Von oben nach unten zu lesen. Punkte: der Wert davor und jetzt. Balken: was die Veränderung innerhalb jeder Gruppe hinzufügt oder wegnimmt; der letzte, was die Verschiebung zwischen den Gruppen bewirkt.
movement-cost =
    { $form ->
        [loss]
            { $back ->
                [yes] { $row } allein kostete { $part }; alles andere brachte { $rest } zurück.
               *[no] { $row } allein kostete { $part }, alles andere { $rest }.
            }
        [fall]
            { $back ->
                [yes] { $row } allein senkte den Wert um { $part }; alles andere hob ihn um { $rest }.
               *[no] { $row } allein senkte den Wert um { $part }, alles andere um { $rest }.
            }
       *[rise]
            { $back ->
                [yes] { $row } allein hob den Wert um { $part }; alles andere senkte ihn um { $rest }.
               *[no] { $row } allein hob den Wert um { $part }, alles andere um { $rest }.
            }
    }
movement-alternative = Von { $before } in { $since } zu { $after } in { $until }: { $parts }.
movement-shift = Verschiebung
movement-others =
    { $n ->
        [one] eine weitere Gruppe
       *[other] { $n } weitere Gruppen
    }
movement-detail = { $before } → { $after }
everybody-else = Alle übrigen
direction-higher = Mehr ist besser.
direction-neither = Mehr davon ist weder besser noch schlechter: Es wird gezeigt, Veränderungen werden nicht beurteilt.
direction-lower = Weniger ist besser.

## Niveau im Zeitverlauf

# Befunde beginnen klein und haben keinen Punkt, damit der Name einer Kennzahl davorstehen kann.
verdict-back = wieder wie zuvor
verdict-as-a-year-ago = wie vor einem Jahr
verdict-unchanged = unverändert bis auf { $margin }
brief-moved =
    { $judged ->
        [yes] { $way ->
            [up] { $amount } mehr { $part }
           *[down] { $amount } weniger { $part }
        }
       *[no] { $unit ->
            [seconds] { $way ->
                [up] { $amount } länger
               *[down] { $amount } kürzer
            }
            [business-seconds] { $way ->
                [up] { $amount } länger
               *[down] { $amount } kürzer
            }
            [count] { $way ->
                [up] { $amount } mehr
               *[down] { $amount } weniger
            }
           *[other] { $way ->
                [up] { $amount } höher
               *[down] { $amount } niedriger
            }
        }
    }
brief-month = als der Stand { $since } ({ $level })
brief-line = { $span }, ausgehend von { $before } { $until }
brief-since = { $since }; zuvor { $before }
brief-year = als vor einem Jahr ({ $before })
brief-before = als { $in } ({ $before })
brief-back = { $value } { $range }
brief-alone = noch nichts zum Vergleichen
brief-was = { $in } waren es { $before }
when-year = verglichen mit dem Vorjahr
when-before = verglichen mit dem Stand { $in }
clause-better = { $figure } ist besser geworden
clause-worse = { $figure } ist schlechter geworden
better-nps = mehr Kunden würden uns empfehlen
worse-nps = weniger Kunden würden uns empfehlen
better-csat = mehr Kunden sind zufrieden
worse-csat = weniger Kunden sind zufrieden
better-ces = mehr Kunden finden es leicht
worse-ces = weniger Kunden finden es leicht
better-ambassador = von denen, die uns empfehlen würden, taten es mehr
worse-ambassador = von denen, die uns empfehlen würden, taten es weniger
better-expectation = wir haben mehr Erwartungen erfüllt
worse-expectation = wir haben weniger Erwartungen erfüllt
better-gap = wir sind näher an dem, was Kunden erwarten
worse-gap = wir bleiben weiter hinter dem zurück, was Kunden erwarten
better-emotion = Kunden fühlten sich besser
worse-emotion = Kunden fühlten sich schlechter
better-sentiment = Kommentare klingen besser
worse-sentiment = Kommentare klingen schlechter
better-resolution = Tickets werden schneller gelöst
worse-resolution = Tickets brauchen länger bis zur Lösung
better-first-response = Tickets werden schneller beantwortet
worse-first-response = Tickets warten länger auf die erste Antwort
better-sla = mehr Tickets werden in der zugesagten Zeit gelöst
worse-sla = weniger Tickets werden in der zugesagten Zeit gelöst
better-backlog = weniger Tickets sind offen
worse-backlog = mehr Tickets sind offen
better-first-contact = mehr Tickets werden beim ersten Kontakt gelöst
worse-first-contact = weniger Tickets werden beim ersten Kontakt gelöst
better-reopen = weniger Tickets werden wieder geöffnet
worse-reopen = mehr Tickets werden wieder geöffnet
better-repeat-contact = weniger Kunden kommen mit einem weiteren Ticket wieder
worse-repeat-contact = mehr Kunden kommen mit einem weiteren Ticket wieder
better-perfect-order = mehr Bestellungen kommen fehlerfrei an
worse-perfect-order = weniger Bestellungen kommen fehlerfrei an
better-rating = Bewertungen sind besser
worse-rating = Bewertungen sind schlechter
better-review-response = mehr Bewertungen werden beantwortet
worse-review-response = weniger Bewertungen werden beantwortet
better-reply-time = Bewertungen werden schneller beantwortet
worse-reply-time = Bewertungen warten länger auf eine Antwort
better-churn = weniger Kunden gingen
worse-churn = mehr Kunden gingen
better-retention = mehr Kunden blieben
worse-retention = weniger Kunden blieben
better-loss = weniger der Gegangenen hatten einen Grund, der bei uns lag
worse-loss = mehr der Gegangenen hatten einen Grund, der bei uns lag
better-win-back = mehr verlorene Kunden kamen zurück
worse-win-back = weniger verlorene Kunden kamen zurück
better-referral = mehr Kunden brachten jemanden mit
worse-referral = weniger Kunden brachten jemanden mit
better-response-rate = von den Gefragten antworteten mehr
worse-response-rate = von den Gefragten antworteten weniger
better-each-theme = weniger Kommentare handeln von „{ $figure }“
worse-each-theme = mehr Kommentare handeln von „{ $figure }“
better-each-csat = { $figure } ist gestiegen
worse-each-csat = { $figure } ist gesunken
better-each-nps = { $figure } ist gestiegen
worse-each-nps = { $figure } ist gesunken
verdict-way =
    { $way ->
        [up] höher
       *[down] niedriger
    }
verdict-than =
    { $verdict ->
        [improved] besser als { $in }
       *[worsened] schlechter als { $in }
    }
verdict-than-year =
    { $verdict ->
        [improved] besser als vor einem Jahr
       *[worsened] schlechter als vor einem Jahr
    }
finding-course = { $figure } – { $sentence }
judged-value = { $value } { $part }
arrow = { $before } → { $after }
course-said = { $sentence }.
course-small = das ist eine Veränderung um weniger als { $margin }
course-said-more = { $said } { $more }.
course-clause = { $sentence }, { $clause }
course-since-about = { $since } ({ $dates })
course-since-latest = spätestens { $since }
course-until-then = zuvor
course-for = seit { $spell }
course-over-all = über alle { $spell }
course-though = { $since }, wenn auch nicht { $in }
course-line =
    { $way ->
        [up] steigt { $span }: { $values }
       *[down] fällt { $span }: { $values }
    }
course-line-from =
    { $way ->
        [up] steigt { $span }: von { $before }, dem Niveau { $until }, auf { $after }
       *[down] fällt { $span }: von { $before }, dem Niveau { $until }, auf { $after }
    }
course-line-after =
    { $way ->
        [up] steigt { $span }: von { $before } { $until } auf { $after }
       *[down] fällt { $span }: von { $before } { $until } auf { $after }
    }
course-since =
    { $way ->
        [up] höher { $since }: { $after }; { $until } { $before }
       *[down] niedriger { $since }: { $after }; { $until } { $before }
    }
course-still = weiterhin { $after }, wie { $since }; { $until } { $before }
course-steps =
    { $way ->
        [up] in { $number } Schritten gestiegen, { $when }: { $values }
       *[down] in { $number } Schritten gefallen, { $when }: { $values }
    }
course-month =
    { $way ->
        [up] { $in } auf { $after } gestiegen; { $since } lag das Niveau bei { $before }
       *[down] { $in } auf { $after } gefallen; { $since } lag das Niveau bei { $before }
    }
course-month-more =
    { $kind ->
        [week] eine Woche zeigt noch nicht, ob es dabei bleibt
        [quarter] ein Quartal zeigt noch nicht, ob es dabei bleibt
        [year] ein Jahr zeigt noch nicht, ob es dabei bleibt
        [wave] eine Welle zeigt noch nicht, ob es dabei bleibt
       *[month] ein Monat zeigt noch nicht, ob es dabei bleibt
    }
course-partly =
    { $way ->
        [up] { $since } von { $between } auf { $after } gestiegen, noch nicht so hoch wie { $then } ({ $before })
       *[down] { $since } von { $between } auf { $after } gefallen, noch nicht so niedrig wie { $then } ({ $before })
    }
course-back = wieder bei { $after }, wie { $then } ({ $range } { $between })
course-as-a-year-ago = wie vor einem Jahr ({ $value })
course-season =
    { $way ->
        [up] { $after } { $since }, höher als zuvor ({ $before }), { $year }
       *[down] { $after } { $since }, niedriger als zuvor ({ $before }), { $year }
    }
course-wavers =
    { $way ->
        [up] { $since } insgesamt höher ({ $after }, zuvor { $before }), aber { $itself } liegt näher am früheren Niveau
       *[down] { $since } insgesamt niedriger ({ $after }, zuvor { $before }), aber { $itself } liegt näher am früheren Niveau
    }
course-year =
    { $way ->
        [up] höher als vor einem Jahr: { $after } gegenüber { $before }
       *[down] niedriger als vor einem Jahr: { $after } gegenüber { $before }
    }
course-year-only = { $sentence }; innerhalb des Jahres ist keine Veränderung deutlich
course-before =
    { $way ->
        [up] { $on } um { $amount } gestiegen
       *[down] { $on } um { $amount } gefallen
    }
course-before-within = { $sentence }, im Rahmen des Niveaus { $since } ({ $level })
course-before-to = { $sentence }, auf { $after }
course-unchanged = unverändert: { $after } in den letzten { $spell }, { $before } in den { $number } davor, bis auf { $margin }
course-usual =
    { $n ->
        [one] { $way ->
            [up] { $periods } liegt höher ({ $after }, zuvor { $before }), aber so stark hat diese Kennzahl auch früher geschwankt
           *[down] { $periods } liegt niedriger ({ $after }, zuvor { $before }), aber so stark hat diese Kennzahl auch früher geschwankt
        }
       *[other] { $way ->
            [up] { $periods } liegen höher ({ $after }, zuvor { $before }), aber so stark hat diese Kennzahl auch früher geschwankt
           *[down] { $periods } liegen niedriger ({ $after }, zuvor { $before }), aber so stark hat diese Kennzahl auch früher geschwankt
        }
    }
course-many =
    { $n ->
        [one] { $way ->
            [up] { $periods } liegt höher ({ $after }, zuvor { $before }), aber bei so vielen Vergleichen überrascht das nicht
           *[down] { $periods } liegt niedriger ({ $after }, zuvor { $before }), aber bei so vielen Vergleichen überrascht das nicht
        }
       *[other] { $way ->
            [up] { $periods } liegen höher ({ $after }, zuvor { $before }), aber bei so vielen Vergleichen überrascht das nicht
           *[down] { $periods } liegen niedriger ({ $after }, zuvor { $before }), aber bei so vielen Vergleichen überrascht das nicht
        }
    }
course-no-year = { $sentence }; ein Vorjahr zum Vergleichen gibt es nicht
course-numbers = { $after } { $since }, zuvor { $before }: { $difference } ({ $interval })
course-detectable = eine Veränderung um mindestens { $amount }, die { $spell } anhielt, wäre aufgefallen
course-detectable-judged =
    { $unit ->
        [percent] eine Veränderung des Anteils { $part } um mindestens { $amount }, die { $spell } anhielt, wäre aufgefallen
       *[other] eine Veränderung um mindestens { $amount }, die { $spell } anhielt, wäre aufgefallen ({ $part })
    }
clause-year =
    { $way ->
        [up] und höher als vor einem Jahr ({ $value })
       *[down] und niedriger als vor einem Jahr ({ $value })
    }
clause-year-still =
    { $way ->
        [up] noch immer höher als vor einem Jahr ({ $value })
       *[down] noch immer niedriger als vor einem Jahr ({ $value })
    }
clause-before =
    { $way ->
        [up] und { $on } um { $amount } gestiegen
       *[down] und { $on } um { $amount } gefallen
    }
clause-before-against =
    { $way ->
        [up] aber { $on } um { $amount } gestiegen
       *[down] aber { $on } um { $amount } gefallen
    }
against-level = Niveau im Zeitverlauf
column-level-before = Niveau vor { $period }
course-method = Wie das Niveau im Zeitverlauf beurteilt wird
course-method-question = Neben dem Vergleich mit dem vorigen Zeitraum werden die letzten 24 Zeiträume zusammen betrachtet: Hat sich das Niveau in den letzten zwölf verändert, seit wann, und auf welche Weise? Eine Veränderung zählt, wenn sich das Spätere vom Früheren um mehr als dreieinhalb Standardfehler unterscheidet und um mehr, als die Kennzahl üblicherweise schwankt.
course-method-usual = Die übliche Schwankung ist das, was die Kennzahl von einem Zeitraum zum nächsten über den Zufall hinaus schwankt, während ihr Niveau gleich bleibt. Sie wird aus benachbarten Zeiträumen ohne die deutlichen Veränderungen geschätzt und zum Zufall hinzugenommen. Wo wenige Zeiträume sie erkennen lassen, wird von einer Veränderung mehr verlangt.
course-method-levels = Ein Niveau ist das, was die Kennzahl über aufeinanderfolgende Zeiträume ergibt, alle ihre Antworten zusammengenommen. Die Zeiträume werden in so wenige Niveaus geteilt, wie sie gut beschreiben, oder in Niveaus und eine Gerade am Ende. Beide Seiten der Veränderung werden dann nach dem Verfahren der Kennzahl verglichen; p berücksichtigt jeden Zeitraum, in dem die Veränderung begonnen haben könnte, und ist für alle Vergleiche korrigiert, die zusammen mit ihr angestellt werden.
course-method-names = „Fällt“ und „steigt“ meinen Geraden über mindestens vier Zeiträume. „Etwa seit“ nennt die Zeiträume, in denen die Veränderung begonnen haben kann; in Simulationen enthielten sie den wahren in 99 von 100 Fällen. „Wieder wie zuvor“ liegt im Rahmen des Zufalls auf dem Niveau vor der letzten Veränderung. „Wie vor einem Jahr“ heißt: wie in denselben Zeiträumen des Vorjahrs, das sich ebenso bewegt hatte. Wo nur der letzte Zeitraum abweicht, zeigen erst spätere, ob es dabei bleibt.
course-method-unchanged = „Unverändert“ steht nur mit einer Grenze: Das 90-%-Intervall des Unterschieds zwischen den letzten drei Zeiträumen und bis zu neun davor liegt ganz innerhalb dieser Grenze.
course-method-limits = Der Beginn ist ein Zeitraum, kein Tag. Im ersten Zeitraum ist eine Veränderung am schwersten zu sehen; bei weniger als 100 Antworten je Zeitraum fallen nur große oder anhaltende auf. Ein erstes Jahr kann eine Jahreszeit nicht von einer Veränderung unterscheiden. Eine Kennzahl, deren wahres Niveau wandert, bekommt datierte Veränderungen, die für diese Zeiträume stimmen und nicht anhalten müssen. Die Regel wurde an simulierten Reihen erprobt, ohne gewichtete Antworten, Lösungszeiten über viele Zeiträume oder Mittelwerte mit einzelnen sehr großen Werten.

## Von welchen Gruppen eine Veränderung kommt

echo-leads =
    { $way ->
        [up] bei { $group } ist der Wert um { $amount } gestiegen
       *[down] bei { $group } ist der Wert um { $amount } gefallen
    }
echo-leads-both =
    { $way ->
        [up] bei { $group } ist der Wert um { $amount } gestiegen, bei { $second } um { $other }
       *[down] bei { $group } ist der Wert um { $amount } gefallen, bei { $second } um { $other }
    }
echo-leads-only =
    { $way ->
        [up] bei { $group } ist der Wert stärker gestiegen als bei allen anderen
       *[down] bei { $group } ist der Wert stärker gefallen als bei allen anderen
    }
echo-amount-judged =
    { $unit ->
        [percent] { $amount } (Anteil { $part })
       *[other] { $amount } ({ $part })
    }
echo-open =
    { $n ->
        [one] { $way ->
            [up] { $list } liegt ebenfalls höher; ohne { $leading } ist dort keine Veränderung nachweisbar
           *[down] { $list } liegt ebenfalls niedriger; ohne { $leading } ist dort keine Veränderung nachweisbar
        }
       *[other] { $way ->
            [up] { $list } liegen ebenfalls höher; ohne { $leading } ist in keiner dieser Gruppen eine Veränderung nachweisbar
           *[down] { $list } liegen ebenfalls niedriger; ohne { $leading } ist in keiner dieser Gruppen eine Veränderung nachweisbar
        }
    }
echo-seen =
    { $n ->
        [one] { $way ->
            [up] { $list } liegt ebenfalls höher; das ist noch einmal der Anstieg bei { $leading }
           *[down] { $list } liegt ebenfalls niedriger; das ist noch einmal der Rückgang bei { $leading }
        }
       *[other] { $way ->
            [up] { $list } liegen ebenfalls höher; das ist noch einmal der Anstieg bei { $leading }
           *[down] { $list } liegen ebenfalls niedriger; das ist noch einmal der Rückgang bei { $leading }
        }
    }
echo-mostly =
    { $n ->
        [one] { $way ->
            [up] { $list } liegt ebenfalls höher; das ist zum größten Teil noch einmal der Anstieg bei { $leading }
           *[down] { $list } liegt ebenfalls niedriger; das ist zum größten Teil noch einmal der Rückgang bei { $leading }
        }
       *[other] { $way ->
            [up] { $list } liegen ebenfalls höher; das ist zum größten Teil noch einmal der Anstieg bei { $leading }
           *[down] { $list } liegen ebenfalls niedriger; das ist zum größten Teil noch einmal der Rückgang bei { $leading }
        }
    }
echo-own-group = { $group } ({ $difference })
echo-own =
    { $way ->
        [up] bei { $list } ist der Wert auch ohne { $leading } gestiegen
       *[down] bei { $list } ist der Wert auch ohne { $leading } gefallen
    }
echo-most = { $dimension }: am stärksten bei { $list }
echo-alike = { $dimension }: in allen Gruppen gleichermaßen, soweit erkennbar
echo-none =
    { $way ->
        [up] keine Gruppe sticht heraus: in allen Gruppen gleichermaßen höher, soweit erkennbar
       *[down] keine Gruppe sticht heraus: in allen Gruppen gleichermaßen niedriger, soweit erkennbar
    }
echo-with = mit { $leading }
echo-word = { $verdict }, { $mark }

## Überblick

headline-until = Bis { $date }: { $headline }
headline-back =
    { $n ->
        [one] { $list } ist wieder wie zuvor.
       *[other] { $list } sind wieder wie zuvor.
    }
headline-as-a-year-ago =
    { $n ->
        [one] { $list } ist wie vor einem Jahr.
       *[other] { $list } sind wie vor einem Jahr.
    }
headline-moved = Verändert: { $list }.
headline-none = Bei keiner Hauptkennzahl ist eine Veränderung nachweisbar.
headline-lasting = Keine Leitkennzahl hat sich neu verändert.
lead-lasting = Wie seit einiger Zeit: { $list }.
headline-too-few = Zu wenige Antworten, um zu sagen, ob sich etwas verändert hat.
headline-alone = Was uns Kunden gesagt haben: { $period }.
headline-alone-records = Die Kennzahlen: { $period }.
another-value = ein anderer Wert
state-draft = Entwurf
state-final = endgültig
state-published = wie veröffentlicht
data-until = Daten bis
heard =
    { $kind ->
        [tickets] { $n ->
            [one] { $count } Ticket
           *[other] { $count } Tickets
        }
        [reviews] { $n ->
            [one] { $count } Bewertung
           *[other] { $count } Bewertungen
        }
        [orders] { $n ->
            [one] { $count } Bestellung
           *[other] { $count } Bestellungen
        }
        [outreach] { $n ->
            [one] { $count } Einladung
           *[other] { $count } Einladungen
        }
        [staff] { $n ->
            [one] { $count } Schätzung von Beschäftigten
           *[other] { $count } Schätzungen von Beschäftigten
        }
       *[survey] { $n ->
            [one] { $count } Kunde gehört
           *[other] { $count } Kunden gehört
        }
    }
heard-sources =
    { $n ->
        [one] { $n } Quelle
       *[other] { $n } Quellen
    }
section-figures = Hauptkennzahlen
section-headlines = Alle Leitkennzahlen
section-also = Außerdem wichtig
also-group = { $slice }: { $figure }
also-changed =
    { $note ->
        [0] { $moved }
       *[other] { $moved } { $note }
    }
also-missed =
    { $kind ->
        [week] Ziel { $target } seit { $n } Wochen verfehlt, jetzt { $value }
        [quarter] Ziel { $target } seit { $n } Quartalen verfehlt, jetzt { $value }
        [year] Ziel { $target } seit { $n } Jahren verfehlt, jetzt { $value }
        [wave] Ziel { $target } seit { $n } Wellen verfehlt, jetzt { $value }
       *[month] Ziel { $target } seit { $n } Monaten verfehlt, jetzt { $value }
    }
also-grown-lead = { $figure }: { $value }
also-grown = das { $times }-Fache von { $period } ({ $before })
also-oldest-lead = Ältestes Versprechen
also-oldest = { $title }, { $age }
also-heard-lead = Am seltensten gehört: { $touchpoint }
figures-title =
    { $news ->
        [0] { $n } Kennzahlen, keine mit Neuigkeiten
        [one] { $n } Kennzahlen, eine mit Neuigkeiten
       *[other] { $n } Kennzahlen, { $news } mit Neuigkeiten
    }
figures-others =
    { $n ->
        [one] { $n } weitere: weder besser noch schlechter, soweit erkennbar
       *[other] { $n } weitere: weder besser noch schlechter, soweit erkennbar
    }
groups-title = Nach { $list }
more-figures = Alle Kennzahlen
board-title = Ausgabe für die Leitung
board-more = der ganze Bericht
digest-more = Den ganzen Bericht öffnen
section-elsewhere = Veränderungen anderer Kennzahlen oder von Teilen
section-commentary = Kommentar
nothing-changed = Keine Hauptkennzahl ist über den Zufall hinaus besser oder schlechter. Das heißt nicht, dass sich nichts verändert hat: Eine kleine Veränderung kann da sein.
nothing-better-or-worse = Keine Hauptkennzahl ist jetzt über den Zufall hinaus besser oder schlechter als ihr Niveau zuvor.
would-have-shown-lasting =
    { $kind ->
        [week] Ab dieser Größe wäre eine Veränderung aufgefallen, die drei Wochen anhielt: { $list }.
        [quarter] Ab dieser Größe wäre eine Veränderung aufgefallen, die drei Quartale anhielt: { $list }.
        [year] Ab dieser Größe wäre eine Veränderung aufgefallen, die drei Jahre anhielt: { $list }.
        [wave] Ab dieser Größe wäre eine Veränderung aufgefallen, die drei Wellen anhielt: { $list }.
       *[month] Ab dieser Größe wäre eine Veränderung aufgefallen, die drei Monate anhielt: { $list }.
    }
would-have-shown =
    { $kind ->
        [week] Ab dieser Größe wäre eine Veränderung gegenüber der vorigen Woche aufgefallen: { $list }.
        [quarter] Ab dieser Größe wäre eine Veränderung gegenüber dem vorigen Quartal aufgefallen: { $list }.
        [year] Ab dieser Größe wäre eine Veränderung gegenüber dem vorigen Jahr aufgefallen: { $list }.
        [wave] Ab dieser Größe wäre eine Veränderung gegenüber der vorigen Welle aufgefallen: { $list }.
       *[month] Ab dieser Größe wäre eine Veränderung gegenüber dem vorigen Monat aufgefallen: { $list }.
    }
would-have-shown-size = { $figure } { $amount }
would-have-shown-size-of = { $figure } { $amount } ({ $part })
not-compared = Es gibt nichts, womit sich dieser Zeitraum vergleichen lässt.
tested =
    Im Zeitverlauf geprüft: { $totals ->
        [one] { $totals } Vergleich ganzer Kennzahlen
       *[other] { $totals } Vergleiche ganzer Kennzahlen
    } und { $slices ->
        [one] { $slices } von Gruppen
       *[other] { $slices } von Gruppen
    }; { $words ->
        [0] keine Veränderung gilt als echt
        [one] eine Veränderung gilt als echt
       *[other] { $words } Veränderungen gelten als echt
    }{ $few ->
        [0] .
        [one] . In einem Fall waren es zu wenige für eine Prüfung.
       *[other] . In { $few } Fällen waren es zu wenige für eine Prüfung.
    } Von denen, die als echt gelten, ist höchstens eine von vierzig durch Zufall zu erwarten; je mehr geprüft wird, desto mehr braucht es.
tested-none =
    { $few ->
        [one] Nichts wurde geprüft: Für den einen Vergleich sind es zu wenige Antworten.
       *[other] Nichts wurde geprüft: Für alle { $few } Vergleiche sind es zu wenige Antworten.
    }
gap-sentence =
    { $judged ->
        [yes] { $after } { $part }, alle übrigen { $before }: { $difference } ({ $interval })
       *[no] { $after }, alle übrigen { $before }: { $difference } ({ $interval })
    }
heard-sentence = { $base } ({ $figure })
group-caption = Hauptkennzahlen nach { $dimension }
group-caption-others = Kennzahlen nach { $dimension }
slices-hint = Die Werte gelten für die genannte Gruppe; Wörter und Zeichen zeigen, was besser oder schlechter wurde: im Niveau über die Zeit oder gegenüber dem Vorjahr oder dem vorigen Zeitraum.
commentary-by = Kommentar von
commentary-plain = Kommentar
commentary-bound = Jede unterstrichene Zahl kommt aus den Daten.
spark-alternative = Die letzten { $n } Zeiträume, ab { $since }: von { $first } auf { $last }.

## Untersuchungen

study-sampled = Untersucht: { $n } von { $all } Antworten, zufällig gezogen.

drivers-title-one = { $outcome } geht vor allem mit { $list } einher.
drivers-title-few = { $outcome } geht vor allem mit { $list } einher; womit am meisten, lassen die Antworten offen.
drivers-title-many = Kein einzelner Treiber von { $outcome } ragt heraus.
drivers-title-none = Was mit { $outcome } einhergeht, lässt sich aus diesen Antworten nicht sagen.
drivers-sub = Welche Antworten bei denselben Kunden zusammengehen. Dass zwei zusammengehen, heißt nicht, dass das eine das andere bewirkt.
drivers-of = Was mit { $outcome } einhergeht
drivers-weighed =
    { $n ->
       *[other] Mit den { $n } Treibern zusammen gehen { $share } der Unterschiede zwischen Kunden bei { $outcome } einher; auf jeden entfällt der Teil, der unten steht.
    }
drivers-cases =
    { $n ->
        [one] Von { $all } Kunden, die bei { $outcome } geantwortet haben, hat einer zu allen Treibern geantwortet.
       *[other] Von { $all } Kunden, die bei { $outcome } geantwortet haben, haben { $count } zu allen Treibern geantwortet.
    }
drivers-advice =
    { $n ->
        [one] Zuerst bei { $list } hinsehen: Dieser Treiber hängt stärker mit dem Ergebnis zusammen als der mittlere und steht schlechter da, beides über sein Intervall hinaus.
       *[other] Zuerst bei { $list } hinsehen: Diese Treiber hängen stärker mit dem Ergebnis zusammen als der mittlere und stehen schlechter da, beides über ihr Intervall hinaus.
    }
drivers-no-advice = Welcher Treiber am wichtigsten ist, sagen die Antworten nicht: Keiner hängt zugleich stärker mit dem Ergebnis zusammen als der mittlere und steht schlechter da, über sein Intervall hinaus.
drivers-too-few = Die Treiber werden nicht gewichtet: Es braucht mindestens { $needed } Kunden, die zu allen geantwortet haben.
drivers-constant = Die Treiber werden nicht gewichtet: Bei { $figure } haben alle dieselbe Antwort gegeben.
drivers-dependent = Die Treiber werden nicht gewichtet: { $list } ergeben sich auseinander. Einer davon genügt.
drivers-none = Es bleiben weniger als zwei Treiber, sodass es nichts zu gewichten gibt.
drivers-caption = Treiber von { $outcome }, der wichtigste zuerst
drivers-method = Gewicht: der Teil von R², der auf einen Treiber entfällt (relative Gewichte nach Johnson), mit seinem 95-%-Intervall aus dem Jackknife über Gruppen; daneben stehen die Shapley-Werte, eine andere Art, R² aufzuteilen. Das Intervall prüft nicht, ob ein Gewicht null ist.
driver-rare = { $figure } bleibt außen vor: Nur { $share } derer, die beim Ergebnis geantwortet haben, haben hier geantwortet.
driver-not-shown = { $figure } bleibt außen vor: In diesem Zeitraum gibt es keinen Wert, der gezeigt werden kann.
drivers-chart-sub =
    { $band ->
        [yes] Punkt: die Bedeutung; Linie: ihr 95-%-Intervall.
       *[no] Punkt: die Bedeutung.
    }{ $fields ->
        [yes] {" "}Rot: wichtiger als der durchschnittliche Treiber und schlechter, beides über sein Intervall hinaus; grün: wichtiger und besser.
       *[no] {""}
    }
drivers-chart-alternative = Die Treiber danach, welcher Teil dessen, was sie zusammen erklären, auf jeden entfällt; rechts, wie jeder steht.
drivers-average = Durchschnitt { $share }
drivers-head-importance = Bedeutung
drivers-head-value = Wert
field-look-first = zuerst hinsehen
field-keep = so halten
field-watch = beobachten
field-ease = nichts Dringendes
field-open = die Antworten sagen es nicht
column-rank = Nr.
column-driver = Treiber
column-importance = Gewicht
column-field = Rat
column-correlation = Korrelation
column-shapley = Shapley

voice-title = Was Kunden schreiben
voice-title-most =
    { $n ->
        [one] Kunden sprechen am häufigsten an: { $list }.
       *[other] Kunden sprechen am häufigsten an: { $list }.
    }
voice-sub = Gezählt in Kommentaren, aus denen personenbezogene Angaben entfernt wurden, bevor irgendetwas anderes sie verarbeitet hat.
section-themes = Wovon Kommentare handeln
themes-caption = Themen, das häufigste zuerst; ein Kommentar kann mehrere haben
themes-sub = Anteil der Kommentare, die das jeweilige Thema ansprechen. Linie: 95-%-Intervall.
themes-alternative = Am häufigsten: { $theme }, in { $share } der Kommentare.
themes-method = Ein Thema wird an den Wendungen des Codebuchs erkannt, außer wo eine andere sie aufhebt. Was mit anderen Worten gesagt wird, wird nicht gefunden.
section-quotes = In ihren Worten
quotes-method = Zufällig aus den Kommentaren gezogen, die das Thema ansprechen, ohne personenbezogene Angaben; niemand hat sie ausgesucht. Themen, die nur wenige ansprechen, werden nicht zitiert.
section-impact = Womit Themen einhergehen: { $outcome }
impacts-caption = Wirkung jedes Themas auf { $outcome }, die deutlichste zuerst
impacts-sub = Um wie viel die Kennzahl höher oder niedriger liegt, als wenn jene, die das Thema ansprechen, wie die übrigen geantwortet hätten. Linie: 95-%-Intervall.
impacts-alternative = Rot senkt die Kennzahl, Grün hebt sie, wo das mehr als Zufall ist; Grau kann Zufall sein.
impacts-method = Wirkung: der Anteil der Kommentare mit dem Thema, mal der Unterschied zwischen denen mit und denen ohne, unter Kunden, die einen Kommentar geschrieben und geantwortet haben. Sie sagt, was zusammengeht, nicht, was was bewirkt.
impact-zero = keine Wirkung
impact-largest =
    { $way ->
        [down] { $theme } geht mit dem größten Verlust einher: { $outcome } liegt um { $impact } niedriger, als wenn jene, die es ansprechen, wie die übrigen geantwortet hätten; von diesen trennen sie { $apart } im Schnitt.
       *[up] { $theme } geht mit dem größten Gewinn einher: { $outcome } liegt um { $impact } höher, als wenn jene, die es ansprechen, wie die übrigen geantwortet hätten; von diesen trennen sie { $apart } im Schnitt.
    }
impact-none = Kein Thema geht mit einem Unterschied einher, der mehr als Zufall wäre.
column-theme = Thema
column-impact = Wirkung
column-apart = Mit Thema weniger ohne
column-with = Mit Thema
column-without = Ohne
section-tone = Der Ton
tone-caption = Weitere Kennzahlen der Kommentare

journey-title = Die Kundenreise, Punkt für Punkt
journey-title-weak =
    { $n ->
        [one] Am schwächsten ist die Kundenreise bei { $list }.
       *[other] Am schwächsten ist die Kundenreise bei { $list }.
    }
journey-sub = In der Reihenfolge, in der Kunden uns begegnen. Jeder Berührungspunkt hat seine eigene Frage und seine eigene Basis.
section-touchpoints = Wie jeder Berührungspunkt dasteht
journey-caption = Berührungspunkte mit ihren Kennzahlen
column-touchpoint = Berührungspunkt
last-heard = zuletzt gehört: { $period }
never-heard = noch nie gehört
section-emotion = Wie sich Kunden unterwegs fühlen
emotion-caption = Gefühl an jedem Berührungspunkt und der Schritt vom vorigen her
emotion-sub =
    { $strips ->
        [yes] Mittelwert der Antworten. Band: 95-%-Intervall. Streifen: die Anteile der Antworten, die negativ (rot), neutral (grau) und positiv (grün) sind.
       *[no] Mittelwert der Antworten. Band: 95-%-Intervall.
    }
emotion-alternative = Die Linie geht von Berührungspunkt zu Berührungspunkt; die Zahlen stehen in der Tabelle.
column-onward = Schritt vom vorigen
column-pairs = Beides beantwortet
swing-largest =
    { $way ->
        [down] Am deutlichsten fällt das Gefühl von { $from } zu { $to }: { $amount } ({ $interval }).
       *[up] Am deutlichsten steigt das Gefühl von { $from } zu { $to }: { $amount } ({ $interval }).
    }
swing-none = Kein Schritt von einem Berührungspunkt zum nächsten ist mehr als Zufall.
swing-method = Ein Schritt ist der mittlere Unterschied bei Kunden, die zu beiden Berührungspunkten geantwortet haben, mit seinem 95-%-Intervall; er muss nicht der Unterschied der beiden Mittelwerte sein.
section-heat = Berührungspunkte nach { $dimension }
heat-caption = Berührungspunkte mit derselben Frage, nach { $dimension }
heat-method = Je kräftiger die Tönung, desto schlechter, vom besten bis zum schlechtesten Wert der Tabelle; Werte aus weniger als 30 Antworten sind nur Anhaltspunkte und haben keine Tönung. Wörter kennzeichnen, was um mehr als Zufall besser oder schlechter ist als bei allen übrigen.
indicative = nur Anhaltspunkt
section-consistency = Ist die Kundenreise für alle dieselbe?
consistency-caption = Unterschiede zwischen Gruppen an jedem Berührungspunkt
consistency-method = Cochrans Q, korrigiert für alle solchen Untersuchungen des Zeitraums; die typische Streuung (τ) mit ihrem 95-%-Intervall.
column-groups = Gruppen nach
column-consistency = Befund
column-spread = Typische Streuung
groups-differ = unterscheiden sich um mehr als Zufall
groups-same = kein Unterschied nachweisbar

lenses-title = Service, Wahrnehmung und Erlebnis nebeneinander
lenses-sub = Kundenservice ist ein Teil dessen, was Kunden erleben. Jeder Blickwinkel ist mit seiner ersten Kennzahl gezeigt, alle über dieselben Zeiträume.
lens-service-is = Was wir für Kunden tun, die Hilfe brauchen.
lens-perception-is = Was Kunden von uns halten.
lens-experience-is = Was Kunden erleben, Berührungspunkt für Berührungspunkt.
quality-effectiveness = Wirksamkeit
quality-effectiveness-is = Haben Kunden bekommen, wofür sie kamen?
quality-ease = Leichtigkeit
quality-ease-is = War es leicht, und ging es schnell?
quality-emotion = Gefühl
quality-emotion-is = Wie hat es sich angefühlt?
section-links = Bewegen sie sich gemeinsam?
links-none = Ob sich Service, Wahrnehmung und Erlebnis gemeinsam bewegen, lässt sich aus diesen Daten nicht sagen: Nötig sind Kennzahlen aus verschiedenen Quellen und von jeder 24 Zeiträume, zu denen es denselben Zeitraum ein Jahr davor gibt.
link-same-answers = { $first } und { $second } beruhen auf Antworten derselben Kunden: Was der Zufall mit der einen macht, macht er auch mit der anderen, deshalb werden sie nicht aneinander gehalten.
link-too-few = { $first } und { $second }: Ob sie sich gemeinsam bewegen, lässt sich nicht sagen; nötig sind 24 Zeiträume, zu denen es denselben ein Jahr davor gibt, vorhanden sind { $n }.
link-found =
    { $way ->
        [apart] { $first } und { $second } bewegen sich gegeneinander, jeweils verglichen mit demselben Zeitraum ein Jahr davor: Korrelation { $r } ({ $low } … { $high }, { $n } Zeiträume).
       *[together] { $first } und { $second } bewegen sich gemeinsam, jeweils verglichen mit demselben Zeitraum ein Jahr davor: Korrelation { $r } ({ $low } … { $high }, { $n } Zeiträume).
    }
link-none = { $first } und { $second }: nicht nachweisbar, dass sie sich gemeinsam bewegen (Korrelation { $r }, { $low } … { $high }, { $n } Zeiträume).
links-method = Korrelation der Abstände zu demselben Zeitraum ein Jahr davor, weil zwei beliebige Reihen mit einem Trend oder einer Saison verwandt aussehen; 95-%-Intervall, beurteilt in der Familie der Studien.
section-delivery = Was Beschäftigte glauben, und was Kunden sagen
delivery-caption = Anteil der Beschäftigten, die Kunden für zufrieden halten, weniger der Anteil der zufriedenen Kunden
delivery-method = Intervall nach Newcombe; wo die Zahl der Beschäftigten bekannt ist, macht es das enger, dass nur wenige ungefragt bleiben.
column-staff = Beschäftigte glauben
column-customers = Kunden sagen
column-gap = Abstand
column-belief = Lesart
gap-too-much = Beschäftigte schätzen um { $amount } zu gut
gap-too-little = Beschäftigte schätzen um { $amount } zu schlecht
gap-unknown = nicht zu sagen: Eine der beiden Seiten hat hier keinen Wert
gap-none = kein Abstand nachweisbar

## Seiten der Kennzahlen

section-trend = Im Zeitverlauf
section-distribution = Wie sich die Antworten verteilen
section-curve = Wie lange es dauert
section-by = Nach { $dimension }
section-parts = Mehr zu dieser Kennzahl
section-comparison = Die Veränderung auf jede Art gelesen
earlier-summary = Gegenüber jedem früheren Zeitraum
earlier-caption = { $figure }, { $period } gegenüber jedem früheren Zeitraum: Unterschiede mit ihren 95-%-Intervallen, nicht für so viele Vergleiche korrigiert, also ohne Urteil
column-difference-now = Unterschied bis jetzt
section-split = Woraus die Veränderung besteht
section-origin = Wo sie sich verändert hat
origin-note = { $n } Gruppen wurden auf beiden Seiten der Veränderung geprüft. Genannt wird eine, die sich von allen anderen unterscheidet; p ist für ihre Zahl korrigiert.
origin-note-others = { $n } Gruppen wurden auf beiden Seiten der Veränderung geprüft. Die erste unterscheidet sich von allen anderen; p ist für ihre Zahl korrigiert. Die Veränderung einer weiteren Gruppe ist noch einmal die der ersten, wenn ohne deren Antworten mit 95 % Sicherheit mehr als die Hälfte verschwindet; sie ist eine eigene, wenn das, was bleibt, selbst über den Zufall hinausgeht.
section-why = Warum sie sich verändert hat
section-missing = Wer nicht darin ist
section-method = Wie sie berechnet wird
trend-caption = { $figure } nach Zeiträumen
trend-sub =
    Linie: der Wert.{ $band ->
        [yes] {" "}Band: 95-%-Intervall.
       *[no] {""}
    }{ $flows ->
        [yes] {" "}Dünne Linien: was dazukam und was erledigt wurde.
       *[no] {""}
    } { $period }: { $base }.
definition-change = Seit { $date } wird anders gemessen: { $what } Was davor war, wird nicht mit dem verglichen, was danach kam.
section-definitions = Geänderte Definitionen
definitions-caption = Ab wann eine Kennzahl anders gemessen wird; darüber hinweg wird nicht verglichen
column-since = Seit
column-changed = Was sich geändert hat
column-target = Ziel
story-why = Warum
story-say = Stimmen
story-do = Wir tun
story-more = Alles zu dieser Kennzahl
story-no-action = Noch nichts: Dazu ist keine Maßnahme offen.
story-action = { $owner }, bis { $due }
story-action-owner = { $owner }
story-action-late =
    { $overdue ->
        [one] { $owner }, war fällig am { $due }, einen Tag überfällig
       *[other] { $owner }, war fällig am { $due }, { $overdue } Tage überfällig
    }
column-ranked = Rang nach (Mittelwert, zum Mittel aller gezogen)
column-change = Was geändert wurde
trend-limits = { $text } Grau: der übliche Bereich.
chart-usual = üblicher Bereich
chart-come = { $count } kamen dazu
chart-gone = { $count } erledigt
chart-change-since = { $change } seit { $period }
control-within =
    { $real ->
        [yes] Eine echte Veränderung, innerhalb der üblichen Schwankung: Nach den Zeiträumen davor ist alles von { $low } bis { $high } üblich.
       *[no] Innerhalb der üblichen Schwankung: Nach den Zeiträumen davor ist alles von { $low } bis { $high } üblich.
    }
control-beyond =
    { $real ->
        [yes] Eine echte Veränderung, und mehr als die übliche Schwankung ({ $low } bis { $high }): { $signals }.
       *[no] Mehr als die übliche Schwankung ({ $low } bis { $high }): { $signals }.
    }
control-constant = Alle Zeiträume davor haben denselben Wert, { $value }: Bisher gab es keine Schwankung.
signal-outside = der Wert liegt außerhalb
signal-eight = mindestens acht Zeiträume hintereinander liegen auf derselben Seite des Mittelwerts von { $centre }
signal-three = mindestens drei der letzten vier Zeiträume liegen nahe derselben Grenze
study-judged =
    { $unit ->
        [percent] { $sentence } Das gilt für den Anteil { $part }.
       *[other] { $sentence } Das gilt für: { $part }.
    }
consistency-differ = Die Gruppen unterscheiden sich um mehr als Zufall: typische Streuung { $tau } (95-%-Intervall { $interval }).
consistency-same = Nicht nachweisbar, dass sich die Gruppen unterscheiden.
consistency-numbers =
    { $groups } Gruppen. Cochrans Q { $q }, p { $p }{ $tested ->
        [one] {""}
       *[other] , korrigiert für { $tested } solche Untersuchungen { $adjusted }
    }. I² { $i2 }. Typische Streuung (τ) { $tau }, 95-%-Intervall { $interval }.
trend-alternative = { $figure }: von { $first } ({ $since }) auf { $last } ({ $until }). Tiefster Wert: { $low } ({ $lowest }); höchster: { $high } ({ $highest }).
score-word = { $word } ({ $score })
distribution-caption = Antworten nach Wert: { $figure }
distribution-sub =
    { $weighted ->
        [yes] Anteil der Antworten nach Wert, gewichtet · { $base }{ $compared ->
            [yes] {" "}· Umriss: { $before }
           *[no] {""}
        }
       *[no] Anteil der Antworten nach Wert · { $base }{ $compared ->
            [yes] {" "}· Umriss: { $before }
           *[no] {""}
        }
    }
distribution-alternative =
    { $net ->
        [yes] Am häufigsten ist der Wert { $score } mit { $share } der Antworten. { $groups }.
       *[no] Am häufigsten ist der Wert { $score } mit { $share } der Antworten.
    }
distribution-group =
    { $tone ->
        [bad] Rot: { $name }, { $scores }
        [counted] Farbig: { $name }, { $scores }
        [middle] Grau: { $name }, { $scores }
       *[good] Grün: { $name }, { $scores }
    }
score-counted = was die Kennzahl zählt
score-range = { $from } bis { $to }
curve-caption = Anteil, der noch wartet: { $figure }
curve-sub = Anteil, der noch wartet, nach der Zeit seit Erstellung des Tickets, offene Tickets eingerechnet (Kaplan–Meier). Band: 95-%-Intervall.
curve-alternative =
    { $compared ->
        [yes] Länger als { $time } warteten { $share }; im Zeitraum davor { $before }.
       *[no] Länger als { $time } warteten { $share }.
    }
still-waiting = warten noch
group-sub =
    { $drawn ->
        [yes] { $period }. Punkt: der Wert{ $band ->
            [yes] ; Linie: sein 95-%-Intervall
           *[no] {""}
        }{ $compared ->
            [yes] ; Ring: { $before }
           *[no] {""}
        }.{ $tested ->
            [yes] {" "}Farbe nur, wo sich eine Gruppe von allen übrigen um mehr als Zufall unterscheidet.
           *[no] {""}
        } Alle Gruppen der Kennzahl stehen auf einer Achse.
       *[no] { $period }.
    }
history-title = Nach { $dimension } im Verlauf
history-sub =
    Alle mit demselben Maßstab, von { $low } bis { $high }. Linie: der Wert.{ $band ->
        [yes] {" "}Band: 95-%-Intervall.
       *[no] {""}
    } Grau: alle zusammen.{ $target ->
        [none] {""}
       *[other] {" "}Gepunktet: { $target }.
    }
group-table = { $figure } · { $dimension }
group-alternative = Am niedrigsten: { $lowest } mit { $low }; am höchsten: { $highest } mit { $high }.
parts-caption = Weitere Werte dieser Kennzahl
comparison-caption = Unterschiede mit ihren 95-%-Intervallen (nicht für die Zahl der Vergleiche korrigiert)
movement-caption =
    { $weighted ->
        [yes] Was jede Gruppe zur Veränderung beiträgt, nach { $dimension }; Anteile an den gewichteten Befragten
       *[no] Was jede Gruppe zur Veränderung beiträgt, nach { $dimension }; Anteile an den Befragten
    }
missing-caption = Datensätze danach, was aus der Antwort wurde
missing-used = Verwendet
missing-not-asked = Nicht gefragt
missing-not-answered = Gefragt, nicht beantwortet
missing-does-not-apply = Trifft nicht zu
missing-rejected = Abgewiesen
missing-dont-know = Weiß nicht
missing-other-language = In einer Sprache, die nicht gelesen wird
reading-name =
    { $clustered ->
        [yes] { $weights ->
            [yes] { $weighted ->
                [yes] gewichtet, Antworten { $cluster } als Einheit
               *[no] ungewichtet, Antworten { $cluster } als Einheit
            }
           *[no] Antworten { $cluster } als Einheit
        }
       *[no] { $weights ->
            [yes] { $weighted ->
                [yes] gewichtet, als wären sie unabhängig
               *[no] ungewichtet, als wären sie unabhängig
            }
           *[no] Antworten als unabhängig genommen
        }
    }
normal = SE { $error }, p { $p }
table-of = Tabelle
asked-as = Gefragt als
on-this-page = Auf dieser Seite

part-within =
    { $unit ->
        [d] innerhalb von { $n } Tagen
       *[other] innerhalb von { $time }
    }

method-definition = Definition
method-version = { $metric }, Version { $version }
method-interval = Intervall
method-independence = Unabhängigkeit
method-independent = Setzt unabhängige Antworten voraus.
method-clustered =
    { $widened ->
        [yes] Antworten { $cluster } gelten als Einheit; das Intervall ist deshalb breiter.
       *[no] Antworten { $cluster } gelten als Einheit; das Intervall muss deshalb nicht breiter sein.
    }
method-weights = Gewichte
method-time = Zeit
method-business = Nur Geschäftszeit zählt, ohne Feiertage; was außerhalb liegt, kostet keine Zeit.
method-weighted = Die Antworten sind gewichtet.
method-unweighted = Jede Antwort zählt einmal.
method-rounding = Rundung
method-rounding-text = Gruppen dieser Kennzahl sind in diesem Zeitraum nicht gezeigt; deshalb sind gewichtete Werte auf das gerundet, was etwa eine Antwort ausmacht. Was daneben die nicht gezeigten Gruppen verriete, fehlt: Werte ohne Gewichte, Summen der Gewichte und wie viele welche Antwort gaben.
method-discreet = Gruppen dieser Kennzahl sind in diesem Zeitraum nicht gezeigt. Was sie neben gewichteten Werten verraten würde, fehlt: Werte ohne Gewichte, Summen der Gewichte, und wie viele jede Antwort gaben.
method-unweighted-value = { $text } Ohne Gewichte: { $value }. Effektive Basis: { $effective }.
method-direction = Richtung
method-judged = Urteil über
method-judged-text =
    { $unit ->
        [percent] Den Anteil { $part }, { $why }.
       *[other] { $part }, { $why }.
    }
judged-why = nicht den Hauptwert
method-usual = Übliche Schwankung
method-usual-text = Der Mittelwert der Zeiträume davor ± das 2,66-Fache ihrer mittleren Veränderung von einem zum nächsten (XmR); wo sich die Basen um mehr als ein Viertel unterscheiden, breiter für kleinere.
method-usual-few = Noch nicht bekannt: Es braucht mindestens sechs Zeiträume vor diesem.
method-limits = Grenzen
method-chance = Intervalle sind 95-%-Intervalle und erfassen nur den Zufall: nicht, wer nicht geantwortet hat.
interval-woodruff = Intervall eines Medians nach Woodruff (1952), 95 %
interval-adjusted-wald = Angepasstes Wald-Intervall für einen Nettoanteil (Rocks 2016), 95 %
interval-wilson = Wilson-Intervall, 95 %
interval-student-t = t-Intervall nach Student, 95 %
interval-adjusted-t = angepasstes t-Intervall, mit ¾ einer Antwort mehr an jedem Ende der Skala, 95 %
interval-greenwood = Kaplan–Meier mit Log-log-Band nach Greenwood, 95 %
interval-brookmeyer-crowley = Brookmeyer–Crowley für ein Kaplan–Meier-Perzentil, 95 %
interval-exact = Eine bloße Zählung, ohne Intervall

## Spalten

column-action = Maßnahme
column-owner = Zuständig
column-age = Alter
column-due = Fällig
column-step = Letzter Schritt
column-figure = Kennzahl
column-value = Wert
column-interval = 95-%-Intervall
column-base = Basis
column-period = Zeitraum
column-level = Niveau im Zeitverlauf
column-against-before = Gegenüber dem Zeitraum davor
column-against-year = Gegenüber dem Vorjahr
column-against-rest = Gegenüber den übrigen
column-score = Wert
column-answers = Antworten
column-share = Anteil
column-group = Gruppe
column-after = Wartezeit
column-part = Teil
column-against = Gegenüber
column-reading = Gelesen als
column-before = Vorher
column-after-value = Nachher
column-difference = Unterschied
column-se = Standardfehler
column-p = p
column-adjusted = Korrigiertes p
column-normal = Einfache Normalnäherung
column-share-before = Anteil vorher
column-share-after = Anteil nachher
column-rate = Aus Veränderung innerhalb
column-mix = Aus Verschiebung zwischen
column-kind = Antwort
column-number = Anzahl
column-everybody = Alle
column-file = Datei
column-read = Gelesene Zeilen
column-used = Verwendet
column-rejected = Abgewiesen
column-aside = Beiseitegelegt
column-why = Warum
column-became = Was aus ihnen wurde
column-source = Quelle
column-files = Dateien
column-new = Neue Spalten
column-gone = Weggefallene Spalten
column-skipped = Zeiten in der übersprungenen Stunde
column-doubled = Zeiten in der doppelten Stunde
column-question = Frage
column-rows = Zeilen
column-family = Verglichen
column-tested = Geprüft
column-few = Zu wenige
column-real = Als echt erkannt

## Seiten der Gruppen

slice-headline = { $value }: { $list }
slice-figure = { $figure } { $verdict }
slice-none = { $value }: keine Veränderung nachweisbar
slice-caption = Kennzahlen dieser Gruppe, neben denen aller
slice-of = Andere nach
section-side-by-side = Nebeneinander

## Maßnahmen

section-promised = Was wir versprochen haben
promised-caption = Offene Maßnahmen, älteste zuerst
promised-more =
    { $open ->
        [0] Was daraus wurde: { $n ->
            [one] die Maßnahme
           *[other] alle { $n } Maßnahmen
        }
       *[other] { $n ->
            [one] Die Maßnahme im Einzelnen
           *[other] Alle { $n } Maßnahmen, und was daraus wurde
        }
    }
actions-sum =
    { $open ->
        [0] Keine Maßnahme ist offen
        [one] Eine Maßnahme ist offen
       *[other] { $open } Maßnahmen sind offen
    }{ $overdue ->
        [0] {""}
       *[other] , davon { $overdue } überfällig
    }{ $verified ->
        [0] {""}
       *[other] ; { $verified } bestätigt
    }{ $dropped ->
        [0] .
       *[other] ; { $dropped } aufgegeben.
    }
actions-known = Stand: { $date }.
actions-lead = Jede Maßnahme geht denselben Weg: eingegangen, geprüft, umgesetzt, bestätigt.
section-open = Offen, älteste zuerst
section-verified = Bestätigt
section-dropped = Aufgegeben
section-answers = Gesagt, getan
you-said = Was Kunden sagten
we-did = Was wir taten
step-received = Eingegangen
step-reviewed = Geprüft
step-action = Umgesetzt
step-verified = Bestätigt
step-not-yet = noch nicht
action-owner = Zuständig
action-age = Alter
action-due = Fällig
action-aim = Soll bewegen
action-dropped = Aufgegeben
action-effect = Was daraus wurde
aim-in = { $figure }, { $slice }
age =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
age-open =
    { $n ->
        [0] an diesem Tag eingegangen
        [one] seit { $n } Tag offen
       *[other] seit { $n } Tagen offen
    }
age-ended =
    { $n ->
        [0] am Tag des Eingangs beendet
        [one] dauerte { $n } Tag
       *[other] dauerte { $n } Tage
    }
due =
    { $n ->
        [0] { $date }
        [one] { $date }: seit { $n } Tag überfällig
       *[other] { $date }: seit { $n } Tagen überfällig
    }
due-kept = { $date }: rechtzeitig erledigt
due-late = { $date }: verspätet erledigt
due-never = es wurde kein Tag gesetzt
dropped-why = { $date }: { $reason }
effect-compared = { $period }: { $sentence }
effect-values = { $after } ({ $period }), zuvor { $before } ({ $than }). Über Veränderungen dieser Kennzahl wird nicht geurteilt.
effect-too-soon = Noch zu früh: Seit der Maßnahme hat kein voller Zeitraum begonnen.
effect-redefined = Nicht zu sagen: Die Kennzahl wird seither anders gemessen.
effect-nothing-before = Nicht zu sagen: Von vor der Maßnahme sind weniger als drei Zeiträume bekannt. Die letzten beiden davor zählen nicht, weil sie der Anlass waren.
effect-nothing-since = Nicht zu sagen: Es gibt keine Daten aus der Zeit seit der Maßnahme.
effect-no-aim = Nicht zu sagen: Dieser Bericht hat keine solche Kennzahl oder Gruppe.
effect-doubted = Sie wurde als bestätigt vermerkt; diese Kennzahl allein zeigt es nicht.
section-effect = Wie vorher und nachher verglichen werden
effect-method = Auf beiden Seiten werden mehrere Zeiträume zusammengenommen: von den zwölf vor dem Tag der Maßnahme alle außer den letzten beiden, und bis zu sechs volle seither. Die letzten beiden zählen nicht, weil eine Maßnahme auf einen schlechten Zeitraum folgt, nach dem ein Wert meist von selbst wieder steigt. Wert und Tag sind die der Maßnahme und nicht aus den Daten ausgesucht; deshalb wird jeder Vergleich für sich beurteilt (p höchstens 0,025) und nicht für die Zahl der Maßnahmen korrigiert.
effect-others =
    { $judged ->
        [no] Alle anderen: { $change }, { $verdict }.
       *[other] Alle anderen, { $part }: { $change }, { $verdict }.
    }
effect-periods = { $from } bis { $to }
effect-limits = Eine Veränderung nach einer Maßnahme ist noch keine wegen ihr: In denselben Monaten geschah auch anderes; was wir davon wissen, ist in den Diagrammen vermerkt.
events-label = Was geschah, nach der Nummer im Diagramm

## Ziele und Vergleichswerte

section-standards =
    { $what ->
        [target] Ziel
        [benchmark] Vergleichswert
       *[both] Ziel und Vergleichswert
    }
standard-since = Zu erreichen ab: { $date }.
standard-source = Quelle: { $source }
standard-date = Stand: { $date }.
standard-base = Beruht auf: { $base }; die eigene Unsicherheit (Standardfehler { $error }) geht in das Intervall des Unterschieds ein.
standard-base-only = Beruht auf: { $base }. Der Wert gilt als exakt, weil sich seine Unsicherheit daraus nicht berechnen lässt.
standard-no-base = Auf wie vielen Antworten er beruht, ist nicht angegeben. Der Wert gilt als exakt, sodass das Intervall des Unterschieds zu eng ist.
standard-wording-same = Die Frage war dieselbe: „{ $wording }“
standard-wording-other = Die Frage war anders gestellt, was allein einen Unterschied machen kann: „{ $wording }“
standard-no-wording = Wie die Frage gestellt war, ist nicht angegeben.

## Daten

data-title = Worauf die Kennzahlen beruhen
data-lead = Jede gelesene Zeile ist verwendet, abgewiesen oder beiseitegelegt; jede Antwort ist verwendet, fehlt aus einem genannten Grund oder ist abgewiesen. Sonst geschieht mit den Daten nichts.
source-kind =
    { $kind ->
        [survey] Umfrage
        [tickets] Tickets
        [reviews] Bewertungen
        [orders] Bestellungen
        [customers] Kunden
        [outreach] Einladungen
        [staff] Beschäftigte
       *[other] { $kind }
    }
sources-caption = Alle Quellen, Zeile für Zeile
ledger-caption = Zeilen von { $source }
ledger-rejected = Abgewiesen: { $reason }
ledger-aside = Beiseitegelegt: { $reason }
files-caption = Dateien von { $source }, Zeile für Zeile
files-summary =
    { $n ->
       *[other] Alle { $n } Dateien im Einzelnen
    }
files-all =
    { $n ->
        [2] Beide Dateien
       *[other] Alle { $n } Dateien
    }
file-size =
    { $n ->
        [one] { $bytes } Byte, Fingerabdruck { $fingerprint }
       *[other] { $bytes } Bytes, Fingerabdruck { $fingerprint }
    }
file-what = { $format }, { $size }
fact-format = Format
fact-personal = Spalten mit personenbezogenen Angaben, nicht gelesen
fact-redacted = Aus Kommentaren entfernt
redacted =
    { $kind ->
        [e-mail] { $n ->
            [one] { $count } E-Mail-Adresse
           *[other] { $count } E-Mail-Adressen
        }
        [phone] { $n ->
            [one] { $count } Telefonnummer
           *[other] { $count } Telefonnummern
        }
        [name] { $n ->
            [one] { $count } Name
           *[other] { $count } Namen
        }
        [link] { $n ->
            [one] { $count } Link
           *[other] { $count } Links
        }
        [iban] { $n ->
            [one] { $count } Bankverbindung
           *[other] { $count } Bankverbindungen
        }
        [card] { $n ->
            [one] { $count } Kartennummer
           *[other] { $count } Kartennummern
        }
        [address] { $n ->
            [one] { $count } Netzadresse
           *[other] { $count } Netzadressen
        }
       *[reference] { $n ->
            [one] { $count } Bestell- oder Ticketnummer
           *[other] { $count } Bestell- oder Ticketnummern
        }
    }
fact-columns = Spalten
fact-clock = Sommerzeit
fact-zones = Zeitzonen
zone-of-header = { $column } ist in { $zone } angegeben, wie die Überschrift sagt.
personal-why = Sie enthalten personenbezogene Angaben, und nichts in der Konfiguration verlangt sie.
columns-same =
    { $n ->
        [2] In beiden Dateien dieselben.
       *[other] In allen { $n } Dateien dieselben.
    }
columns-changed = In { $n } von { $of } Dateien sind gegenüber der Datei davor Spalten neu oder weggefallen.
clock-skipped =
    { $n ->
        [one] { $count } Zeit liegt in der Stunde, die im Frühjahr übersprungen wird; sie wurde gelesen, als wäre die Uhr nicht umgestellt worden.
       *[other] { $count } Zeiten liegen in der Stunde, die im Frühjahr übersprungen wird; sie wurden gelesen, als wäre die Uhr nicht umgestellt worden.
    }
clock-doubled =
    { $n ->
        [one] { $count } Zeit liegt in der Stunde, die im Herbst zweimal kommt; sie wurde der ersten zugerechnet.
       *[other] { $count } Zeiten liegen in der Stunde, die im Herbst zweimal kommt; sie wurden der ersten zugerechnet.
    }
differences-caption = Worin sich Dateien von { $source } von der jeweils vorigen unterscheiden
differences-summary = Worin sich Dateien unterscheiden
in-files = { $what }, in { $n } von { $of } Dateien
quoted = „{ $text }“
none = keine
answers-caption = Antworten in { $source }, Frage für Frage
reason = { $n } { $reason }
reason-ragged =
    { $n ->
        [one] Zeile mit anderer Zellenzahl als die Kopfzeile
       *[other] Zeilen mit anderer Zellenzahl als die Kopfzeile
    }
reason-invalid-bytes =
    { $n ->
        [one] Zeile mit unlesbaren Zeichen
       *[other] Zeilen mit unlesbaren Zeichen
    }
reason-nul-byte =
    { $n ->
        [one] Zeile mit einem NUL-Byte, das in keinem Text vorkommt
       *[other] Zeilen mit NUL-Bytes, die in keinem Text vorkommen
    }
reason-no-date =
    { $n ->
        [one] Zeile ohne Datum
       *[other] Zeilen ohne Datum
    }
reason-unreadable-date =
    { $n ->
        [one] Zeile mit unlesbarem Datum
       *[other] Zeilen mit unlesbarem Datum
    }
reason-unclear-date =
    { $n ->
        [one] Zeile mit einem Datum, bei dem Tag oder Monat zuerst stehen kann
       *[other] Zeilen mit einem Datum, bei dem Tag oder Monat zuerst stehen kann
    }
reason-date-out-of-range =
    { $n ->
        [one] Zeile mit einem Datum außerhalb des Bereichs
       *[other] Zeilen mit einem Datum außerhalb des Bereichs
    }
reason-unreadable-duration =
    { $n ->
        [one] Zeile mit unlesbarer Dauer
       *[other] Zeilen mit unlesbarer Dauer
    }
reason-unclear-clock =
    { $n ->
        [one] Zeile mit einer Dauer, die Stunden oder Minuten sein kann
       *[other] Zeilen mit einer Dauer, die Stunden oder Minuten sein kann
    }
reason-unclear-mark =
    { $n ->
        [one] Zeile mit einer Dauer, deren Zeichen Tausender trennen kann
       *[other] Zeilen mit einer Dauer, deren Zeichen Tausender trennen kann
    }
reason-unclear-zone =
    { $n ->
        [one] Zeile mit einer Uhrzeit, deren Zeitzone nicht eindeutig ist
       *[other] Zeilen mit einer Uhrzeit, deren Zeitzone nicht eindeutig ist
    }
reason-header-again =
    { $n ->
        [one] Kopfzeile mitten in der Datei
       *[other] Kopfzeilen mitten in der Datei
    }
reason-unreadable-flag =
    { $n ->
        [one] Zeile mit einer Angabe, die weder Ja noch Nein ist
       *[other] Zeilen mit einer Angabe, die weder Ja noch Nein ist
    }
reason-unreadable-number =
    { $n ->
        [one] Zeile mit unlesbarer Zahl
       *[other] Zeilen mit unlesbarer Zahl
    }
reason-unreadable-weight =
    { $n ->
        [one] Zeile mit unlesbarem Gewicht
       *[other] Zeilen mit unlesbarem Gewicht
    }
reason-unreadable-count =
    { $n ->
        [one] Zeile mit unlesbarer Anzahl von Antworten
       *[other] Zeilen mit unlesbarer Anzahl von Antworten
    }
reason-ends-before-start =
    { $n ->
        [one] Zeile, die endet, bevor sie beginnt
       *[other] Zeilen, die enden, bevor sie beginnen
    }
reason-paused-longer =
    { $n ->
        [one] Zeile, die länger ruhte, als sie dauerte
       *[other] Zeilen, die länger ruhten, als sie dauerten
    }
reason-blank =
    { $n ->
        [one] leere Zeile
       *[other] leere Zeilen
    }
reason-footer =
    { $n ->
        [one] Zeile unter der Tabelle
       *[other] Zeilen unter der Tabelle
    }
reason-later-period =
    { $n ->
        [one] Zeile nach dem Berichtszeitraum
       *[other] Zeilen nach dem Berichtszeitraum
    }
reason-before-from =
    { $n ->
        [one] Zeile vor dem ersten Tag ihrer Quelle
       *[other] Zeilen vor dem ersten Tag ihrer Quelle
    }
reason-after-until =
    { $n ->
        [one] Zeile nach dem letzten Tag ihrer Quelle
       *[other] Zeilen nach dem letzten Tag ihrer Quelle
    }
reason-no-wave =
    { $n ->
        [one] Zeile ohne Welle
       *[other] Zeilen ohne Welle
    }
reason-unknown-wave =
    { $n ->
        [one] Zeile einer Welle, die nicht aufgeführt ist
       *[other] Zeilen von Wellen, die nicht aufgeführt sind
    }
reason-test-row =
    { $n ->
        [one] Testantwort
       *[other] Testantworten
    }
reason-unfinished =
    { $n ->
        [one] nicht abgeschlossene Antwort
       *[other] nicht abgeschlossene Antworten
    }
reason-repeated =
    { $n ->
        [one] Zeile mit einer schon gelesenen Kennung
       *[other] Zeilen mit schon gelesenen Kennungen
    }
reason-older-by-update =
    { $n ->
        [one] älterer Stand eines Eintrags, für den die zuletzt geänderte Zeile zählt
       *[other] ältere Stände von Einträgen, für die jeweils die zuletzt geänderte Zeile zählt
    }
reason-older-by-date =
    { $n ->
        [one] älterer Stand eines Eintrags, für den die Zeile in der Datei mit dem spätesten Datum zählt
       *[other] ältere Stände von Einträgen, für die jeweils die Zeile in der Datei mit dem spätesten Datum zählt
    }
reason-older-by-name =
    { $n ->
        [one] älterer Stand eines Eintrags, für den die Zeile in der Datei mit dem letzten Namen zählt
       *[other] ältere Stände von Einträgen, für die jeweils die Zeile in der Datei mit dem letzten Namen zählt
    }
reason-older-by-line =
    { $n ->
        [one] älterer Stand eines Eintrags, für den die letzte Zeile der Datei zählt
       *[other] ältere Stände von Einträgen, für die jeweils die letzte Zeile der Datei zählt
    }
reason-same-file =
    { $n ->
        [one] Zeile einer Datei, die zweimal vorliegt
       *[other] Zeilen von Dateien, die zweimal vorliegen
    }
reason-superseded =
    { $n ->
        [one] weitere Antwort eines Kunden, der je Zeitraum einmal zählt
       *[other] weitere Antworten von Kunden, die je Zeitraum einmal zählen
    }
reason-hidden =
    { $n ->
        [one] in der Tabelle ausgeblendete Zeile
       *[other] in der Tabelle ausgeblendete Zeilen
    }
reason-left-out =
    { $n ->
        [one] Zeile, ausgelassen wegen { $what }
       *[other] Zeilen, ausgelassen wegen { $what }
    }
reason-outside-scale = außerhalb der Skala
reason-not-whole =
    { $n ->
        [one] keine ganze Zahl
       *[other] keine ganzen Zahlen
    }
reason-not-a-number =
    { $n ->
        [one] keine Zahl
       *[other] keine Zahlen
    }
families-title = Was verglichen wurde
families-lead = Vergleiche, die zusammengehören, werden gemeinsam korrigiert (Benjamini–Hochberg bei 0,025), damit eine Liste vieler Unterschiede nicht mehr falsche enthält als eine kurze. Von denen, die als echt erkannt wurden, ist höchstens eine von vierzig durch Zufall zu erwarten. Wo auf einer Seite zu wenige sind, wird nicht geprüft.
families-caption = Familien von Vergleichen, { $period }
families-summary =
    { $n ->
        [one] Die Familie von Vergleichen, { $period }
       *[other] Alle { $n } Familien von Vergleichen, { $period }
    }
families-earlier-caption = Familien von Vergleichen in früheren Zeiträumen
families-earlier-summary =
    { $n ->
        [one] Die Familie von Vergleichen in früheren Zeiträumen
       *[other] Alle { $n } Familien von Vergleichen in früheren Zeiträumen
    }
family-headlines = Hauptkennzahlen gegenüber dem vorigen Zeitraum
family-headlines-over-time = Hauptkennzahlen gegenüber dem Vorjahr, und ihr Niveau im Zeitverlauf
family-totals = Alle anderen Kennzahlen gegenüber dem vorigen Zeitraum und dem Vorjahr, und ihr Niveau im Zeitverlauf
family-groups-over-time = Gruppen aller Kennzahlen gegenüber dem vorigen Zeitraum und dem Vorjahr, und ihr Niveau im Zeitverlauf
family-groups-against-rest = Gruppen aller Kennzahlen, jede gegenüber allen übrigen
family-studies = Untersuchungen: Gruppen, die sich unterscheiden, Themen, Schritte der Kundenreise, Zusammenhänge zwischen Kennzahlen, Annahmen der Beschäftigten
family-headlines-year = Alle Kennzahlen gegenüber dem Vorjahr
family-slices = { $figure }: Gruppen gegenüber dem vorigen Zeitraum
family-slices-year = { $figure }: Gruppen gegenüber dem Vorjahr
family-rest = { $figure }: jede Gruppe gegenüber allen übrigen
limits-title = Kleine Gruppen und Zufall
minimum-base =
    { $n ->
       *[other] Gruppen mit weniger als { $n } Antworten werden zurückgehalten, und mit ihnen andere, wo sich eine verborgene durch Abziehen errechnen ließe.
    }
limits-chance = Intervalle sind 95-%-Intervalle. Sie erfassen den Zufall: was eine andere Auswahl von Kunden derselben Art ergeben hätte. Sie erfassen nicht, wer nicht geantwortet hat, wer nicht gefragt wurde oder wie eine Frage gestellt war.
limits-zone = Zeiten ohne eigene Zeitzone werden gelesen in

## Archiv

column-taken = { $column }: { $part }
taken-low = von
taken-high = bis
taken-difference = Unterschied
taken-difference-low = Unterschied, von
taken-difference-high = Unterschied, bis
taken-p = p
taken-adjusted = p, berichtigt
taken-days = Tage
taken-error = Standardfehler
taken-unit = Einheit
unit-word =
    { $unit ->
        [percent] Prozent
        [seconds] Sekunden
        [business-seconds] Geschäftssekunden
        [points] Punkte
        [mean] Punkte der Skala
       *[count] Anzahl
    }
workbook-contents = Inhalt
workbook-title = Alle Tabellen: { $period }

files-title = Zum Mitnehmen
files-lead = Alle veröffentlichten Zahlen eines Zeitraums, eine Zeile je Zahl und Gruppe, als CSV und JSON; alle seine Tabellen in einer Arbeitsmappe. Die Dokumentation von cxpress beschreibt die Spalten als Schema 1.

footnote = Fußnote
footnote-back = Zurück zum Zeichen der Fußnote
prose-table = Tabelle
task-done = erledigt
task-open = offen

moved-title = Diese Seite ist umgezogen
moved-one = Sie hat jetzt eine eigene Adresse, die sich nicht mehr ändert.
moved-several = Mehrere Gruppen hatten diese Adresse. Jede hat jetzt eine eigene, die sich nicht mehr ändert:

archive-title = Alle Zeiträume
archive-lead = Jeder Monat behält seine Adresse. Wörter und Zeichen zeigen Veränderungen gegenüber dem vorigen Zeitraum.
archive-caption = Hauptkennzahlen nach Zeiträumen, der jüngste zuerst
column-headline = Schlagzeile
partial = nicht vollständig
as-published = wie veröffentlicht
published-title = Wie veröffentlicht
published-lead = Diese Zeiträume sind so gezeigt, wie sie veröffentlicht wurden, was auch immer seither zu den Daten hinzukam.
published-caption = Anders veröffentlichte Kennzahlen zuerst, der jüngste Zeitraum zuerst
column-first-published = Zuerst veröffentlicht
column-published-now = Berichtigt

## Lesehilfe

learn-title = Wie dieser Bericht zu lesen ist
learn-lead = Für alle, die hier arbeiten, nicht nur für die, die rechnen.
learn-terms = Begriffe
learn-metrics = Kennzahlen
metric-nps = Net Promoter Score
metric-csat = Kundenzufriedenheit
metric-ces = Aufwand für Kunden
metric-ambassador = Botschafter
metric-expectation = Erfüllte Erwartungen
metric-gap = Erlebnis gegen Erwartung
metric-emotion = Gefühl
metric-sentiment = Ton der Kommentare
metric-theme = Themen der Kommentare
metric-resolution = Zeit bis zur Lösung
metric-first-response = Zeit bis zur ersten Antwort
metric-sla = Zugesagte Zeit eingehalten
metric-backlog = Offene Tickets
metric-first-contact = Lösung beim ersten Kontakt
metric-reopen = Wieder geöffnete Tickets
metric-repeat-contact = Wiederholte Kontakte
metric-perfect-order = Fehlerfreie Bestellungen
metric-amount = Beträge
metric-rating = Bewertungen
metric-review-response = Beantwortete Bewertungen
metric-reply-time = Zeit bis zur Antwort
metric-churn = Abwanderung
metric-retention = Kundenbindung
metric-loss = Vermeidbare Verluste
metric-win-back = Rückgewinnung
metric-referral = Weiterempfehlungen
metric-response-rate = Rücklaufquote
metric-mean = Mittel der Antworten
metric-net = Nettoanteil
metric-share = Anteil der Antworten
learn-used-for = Verwendet für
term-service = Kundenservice
meaning-service = Was wir für Kunden tun, die Hilfe brauchen. Er ist ein Teil des Kundenerlebnisses, kein anderer Name dafür: Die meisten Kunden rufen nie an.
term-experience = Kundenerlebnis
meaning-experience = Was Kunden mit uns vom ersten bis zum letzten Tag erleben, und was sie davon halten: Produkte, Preise, Lieferung, Rechnungen und auch der Service.
term-improved = ▲ verbessert
meaning-improved = Die Kennzahl ist um mehr besser, als der Zufall erklären würde, nach Korrektur für die Zahl der Vergleiche: als ihr Niveau zuvor, als vor einem Jahr oder als im vorigen Zeitraum. Was davon gilt, sagt der Satz daneben; warum, sagt er nicht.
term-worsened = ▼ verschlechtert
meaning-worsened = Dasselbe in die schlechtere Richtung.
term-no-evidence = – keine Veränderung nachweisbar
meaning-no-evidence = Der Zufall allein könnte einen solchen Unterschied ergeben. Das heißt nicht „keine Veränderung“: Eine, die für so wenige Antworten zu klein ist, kann da sein. Der Bericht sagt, ab welcher Größe sie aufgefallen wäre.
term-unchanged = = unverändert
meaning-unchanged = Die letzten drei Zeiträume sind wie die davor, in einer Grenze, die immer dabeisteht.
term-back = ⟲ wieder wie zuvor
meaning-back = Das Niveau hatte sich verändert und ist jetzt, was es davor war.
term-echo = mit einer anderen Gruppe
meaning-echo = Die Gruppe hat sich verändert wie eine andere, weil sie deren Antworten enthält: Ohne diese ist mehr als die Hälfte verschwunden. Es ist dieselbe Veränderung noch einmal.
term-too-few = … zu wenige für eine Aussage
meaning-too-few = Auf einer Seite des Vergleichs sind so wenige Antworten, dass gar nicht geprüft werden kann.
term-interval = 95-%-Intervall
meaning-interval = Hätten andere Kunden derselben Art geantwortet, wäre die Kennzahl eine andere. So gebildete Intervalle enthalten den wahren Wert in 95 von 100 Fällen. Sie erfassen nur den Zufall.
term-base = Basis
meaning-base = Auf wie vielen Antworten oder Tickets eine Kennzahl beruht.
term-effective-base = Effektive Basis
meaning-effective-base = Wo Antworten gewichtet sind, zählen manche mehr als andere, und die Kennzahl ist nur so sicher wie eine aus weniger Antworten, die alle gleich zählen. Diese kleinere Zahl ist die effektive Basis.
term-indicative = Nur Anhaltspunkt
meaning-indicative = Die effektive Basis liegt unter 30. Der Wert ist ein Hinweis, mehr nicht.
term-withheld = Zurückgehalten
meaning-withheld = Die Gruppe ist so klein, dass ihre Kennzahl etwas über einzelne Kunden verraten könnte. Sie wird hier nicht gezeigt und auch sonst nirgends in diesem Bericht.
term-benchmark = Vergleichswert
meaning-benchmark = Eine Kennzahl anderer. Sie hat ihre eigene Quelle, ihr Datum, ihren Wortlaut und ihre Unsicherheit, die danebenstehen; ein Unterschied kann von jedem davon kommen.
term-verified = Eingegangen, geprüft, umgesetzt, bestätigt
meaning-verified = Der Weg von allem, was wir versprechen: Jemand hat es bemerkt, jemand hat entschieden, es wurde getan, und es hat sich gezeigt, dass es half. Getan heißt noch nicht geholfen: Was die Kennzahl vorher und nachher sagt, steht daneben.
term-mix = Veränderung innerhalb, Verschiebung zwischen
meaning-mix = Ein Gesamtergebnis kann fallen, weil Gruppen unzufriedener wurden, oder weil unzufriedenere Gruppen größer wurden. Die Aufteilung einer Veränderung auf beides ist exakt.
term-nps = Weiterempfehlung (Net Promoter Score)
meaning-nps = Der Anteil derer, die auf „Würden Sie uns weiterempfehlen?“ mit 9 oder 10 antworten, weniger der Anteil derer, die mit 0 bis 6 antworten. Net Promoter, NPS und Net Promoter Score sind eingetragene Marken ihrer Inhaber: Bain & Company, Inc., Fred Reichheld und NICE Satmetrix (NICE Systems, Inc.).

## Wie weit diesem Bericht zu trauen ist

trust-title = Wie weit diesem Bericht zu trauen ist
trust-lead = Das Programm, das diesen Bericht erstellt, wurde an simulierten Kunden erprobt, von denen die Wahrheit bekannt ist. Hier steht, wie oft es über sie die Wahrheit sagte. Tests schreiben diese Zahlen und schlagen fehl, sobald das Programm sie nicht mehr einhält.
trust-link = Wie oft das in Simulationen richtig war
trust-link-none = Nicht in Simulationen erprobt: wie weit diesem Bericht zu trauen ist
trust-intervals = Intervalle
trust-intervals-lead = Ein Intervall soll den wahren Wert in 95 von 100 Fällen enthalten: den, den alle Kunden ergäben, wenn sie antworteten. Was von Monaten gesagt ist, gilt auch für Wochen und Quartale.
trust-alarms = Fehlalarme
trust-alarms-lead = Hier hat sich nichts geändert, und keine Gruppe unterschied sich: Was als besser, schlechter oder verändert gemeldet wurde, war falsch.
trust-found = Was entdeckt würde
trust-found-lead = Hier hat sich etwas geändert, und es sollte gesagt werden. Wie oft das geschieht, hängt davon ab, wie groß die Veränderung ist, wie lange sie schon anhält, wie viele antworten und wie viele Kennzahlen es gibt: hier sieben Hauptkennzahlen, von denen sich eine geändert hat.
trust-limits = Was das nicht sagt
trust-limits-chance = Simulierte Kunden antworten zufällig. Echte entscheiden, ob sie antworten: Nichts hier deckt ab, wer nicht geantwortet hat, welche Frage missverstanden und welche Spalte falsch ausgefüllt wurde.
trust-limits-kinds = Erprobt sind nur die Arten von Antworten, Gewichten und Einheiten hinter diesen Zahlen. Was seltener oder ungleicher ist, kann schlechter abschneiden. Von echten Daten kennt niemand die Wahrheit; darum sind keine darunter.
trust-limits-course = Niveaus im Zeitverlauf wurden nicht mit gewichteten Antworten erprobt, nicht mit Lösungszeiten über viele Monate und nicht mit Mittelwerten, die an wenigen sehr großen Werten hängen. Die Konstanten der Regel wurden an Reihen derselben Arten gewählt, mit anderen Zufallszahlen.
trust-limits-wander = Eine Kennzahl, deren wahres Niveau wandert, erhält datierte Veränderungen, die für diese Monate stimmen und nicht bleiben müssen. Ein erstes Jahr kann eine Jahreszeit nicht von einer Veränderung unterscheiden. Mit weniger als 100 Antworten im Monat zeigen sich nur große oder anhaltende Veränderungen.
trust-not-simulated = Diese Metrik wurde nicht simuliert: Wie oft ihr Intervall die Wahrheit enthält, ist hier nicht bekannt.
trust-no-interval = Sie wird gezählt und hat kein Intervall; es gibt nichts zu simulieren.
proof-months =
    { $cases ->
        [one] { $runs } simulierten Monaten mit je { $base }
       *[other] { $runs } simulierten Monaten mit je { $base }, bei jeder von { $cases } Verteilungen,
    }
proof-pairs =
    { $cases ->
        [one] { $runs } simulierten Paaren von Monaten mit je { $base }
       *[other] { $runs } simulierten Paaren von Monaten mit je { $base }, bei jeder von { $cases } Verteilungen,
    }
proof-interval = Von { $samples } enthielt das Intervall in { $share } den wahren Wert.
proof-interval-judged = Von { $samples } enthielt das Intervall des Teils, auf den die Urteile sich stützen, in { $share } dessen wahren Wert.
proof-interval-weighted = Mit Gewichten und einer effektiven Basis von mindestens 100: Von { $samples } enthielt das Intervall in { $share } den wahren Wert.
proof-interval-clustered = Wo sie in { $clusters } Einheiten anfallen, etwa Besuchen: Von { $samples } enthielt das Intervall in { $share } den wahren Wert.
proof-interval-tickets = Wo die Tickets eines Tages etwas gemeinsam haben: Von { $samples } enthielt das Intervall in { $share } den wahren Wert.
proof-change-tickets = Wo die Tickets eines Tages etwas gemeinsam haben: Von { $pairs } enthielt das Intervall der Veränderung in { $share } die wahre Veränderung.
proof-change = Von { $pairs } enthielt das Intervall der Veränderung in { $share } die wahre Veränderung.
proof-change-clustered = Wo sie in { $clusters } Einheiten im Monat anfallen: Von { $pairs } enthielt das Intervall der Veränderung in { $share } die wahre Veränderung.
proof-change-panel = Wo dieselben Kunden in beiden Monaten antworten und der Bericht weiß, wer sie sind: Von { $pairs } enthielt das Intervall der Veränderung in { $share } die wahre Veränderung.
proof-drivers = Von { $runs } simulierten Untersuchungen von Treibern mit je { $base } enthielt das Intervall der Bedeutung eines Treibers in { $share } dessen wahre Bedeutung.
proof-family = { $family }: { $share } von { $runs } simulierten Berichten sagten etwas Falsches.
proof-tiles = Alles, was von Hauptkennzahlen gesagt wird
proof-any = Alles, was irgendwo gesagt wird
proof-wide-report = Alles, was irgendwo in Berichten mit 40 Kennzahlen und 8 Dimensionen gesagt wird: { $share } von { $runs } simulierten Berichten sagten etwas Falsches.
proof-few-clusters =
    { $clusters ->
        [one] Wo alle Antworten eines Monats in einer einzigen Einheit anfallen, etwa bei einem Besuch, hieß es bei { $share } von { $runs } Vergleichen, es seien zu wenige.
       *[other] Wo alle Antworten eines Monats in { $clusters } Einheiten anfallen, etwa Besuchen, hieß es bei { $share } von { $runs } Vergleichen, es seien zu wenige.
    }
proof-clusters = Wo alle Antworten eines Monats in { $clusters } Einheiten anfallen, wären { $share } von { $runs } Vergleichen für sich genommen ein Urteil gewesen, bevor für ihre Zahl korrigiert wird.
proof-quiet-course = Von { $runs } Kennzahlen ohne jede Veränderung, mit { $base } im Monat über { $months } Monate, würde in einem Bericht mit sieben Hauptkennzahlen bei { $share } ein anderes Niveau gemeldet.
proof-quiet-panel = Von { $runs } Kennzahlen ohne jede Veränderung, zu denen dieselben Kunden { $months } Monate lang { $base } im Monat gaben, würde in einem Bericht mit sieben Hauptkennzahlen bei { $share } ein anderes Niveau gemeldet.
proof-season = Von { $runs } Kennzahlen, die jedes Jahr um { $size } Punkte steigen und fallen, mit { $base } im Monat über { $months } Monate, wurde bei { $share } die Jahreszeit für eine bleibende Veränderung gehalten.
proof-fall = Ein bleibender Rückgang um { $size } Punkte wurde bei { $base } im Monat entdeckt: { $list } (von je { $runs } simulierten Reihen).
proof-drift = Ein Rückgang um { $size } Punkte in jedem Monat wurde bei { $base } im Monat entdeckt: { $list } (von je { $runs } simulierten Reihen).
proof-season-told = Von { $runs } Kennzahlen, die jedes Jahr um { $size } Punkte steigen und fallen, mit { $base } im Monat über { $months } Monate, hieß es bei { $share }, sie seien wie vor einem Jahr.
proof-after = in { $share } im { $month }. Monat
proof-range = { $low } bis { $high } %
proof-promised-by-chance = { $finding } Zugesagt: { $promise }; durch Zufall können so viele Durchgänge etwas anders ausgehen.
proof-promised = { $finding } Zugesagt: { $promise }.
promise-least = mindestens { $low }
promise-most = höchstens { $high }

## Rahmen

nav-overview = Überblick
nav-actions = Maßnahmen
nav-data = Daten
nav-archive = Archiv
nav-learn = Lesehilfe
nav-groups = Gruppen
nav-figures = Kennzahlen
nav-lenses = Blickwinkel
nav-journey = Kundenreise
nav-drivers = Treiber
nav-voice = Was Kunden sagen
nav-label = Bericht
nav-menu = Menü
crumbs-label = Standort
periods-label = Zeiträume
beside-label = Dasselbe nach anderen Zeiträumen
beside-by =
    { $kind ->
        [week] Nach Wochen
        [month] Nach Monaten
        [quarter] Nach Quartalen
        [year] Nach Jahren
       *[wave] Nach Wellen
    }
skip = Zum Text springen
lens-service = Service
lens-perception = Wahrnehmung
lens-experience = Erlebnis
footer = Intervalle sind 95-%-Intervalle und erfassen nur den Zufall. Gelesene Zeilen: { $read }; verwendet { $used }, abgewiesen { $rejected }, beiseitegelegt { $aside }.
footer-answers = Antworten auf Fragen: verwendet { $used }, fehlend { $missing }, abgewiesen { $rejected }.
footer-ledger = Zeilennachweis
footer-learn = Wie dieser Bericht zu lesen ist
draft-line = Entwurf: Kennzahlen können sich noch ändern.

## Eine Kennzahl bis zur letzten Stelle

section-exact = Bis zur letzten Stelle
exact-caption = Werte bis zur letzten Stelle, um sie anderswo nachzurechnen
exact-change-caption = Die Veränderung gegenüber dem vorigen Zeitraum, bis zur letzten Stelle
exact-low = Von
exact-high = Bis
exact-effective = Effektive Basis
exact-unweighted = { $label }, ungewichtet
exact-weight = Summe der Gewichte
exact-hours = { $number } h
exact-reading = { $weighted ->
    [yes] gewichtet
   *[no] ungewichtet
  }, { $clustered ->
    [yes] nach Einheiten
   *[no] als unabhängig
  }{ $normal ->
    [yes] , Unterschied nach angepasstem Wald
   *[no] {""}
  }

## Warum Kunden gegangen sind

stage-none = Weitere Berührungspunkte
section-lost = Verlorene und zurückgewonnene Kunden
lost-finding =
    { $lost ->
        [one] Ein Kunde ging verloren.
       *[other] { $lost } Kunden gingen verloren.
    }{ $n ->
        [0] {""}
        [one] { " " }{ $list } ist der häufigste Grund.
       *[other] { " " }{ $list } sind die häufigsten Gründe.
    }
lost-caption = Gründe der verlorenen Kunden, der häufigste zuerst
lost-sub = Anteil aller im Zeitraum verlorenen Kunden, die den Grund haben. Linie: 95-%-Intervall. Ringe: von oben zusammengezählt.
lost-detail = { $interval } · zusammen { $added }
lost-alternative = Wo sich Linien überschneiden, kann die Reihenfolge Zufall sein.
lost-method = Die Gründe sind so, wie sie festgehalten wurden. Anteile beziehen sich auf alle im Zeitraum verlorenen Kunden, ob ihr Grund bekannt ist oder nicht. In unserer Hand: von denen mit diesem Grund, bei denen das bekannt ist.
lost-without = Ohne Grund
lost-others = Zurückgehalten oder ohne Grund
lost-all = Alle
lost-beside-caption = Was sonst über diese Kunden bekannt ist
column-reason = Grund
column-lost = Verlorene Kunden
column-cumulated = Aufsummiert
column-ours = In unserer Hand

## Tabellen und Diagramme zum Mitnehmen

column-note = { $column }: Anmerkung
column-part-of = Teil von
table-csv = Diese Tabelle als CSV
spot-open = nach { $time }: { $share } noch offen
chart-closer = Vergrößern
chart-closer-label = Vergrößern: { $title }
chart-keys = Pfeiltasten gehen von Wert zu Wert; Plus und Minus ändern die Größe, 0 zeigt alles.
chart-in = Größer
chart-out = Kleiner
chart-whole = Alles
save-chart = Als { $kind } speichern: { $title }
table-xlsx = Alle Tabellen dieser Seite als Arbeitsmappe im Format XLSX

## Bedienung

theme-system = Farben: System
theme-light = Farben: hell
theme-dark = Farben: dunkel
filter = Filter
filter-count = { $n } von { $all } Zeilen
sorted-ascending = Nach { $column } sortiert, aufsteigend
sorted-descending = Nach { $column } sortiert, absteigend
sorted-none = In der Reihenfolge des Berichts
close = Schließen
copy-link = Link kopieren
copied = Link kopiert
copy-address = Die Adresse dieser Stelle
search-open = Suche
search-label = Wonach gesucht wird
search-hint = Findet Wortanfänge. Ein Monat oder ein Jahr führt zu dessen Seiten; ohne diese Angabe zu denen dieses Zeitraums.
search-count = Gefunden: { $n }
search-more = { $n } weitere
search-missing = In dieser Kopie des Berichts fehlt der Suchindex: Kopieren Sie den ganzen Ordner.
search-page = Seiten
search-figure = Kennzahlen
search-group = Gruppen
search-action = Maßnahmen
search-term = Begriffe
search-quote = Was Kunden schrieben
keys-open = Tastatur
keys-single = Einzelne Tasten wirken. Schalten Sie sie aus, wenn sie bei der Spracheingabe stören.
key-control = Strg K, ⌘ K
key-search = Suche
key-search-always = Suche, auch wenn einzelne Tasten ausgeschaltet sind
key-earlier = Der Zeitraum davor
key-help = Diese Tasten
key-later = Der Zeitraum danach
key-theme = Farben: System, hell, dunkel

## Von Menschen geprüft

as-counted = { $label }, wie gezählt
counted-said = Wie gezählt: { $text }
value-counted = { $value }, wie gezählt
tile-counted = korrigiert nach { $labels } Urteilen von Menschen; gezählt: { $value }
section-audit = Von Menschen geprüft
audit-unchecked = Niemand hat geprüft, wie richtig das ist: Kein Kommentar wurde von Menschen beurteilt; was gezählt wurde, steht hier unverändert.
audit-too-few =
    { $n ->
        [one] Menschen haben einen Kommentar
       *[other] Menschen haben { $count } Kommentare
    } aus { $periods } beurteilt. Ab { $enough } sagt diese Seite, wie richtig die Kennzahl ist, und korrigiert sie; bis dahin steht hier unverändert, was gezählt wurde.
audit-labels = Menschen haben { $count } zufällig gezogene Kommentare aus { $periods } beurteilt, ohne zu sehen, was das Programm darin fand.
audit-agreement = Das Programm sagt dasselbe bei { $share } davon ({ $interval }).
audit-corrected = Ohne das, worin das Programm irrt, beträgt die Kennzahl { $value }; gezählt wurden { $counted }. Das setzt voraus, dass das Programm in diesem Zeitraum so oft richtig liegt wie bei den beurteilten Kommentaren.
audit-unseen = Die Kennzahl ist nicht korrigiert: In der Stichprobe gehören nach dem Urteil der Menschen alle Kommentare oder keiner zu einer Art; wofür das Programm die anderen hält, ist daher nicht bekannt.
audit-uninformative = Die Kennzahl ist nicht korrigiert: Die Urteile zeigen nicht, dass das Programm die Kommentare besser unterscheidet als der Zufall. Was gezählt wurde, sagt wenig.
audit-not-here = In diesem Zeitraum steht unverändert, was gezählt wurde: Er ist so gezeigt, wie er veröffentlicht wurde, oder zu wenige Kommentare einer Art werden gezeigt.
audit-comparisons = Verlauf, Vergleiche, Gruppen und Ziele beruhen auf dem, was gezählt wurde, und sagen es. Die Korrektur ist für alle Zeiträume dieselbe und vergrößert jede Veränderung in gleicher Weise: Sie kehrt keine um.
audit-comparisons-net = Verlauf, Vergleiche, Gruppen und Ziele beruhen auf dem, was gezählt wurde, und sagen es: Die Urteile einer Stichprobe zeigen nicht, ob sich die Irrtümer des Programms ändern.
audit-caption = Wie richtig das Programm liegt, nach den Urteilen
audit-column-of = Beruht auf
audit-precision = von dem, was das Programm findet, richtig (Genauigkeit)
audit-recall = von dem, was es gibt, gefunden (Trefferquote)
audit-of-class = { $class }: { $text }
audit-of = { $n } von { $of }
audit-row-corrected = { $part }, korrigiert
audit-row-counted = { $part }, wie gezählt
audit-voice-unchecked = Niemand hat geprüft, wie richtig diese Zählung ist: Kein Kommentar wurde von Menschen beurteilt.
audit-voice-labels = Für jedes Thema haben Menschen mindestens { $count } Kommentare beurteilt; die Seite eines Themas sagt, wie richtig es ist.
audit-voice-counted = Vergleiche beruhen auf dem, was gezählt wurde.
themes-sub-corrected = { $text } Korrigiert nach Urteilen von Menschen.
themes-sub-counted = { $text } Wie gezählt, da nicht alle Themen korrigiert sind.
interval-rogan-gladen = Umgekehrter Test des nach Urteilen von Menschen korrigierten Anteils (Rogan und Gladen; Lang und Reiczigel): Zufall in der Zählung und in den Urteilen
