# domain
domain-word-unknown = 不认识“{ $word }”,可用:{ $keys }

# What `record` refuses
domain-home-ahead = 返乡日期 { $date } 在记录日 { $day } 之后;到那天再记,或改 --on
domain-loss-ahead = 离岗日期 { $date } 在记录日 { $day } 之后;到那天再记,或改 --end
domain-next-visit-past = 下次回访日期早于记录日 { $day };请改 --next
domain-start-far-ahead = 到岗日期 { $date } 在一年以后;请核对 --start
domain-certificate-ahead = 健康证明日期在记录日 { $day } 之后;请核对
domain-roster-ahead = 名册日期 { $date } 在记录日 { $day } 之后;请核对 --as-of
domain-campaign-backwards = 专项行动的结束日 { $to } 早于开始日 { $from }
domain-target-backwards = 目标的截止日 { $to } 早于开始日 { $from }
domain-target-negative = 目标数不能是负数
domain-person-unknown-then = { $day } 时名册里还没有这个人;先导入名册,或改 --day
domain-person-died = 此人已登记死亡;若登记有误,先撤销那一条
domain-person-prison = 此人正在服刑;若已刑满,先更正此人的状态(record person --status active)
domain-person-army = 此人正在服役;若已退役,先更正此人的状态(record person --status active)
domain-person-under-age = 此人到岗时未满十六周岁,依法不得务工(禁止使用童工规定)
domain-loss-before-start = 离岗日期 { $end } 早于到岗日期 { $start };请改 --end
domain-date-unknown = 未知
domain-loss-without-work = 此人没有在岗记录,不能记失业;若要记求职意愿,请记走访(record visit)或意愿(record wish)
domain-school-full-time = 此人在校,不能记全职务工;记兼职(--part-time),或先更正在校状态(record person --status active)
domain-public-post-outside = 公益性岗位与县外务工不能并存;先记离岗(record loss),再记新的
domain-spells-overlap = 与 { $since } 开始的全职务工重叠;到岗日期应在那之后,或记兼职(--part-time)
domain-spell-existing = 已有

# What an officer is told beside a record
domain-told-listed = 此人不在应返岗名单,已补列入并记为返岗
domain-told-continued = 同一单位继续在岗,不重复计为新的到岗
domain-told-awaited = 此人已在应返岗名单上
domain-told-home-without-work = 此人没有在岗记录;若从未外出务工,不应记返乡
domain-next-loss = 失业请接着记一条失业(record loss)
domain-next-home = 返乡请接着记一条返乡(record home)
domain-next-work = 已外出务工请接着记返岗或上岗(record return, record placement)
domain-next-wish = 暂无意愿请接着登记意愿:人员页的情况变更(record wish --wish none, --signed)
domain-told-nature = 按口径计为{ $nature }

# Trips
domain-trip-none = 没有这个班次;先用 trip plan 建班次
domain-trip-cannot = { $number } 班{ $state },不能{ $act }
domain-trip-act-plan = 改计划
domain-trip-act-add = 加人
domain-trip-act-remove = 移人
domain-trip-act-board = 上车
domain-trip-act-absent = 记缺席
domain-trip-act-alight = 记中途下车
domain-trip-act-depart = 发车
domain-trip-act-arrive = 记到达
domain-trip-act-handover = 交接
domain-trip-act-cancel = 取消
domain-trip-seats-too-few = 名单上已有 { $listed } 人,核载不能改成 { $seats }
domain-trip-full = { $number } 班已满(核载 { $seats });另排一班或先移出一人
domain-trip-aboard-not-removed = 此人已上车;先记缺席或中途下车
domain-trip-not-listed = { $number } 班名单上没有这个人
domain-trip-add-first = { $number } 班名单上没有这个人;先用 trip add 加上
domain-trip-aboard-already = 此人已在车上
domain-trip-seats-taken = { $number } 班已坐满(核载 { $seats })
domain-trip-carried-off = 此人已随车出发;若中途下车,用 trip alight
domain-trip-not-aboard = 此人不在车上
domain-trip-nobody-aboard = { $number } 班还没有人上车;先用 trip board 点名

# ID numbers
domain-id-missing = 没有证件号码,请补填后再导入
domain-id-length = 证件号码应为18位（残疾人证20位）,请对照证件核对位数和字符
domain-id-checksum = 证件号码校验位不对,多半有一位抄错,请对照证件逐位核对
domain-id-birth-date = 证件号码中的出生日期不存在、晚于今天或早于1900年,请对照证件核对第7至14位
domain-id-region = 证件号码前两位不是任何省份的代码,请对照证件核对
domain-id-excel-damaged = 证件号码被电子表格改成了数值,末几位已丢失,请把该列设为“文本”后照证件重新填写

# Periods
domain-year = { $year }年度
domain-told-place-unknown = 认不出地点“{ $place }”,战报里算“地点未知”;写错了请撤销重记(可写区划代码、地级以上地名,或 乡内、县内、省内、省外)
domain-told-wage = 月收入 { $wage } 元太高:是不是填了年收入,或多打了零?填错了请撤回重记
domain-told-unsigned = 没有本人签字的“无意愿”仍算有意愿;签了字再记(--signed)
