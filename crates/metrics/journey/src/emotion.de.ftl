part-negative = negativ
part-neutral = neutral
part-positive = positiv
