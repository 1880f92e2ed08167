part-lost-ours = lost for a reason in our hands
part-lost-not-ours = lost for a reason that was not
