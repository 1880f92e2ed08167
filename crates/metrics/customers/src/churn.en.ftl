part-active = active at the start
part-joined = joined
part-returned = came back
part-lost = lost
part-lost-new = joined and lost in the period
part-active-end = active at the end
part-controllable = lost for a reason in our hands, where it is known
