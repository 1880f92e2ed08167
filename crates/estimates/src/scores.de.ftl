part-mean = Mittelwert
part-top-box = Anteil der Bestnoten
