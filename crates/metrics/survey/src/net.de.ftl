part-for = für uns
part-neither = weder noch
part-against = gegen uns
part-for-count = Antworten für uns
part-neither-count = übrige Antworten
part-against-count = Antworten gegen uns
