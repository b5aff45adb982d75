# roster
roster-rejects-sheet = 退回
roster-rejects-title = 退回的行(名册截至{ $date })
roster-rejects-why = 退回原因
