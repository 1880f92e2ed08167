part-for = for us
part-neither = neither
part-against = against us
part-for-count = answers for us
part-neither-count = other answers
part-against-count = answers against us
