# Screen 3: the roster.
