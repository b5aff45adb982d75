# The quick line.
