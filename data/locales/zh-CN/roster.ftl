# roster

# Why a file cannot be read as a roster
roster-no-header = 前 { $looked } 行里没有找到表头。表头至少要有“姓名”,以及“证件号码”或“户编号”;列名特殊时请用 --columns 指定对应关系
roster-map-syntax = 第 { $line } 行:{ $what }
roster-map-bad = 列名对应文件有误:{ $what }。每行写作 字段 = "列名",或 "列名" = "字段"
roster-map-not-text = “{ $left }”后面应是带引号的文字
roster-map-no-field = “{ $left } = { $right }”两边都不是字段名。可用的字段:{ $keys }
roster-synonyms-bad = 内置列名表有误:{ $what }
roster-no-date = 标题和文件名里都没有名册日期。请用 --as-of 写明名册日期(如 --as-of 2025-03-01)

# Cells
roster-formula = “{ $title }”以 = + - @ 开头,电子表格会当作公式执行。已按文字保存,请核对原值
roster-word-unknown = “{ $title }”的内容不认识,可用:{ $expected }。原文已留在导入备注,请改正后再导入
roster-number = “{ $title }”应只写数字(如 4000),不写单位、逗号或文字。原文已留在导入备注,请核实后改正
roster-date = “{ $title }”{ $why },请写成 2025-03-05 的样子。原文已留在导入备注
roster-date-unreadable = 不是能读懂的日期
roster-date-after = 晚于名册日期
roster-put-lowercase-x = 证件号码末位的小写 x 已改为大写 X
roster-put-legacy15 = 15 位旧证件号码已换算为 18 位,请核对
roster-put-fullwidth = “{ $title }”里的全角字符已改为半角
roster-put-spaces = “{ $title }”里的空格已去掉
roster-put-apostrophe = “{ $title }”前面的撇号已去掉
roster-put-date = “{ $title }”的日期已统一为 年-月-日 格式
roster-put = “{ $title }”已规范

# Words that a cell may hold
roster-expect-kind = 脱贫户、脱贫不稳定户、边缘易致贫户、突发严重困难户、一般户,或低保户、易地搬迁户等
roster-expect-monitored = 脱贫不稳定户、边缘易致贫户、突发严重困难户、否
roster-expect-yes-no = 是、否
roster-expect-sex = 男、女
roster-expect-capacity = 普通劳动力、技能劳动力、弱劳动力或半劳动力、丧失劳动力、无劳动力
roster-expect-status = 在册、在校、参军、服刑、死亡、迁出
roster-expect-wish = 县内就近、省内、省外、不限、先培训、创业、无就业意愿、未知
roster-expect-employment = 在外务工、县内就业、公益性岗位、灵活就业、自主创业、未就业、务农、在校、丧失劳动能力
roster-expect-channel = 企业、帮扶车间、公益性岗位、自主创业、灵活就业、合作社/基地、其他、未知

# People, households, villages, work
roster-name-missing = 没有姓名。请补上姓名后重新导入
roster-birth-mismatch = 出生日期与证件号码不一致,已以证件号码为准,请核对
roster-sex-mismatch = 性别与证件号码不一致,已以证件号码为准,请核对
roster-phone = “{ $title }”应为 11 位手机号,或区号加 7 至 8 位座机号。原文已留在导入备注,请核实后改正
roster-id-duplicate = 与第 { $first } 行的证件号码相同,已保留第 { $first } 行。请核对是重复填写还是号码填错
roster-household-ruined = 户编号被 Excel 变成了科学计数,原号已丢失。请把该列设为文本格式,从原始名册重新填写
roster-household-missing = 没有户编号。请补上户编号后重新导入
roster-two-heads = 户编号 { $household } 有两个户主(另一个在第 { $first } 行)。请核对“{ $title }”,只留一个户主
roster-no-head = 户编号 { $household } 没有户主。请在这一户里把一人的“{ $title }”填为“户主”
roster-village-unknown = 区划里没有这个村(社区)。请核对村名,或先用 import regions 更新区划
roster-village-elsewhere = 这个村(社区)不在本行所写的乡镇或本单位辖区内。请核对乡镇和村名
roster-work-beside-none = “{ $title }”是“{ $said }”,却填了{ $fields }。已按前者记录,其余留在导入备注,请核实
roster-work-against = 填的是在务工,但本人{ $why }。已按在务工记录,请核实是哪一项填错
roster-against-capacity = 丧失劳动力或无劳动力
roster-against-age = 名册日期时不满 16 周岁
roster-against-school = 在校生
roster-rejects-sheet = 退回
roster-rejects-title = 退回的行(名册截至{ $date })
roster-rejects-why = 退回原因
roster-rejects-mark = ;
roster-id-taken = 账本里这个证件号码是{ $name }的,而这一行上次就因号码重复被退回。请改正号码;若{ $name }的姓名有误,先用 record person --name 更正再导入
roster-place-code = 不是区划代码(2、4、6、9 或 12 位数字)。原文已留在导入备注,请改正
roster-spells-unreadable = 务工经历有一段读不懂,应写成 2025-03-01至2025-08-31 宁波市 某厂 4200元,多段用分号隔开。原文已留在导入备注,其余各段已记录
roster-date-after-roster = 晚于名册日期
roster-household-village = 区划里没有户属村这个村(社区)。请核对,或写 未归村
roster-broken-text = “{ $column }”里有读不出的字(�)。已按原样保存;请把文件另存为 UTF-8 或 XLSX 再导入,或改正
roster-name-long = 姓名超过 { $most } 个字,请核对是不是几格的内容并在了一起
roster-no-such-code = “{ $column }”是数字,但 { $standard } 里没有这个代码。已按原文保存,请核对

roster-expect-full-part = 全职、兼职
roster-id-masked = 证件号码是打了码的;请换成完整号码(本程序的名册用 export roster --ids full 导出)
roster-stopped = 名册没有读完,读取已停止
