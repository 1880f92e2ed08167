part-on-time = on time
part-complete = complete
part-undamaged = undamaged
part-correct = correct
part-perfect = without a fault
part-imperfect = with a fault
part-not-known = left out: not all is known
