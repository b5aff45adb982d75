# plan

# Why a holiday notice was not taken
plan-notice-syntax = 节假日文件第{ $line }行第{ $column }列不是完整的JSON,请重新下载或复制该文件后再导入
plan-notice-shape = 节假日文件第{ $line }行第{ $column }列缺少字段或类型不对,需要 year、days,每天需要 name、date、isOffDay(holiday-cn 格式),请改正后再导入
plan-notice-empty = { $year }年的节假日文件里没有任何日期,国务院通知可能尚未公布,请等公布后再导入
plan-notice-date = { $year }年的节假日文件第{ $index }个日期“{ $text }”不是有效日期,应写成 2026-01-01 这样,请改正后再导入
plan-notice-other-year = { $year }年的节假日文件里有不属于该年的日期{ $date }(只允许上年12月至次年1月),请核对文件的 year 与日期后再导入
plan-notice-twice = { $year }年的节假日文件里{ $date }出现了两次,请删去一条后再导入
plan-notice-name = { $year }年的节假日文件里{ $date }的名称为空、过长(超过20字)或含有控制字符,请改正后再导入
