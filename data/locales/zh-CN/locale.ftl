locale-not-found = 没有找到{ $name }
locale-date = { $year }年{ $month }月{ $day }日
locale-full-date = { locale-date } { locale-weekday }
locale-month = { $month }月
locale-month-day = { locale-month }{ $day }日
locale-weekday = { $weekday ->
    [1] 星期一
    [2] 星期二
    [3] 星期三
    [4] 星期四
    [5] 星期五
    [6] 星期六
   *[7] 星期日
}
locale-weekday-short = { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
# Between names of a list; between clauses.
locale-list-mark = 、
locale-clause-mark = ;
