# Screen 2: the task book.
