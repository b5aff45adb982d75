# report

# 对账: what each check says
report-check-employment = 已就业 = 上期 + 进入 − 退出 ± 更正
report-check-breakdowns = 按地点、按渠道、按户类型各自合计 = 已就业
report-check-households = 有劳动力家庭 = 至少一人就业 + 零就业 + 无意愿未就业
report-check-zero = 零就业家庭 = 上期 + 新增 + 其他增加 − 清零 − 其他减少 ± 更正
report-check-units = 各村与未归村之和 = 全镇
report-check-cumulative = 累计 = 上期累计 + 其后各日 ± 更正
report-check-trips = 每班到岗人数不多于上车人数,务工乘客都有到岗记录
report-check-contradictions = 没有互相矛盾的记录

# the rows that break a check
report-by-place = 按地点
report-by-channel = 按渠道
report-by-kind = 按户类型
report-parts-differ = 合计 { $sum },已就业 { $employed }
report-units-differ = 各村合计 { $units },全镇 { $all }
report-days-differ = 累计 { $now },上期、各日与更正之和 { $expected }
report-since = { $what }({ $day } 起)
report-trip-surplus = 到岗 { $begun } 人多于上车 { $aboard } 人
report-trip-without = { $trip } 班到站后没有到岗记录
report-two-trips = 同时在 { $one } 和 { $other } 两个班次上
report-same-number = 与 { $other } 证件号码相同;若是同一人,用 record same 合并
report-two-seals = { $day } 有两份封账
report-issue = 第{ $issue }期
report-word = { $word }

# 存在问题
report-check-fails = 对账第{ $id }项不平:{ $check }({ $left } 与 { $right },涉及 { $rows } 条)
report-silent = 未报:{ $names }
report-doubts = { $what } { $count } 人:{ $names }
report-name-of = { $name }({ $unit })
report-and-more = { $names } 等 { $count }
report-zero = 零就业家庭尚有 { $count } 户
report-capacity = { $count } 人在劳动年龄内而劳动能力未填,没有计入劳动力;请补填后重新导入名册
report-calendar = { $year } 年放假安排未公布,工作日暂按周一至周五计
report-never = { $metric }近7日日均 { $pace } { $unit },按此进度到 { $to } 完不成
report-behind = { $metric }按近7日日均 { $pace } { $unit },要到 { $finish } 完成,晚 { $days } 天

# 明日安排
report-quota = { $day }{ $metric } { $count } { $unit }
report-leaving = { $number } 班 { $from } → { $to },{ $people } 人

# 更正
report-causes = { $causes }
report-withdrawn = 撤销:{ $why }
report-late = 补录

# names that nobody gave
report-no-village = 未归村
report-year = { $year }年度
report-unchanged = 持平

# a county's own templates
report-template-wrong = 报告模板出错:{ $why }
report-own-unused = 自定的报告模板用不了,这次改用自带的:{ $fault };改好后用 report --check-template 检查
report-fault = { $file } 第 { $line } 行:{ $what }
report-fault-whole = { $file }:{ $what }
report-fault-syntax = 语法不对({ $what })
report-fault-undefined = 没有这一项:{ $what }
report-fault-filter = 没有这个过滤器:{ $what }
report-fault-test = 没有这个判断(is 后面的):{ $what }
report-fault-method = 没有可以这样用的:{ $what }
report-fault-block = 没有这个块:{ $what }
report-fault-arguments = 括号里的项数不对:{ $what }
report-fault-include = 找不到要引入的模板,只能引入模板文件夹里的:{ $what }
report-fault-steps = 步骤太多,像是停不下来的循环
report-fault-deep = 引入或调用自己,没有尽头
report-fault-name = 没有战报用这个名字的文件;可用的名字是 { $names }
report-fault-output = 输出超过 { $limit } MB
report-fault-long = 文件超过 { $limit } MB,不像是报告模板
report-fault-encoding = 不是 UTF-8 文字;请另存为 UTF-8
report-fault-read = 读不了:{ $why }
report-fault-empty = 套用后什么也没有
report-fault-other = 这样算不出来,与战报里的内容不合:{ $what }

# printing
report-lang = { $tag ->
    [en] 英文
    [zh-TW] 繁体中文
   *[other] 简体中文
}
report-told = 这一天的战报是用{ $sealed }封账的;这里按封账的数字改用{ $lang }印出,封账的原件没有变
report-as-sealed = 这一天的战报是用{ $sealed }封账的,照原样印出;要换成{ $lang },请加 --lang { $tag }
report-covered = { $day } 没有单独封账,由 { $by } 的第{ $issue }期封账覆盖;下面按现有记录重算
report-encoding-for-csv = --encoding 只用于 csv;请加 --format csv
report-lacks = 有 GB18030 写不出的字;请改用 UTF-8(去掉 --encoding)
report-unable = 做不出 { $format } 格式的战报;可用 txt、md、html、csv、xlsx、json(--format)
report-template-printed = 改好后放到 { $file },用 report --check-template 检查
report-template-good = { $file }:没有问题
report-template-fixed = { $file } 里没有要填的内容({"{{ … }}"}):每天印出来都一样
