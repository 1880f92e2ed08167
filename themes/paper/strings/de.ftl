# Was auf Papier anders gesagt wird.
paper-circulation = Intern. Weitergabe nur mit Zustimmung des Absenders.
section-changed = Was diesmal anders ist
