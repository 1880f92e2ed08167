part-lost = verloren
part-won-back = kamen rechtzeitig zurück
part-stayed-away = kamen nicht rechtzeitig zurück
part-coverage = angesprochen, von den verlorenen
