part-at-first-contact = solved at the first contact
part-later = took more than that
