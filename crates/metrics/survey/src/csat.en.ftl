direction-lower-csat = Low answers are the good ones here: of a scale of four answers or more, the two lowest count as satisfied, of a shorter one the lowest.
