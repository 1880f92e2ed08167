part-on-time = pünktlich
part-complete = vollständig
part-undamaged = unbeschädigt
part-correct = richtig
part-perfect = ohne Fehler
part-imperfect = mit Fehler
part-not-known = nicht gezählt: nicht alles ist bekannt
