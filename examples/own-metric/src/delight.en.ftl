part-delighted = delighted customers
