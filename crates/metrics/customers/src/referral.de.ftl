part-active = aktiv zu Beginn
part-referred = haben zum ersten Mal andere geworben
part-referred-other = ebenso, aber nicht aktiv zu Beginn
