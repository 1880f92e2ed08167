part-positive-count = positive Kommentare
part-neutral-count = neutrale Kommentare
part-negative-count = negative Kommentare
part-negative = negativ
part-neutral = neutral
part-positive = positiv
