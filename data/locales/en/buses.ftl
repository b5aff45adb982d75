# Screen 4: trips.
