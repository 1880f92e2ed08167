part-median = median
