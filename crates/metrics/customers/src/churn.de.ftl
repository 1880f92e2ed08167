part-active = aktiv zu Beginn
part-joined = neu gewonnen
part-returned = kamen zurück
part-lost = verloren
part-lost-new = im Zeitraum gewonnen und verloren
part-active-end = aktiv am Ende
part-controllable = aus einem Grund verloren, der in unserer Hand lag, soweit bekannt
