part-negative = negative
part-neutral = neutral
part-positive = positive
