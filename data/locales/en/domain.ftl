# domain
domain-word-unknown = “{ $word }” is not known here; use one of: { $keys }
