part-p75 = drei von vier erledigt nach
part-p90 = neun von zehn erledigt nach
part-closed-median = Median der geschlossenen allein
part-resolved = gelöst
part-open = noch offen
part-left = ohne Lösung geschlossen
judged-why-within = nicht den Median: In ihn geht jedes Ticket ein, und sein Intervall ist ehrlich
