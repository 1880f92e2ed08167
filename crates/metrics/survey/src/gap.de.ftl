part-fell-short = blieb hinter der Erwartung zurück
part-lived-up = entsprach der Erwartung
