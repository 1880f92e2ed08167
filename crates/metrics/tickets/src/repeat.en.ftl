part-repeated = came back
part-single = did not come back
