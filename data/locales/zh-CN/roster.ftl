# roster
roster-rejects-sheet = 退回
roster-rejects-title = 退回的行(名册截至{ $date })
roster-rejects-why = 退回原因
roster-place-code = 不是区划代码(2、4、6、9 或 12 位数字)。原文已留在导入备注,请改正
roster-spells-unreadable = 务工经历有一段读不懂,应写成 2025-03-01至2025-08-31 宁波市 某厂 4200元,多段用分号隔开。原文已留在导入备注,其余各段已记录
roster-date-after-roster = 晚于名册日期
roster-household-village = 区划里没有户属村这个村(社区)。请核对,或写 未归村
roster-no-such-code = “{ $column }”是数字,但 { $standard } 里没有这个代码。已按原文保存,请核对
