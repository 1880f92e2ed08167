part-ambassadors = ambassadors
part-other-promoters = promoters who did neither
