# The desk: what the command line and the console both say.
desk-cancelled = Called off; nothing was changed.
desk-phase-reading = Reading the file
desk-phase-recording = Writing to the book
desk-phase-writing = Writing the file
