part-repeated = kam wieder
part-single = kam nicht wieder
