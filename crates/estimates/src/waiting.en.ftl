part-p75 = three in four done after
part-p90 = nine in ten done after
part-closed-median = median of closed ones alone
part-resolved = resolved
part-open = still open
part-left = closed without a solution
judged-why-within = not the median: it uses every ticket and has an honest interval
