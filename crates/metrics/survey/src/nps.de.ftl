part-promoters = Promotoren
part-passives = Passive
part-detractors = Kritiker
part-promoter-count = Promotoren (Antworten)
part-passive-count = Passive (Antworten)
part-detractor-count = Kritiker (Antworten)
unit-nps = NPS
