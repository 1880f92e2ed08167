part-active = aktiv zu Beginn
part-lost = verloren
part-kept = geblieben
