part-better = besser als erwartet
part-as-expected = wie erwartet
part-worse = schlechter als erwartet
part-better-count = besser als erwartet (Antworten)
part-as-expected-count = wie erwartet (Antworten)
part-worse-count = schlechter als erwartet (Antworten)
unit-expectation = Punkte
