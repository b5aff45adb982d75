locale-not-found = 没有找到{ $name }
locale-date = { $year }年{ $month }月{ $day }日
locale-month-day = { $month }月{ $day }日
locale-weekday = { $weekday ->
    [1] 星期一
    [2] 星期二
    [3] 星期三
    [4] 星期四
    [5] 星期五
    [6] 星期六
   *[7] 星期日
}
# Between names of a list; between clauses.
locale-list-mark = 、
locale-clause-mark = ;
