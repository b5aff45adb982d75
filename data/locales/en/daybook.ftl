# daybook
