part-fell-short = fell short of what was expected
part-lived-up = lived up to what was expected
