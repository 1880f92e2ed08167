part-lost = lost
part-won-back = came back in time
part-stayed-away = did not come back in time
part-coverage = contacted, of those lost
