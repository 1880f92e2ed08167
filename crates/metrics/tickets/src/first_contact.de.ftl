part-at-first-contact = beim ersten Kontakt gelöst
part-later = brauchte mehr als das
