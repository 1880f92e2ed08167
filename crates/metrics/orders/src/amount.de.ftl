part-median = Median
