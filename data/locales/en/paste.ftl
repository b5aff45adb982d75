# A pasted list.
