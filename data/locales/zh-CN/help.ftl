# help
help-backup = 备份账本(录入中也可以)
help-backup--file = 备份文件(已有的旧备份会被替换)
help-restore = 用备份恢复账本;原来的账本改名保留
help-restore--file = 备份文件
help-rescue = 从损坏的账本救出完好的记录,存为新账本
help-rescue--file = 新账本的文件名
help-doctor = 体检:终端、字体、日历、磁盘、账本、备份、时钟、设置
help-doctor--write_config = 生成带说明的设置文件(已有的不改)
