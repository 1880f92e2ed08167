part-ambassadors = Botschafter
part-other-promoters = Promotoren, die weder geworben noch bewertet haben
