# Settings and welcome.
