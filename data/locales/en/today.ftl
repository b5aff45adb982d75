# Screen 1: today.
