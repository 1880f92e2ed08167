part-active = active at the start
part-lost = lost
part-kept = kept
