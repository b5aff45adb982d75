# domain
domain-word-unknown = 不认识“{ $word }”,可用:{ $keys }
