part-met = met
part-missed = missed
part-usual-rate = met, as most tools count it
part-usual-met = met, as most tools count it (tickets)
part-usual-breached = breached, as most tools count it
part-usual-late = open and late
part-usual-not-due = not yet due
part-usual-no-target = without a target
