locale-not-found = { $name } was not found
