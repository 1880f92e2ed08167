direction-lower-csat = Niedrige Antworten sind hier die guten: Auf einer Skala von vier Stufen oder mehr zählen die beiden niedrigsten als zufrieden, auf einer kürzeren die niedrigste.
