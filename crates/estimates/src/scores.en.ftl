part-mean = mean
part-top-box = share in the top box
