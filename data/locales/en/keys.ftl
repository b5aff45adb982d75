# Names of the commands: help, footer and palette take them from here.
