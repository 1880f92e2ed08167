part-positive-count = positive comments
part-neutral-count = neutral comments
part-negative-count = negative comments
part-negative = negative
part-neutral = neutral
part-positive = positive
