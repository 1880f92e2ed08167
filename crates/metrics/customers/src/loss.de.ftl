part-lost-ours = aus einem Grund verloren, der in unserer Hand lag
part-lost-not-ours = aus einem Grund verloren, der nicht in unserer Hand lag
