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
locale-io-not-found = 没有这个文件或文件夹
locale-io-denied = 没有权限
locale-io-full = 磁盘满了
locale-io-disk = 磁盘读写不了,请看移动盘是否接好、磁盘是否坏了
locale-io-exists = 已经存在
locale-io-folder = 这是文件夹,不是文件
locale-io-no-folder = 路径中有一段不是文件夹
