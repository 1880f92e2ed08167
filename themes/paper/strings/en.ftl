# What is said differently on paper.
paper-circulation = Internal. Not to be passed on without the sender's consent.
section-changed = What is different this time
