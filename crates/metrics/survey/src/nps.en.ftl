part-promoters = promoters
part-passives = passives
part-detractors = detractors
part-promoter-count = promoters (answers)
part-passive-count = passives (answers)
part-detractor-count = detractors (answers)
unit-nps = NPS
