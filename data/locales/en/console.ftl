# The console: frame, dialogs, messages.
