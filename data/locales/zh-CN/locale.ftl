locale-not-found = 没有找到{ $name }
