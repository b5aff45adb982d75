# The desk: what the command line and the console both say.
desk-cancelled = Called off; nothing was changed.
