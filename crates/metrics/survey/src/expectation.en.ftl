part-better = better than expected
part-as-expected = as expected
part-worse = worse than expected
part-better-count = better than expected (answers)
part-as-expected-count = as expected (answers)
part-worse-count = worse than expected (answers)
unit-expectation = points
