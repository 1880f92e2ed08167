part-window-open = nicht gezählt: die Frist läuft noch
