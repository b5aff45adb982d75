# roster
