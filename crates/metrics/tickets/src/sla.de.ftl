part-met = eingehalten
part-missed = verfehlt
part-usual-rate = eingehalten, wie die meisten Programme zählen
part-usual-met = eingehalten, wie die meisten Programme zählen (Tickets)
part-usual-breached = verletzt, wie die meisten Programme zählen
part-usual-late = offen und überfällig
part-usual-not-due = noch nicht fällig
part-usual-no-target = ohne Frist
