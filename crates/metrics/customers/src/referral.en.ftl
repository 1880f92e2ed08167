part-active = active at the start
part-referred = referred others for the first time
part-referred-other = the same, not active at the start
