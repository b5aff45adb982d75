# book

# Errors
book-none = 找不到账本 { $path };先用 zhanbao init 建账,或用 --book 指定文件
book-exists = { $path } 已存在;换一个文件名,或直接使用它
book-damaged = 账本 { $path } 损坏或不是账本:{ $what };请停止录入,用备份恢复
book-not-ours = 不是战报账本
book-unfinished = 账本没有建完
book-without-unit = 缺少本单位
book-corrupt = 这个文件损坏或不是账本({ $what });请停止录入,保留文件,用备份恢复
book-newer = 账本 { $path } 由更新版本的程序建立;请升级本程序后再打开
book-busy = 账本正被另一个程序占用,5 秒内没有等到;稍后再试,本次没有写入
book-sqlite = 读写账本出错:{ $what };本次没有写入
book-disk = 读写磁盘出错({ $what });本次没有写入。请看磁盘是否已满、移动盘是否拔出,腾出空间或接好盘后再做一次
book-file = 读写文件 { $path } 出错:{ $what }
book-internal = 内部错误:{ $what }
book-reading-stopped = 读取中断
book-import-stopped = 导入中断

# Recording and withdrawing
book-day-not-kept = 这里有超出范围的日期(年份要写四位数,0000—9999),没有记录
book-nothing-to-record = 没有要记录的内容
book-not-withdrawable = 撤销和封账的记录不能再撤销;请重新记一条
book-withdrawn-already = { $hash } 已经撤销过
book-no-such-batch = 没有 { $batch } 这一批记录
book-no-hash = “{ $text }”不是记录的校验值;请用至少前 8 位,或批次号
book-no-such-entry = 没有校验值以 { $hash } 开头的记录
book-several-entries = 以 { $hash } 开头的记录不止一条;请多给几位

# Sealing
book-sealed-already = { $day } 已经封账;补录的内容会在下一期更正中列出
book-seal-order = { $day } 在已封账的 { $last } 之前;封账只能按日期先后进行
book-seal-moved = 封账改由这一份账本负责(原来的设备不应再封账)
book-seal-overtaken = 核对期间账本里又有了新记录;请再看一遍数字后重新封账

# Corrections

# Bundles
book-bundle-not-written = 写入失败:{ $what }
book-bundle-unreadable = 读不了这个文件:{ $what }
book-bundle-of-another = 这是 { $theirs } 的数据包,本账本是 { $ours };不能合并
book-bundle-line-unreadable = 第 { $line } 行读不了:{ $what };没有合并任何内容
book-bundle-no-header = 第 1 行不是战报数据包的文件头;请用 zhanbao bundle 生成的文件
book-bundle-format = 数据包格式是“{ $theirs }”,本程序只认“{ $ours }”;请升级程序
book-bundle-bad-line = 第 { $line } 行{ $what };没有合并任何内容,请重新要一份数据包
book-bundle-line-partial = 不是一条完整的记录
book-bundle-line-hash = 的校验值不对
book-bundle-line-device = 的设备号不对
book-bundle-line-changed = 与它的校验值不符(文件被改动过)

# Verifying
book-verify-file = 文件检查:{ $what }
book-verify-index = 索引 { $index } 与表中的行不符;请先备份这个文件,再用 zhanbao rescue 把记录救到新账本
book-verify-triggers = 索引或防改触发器不全;请用 zhanbao rebuild 重建
book-verify-tables = 表、索引或触发器的写法与本版本不符;请先备份这个文件,再用 zhanbao rescue 把记录救到新账本
book-verify-memory = 账本的自身信息(单位、设备、经办人、日期)被改动过;请先备份这个文件,再用 zhanbao rescue 把记录救到新账本
book-verify-devices = 设备清单与记录不符;请先备份这个文件,再用 zhanbao rescue 把记录救到新账本
book-verify-derived = 派生数据 { $table } 与记录不符;请用 zhanbao rebuild 重建
book-verify-place = 设备 { $device } 第 { $seq } 条
book-verify-content = { $place }:内容与校验值不符
book-verify-fork = { $place }:同一序号有两条(分叉),两条都保留
book-verify-chain = { $place }:与前一条接不上
book-verify-gap = { $place }:之前缺 { $count } 条(还没有收到)
book-verify-head = { $place }:链头不对
book-verify-own-count = 本机记录应有 { $due } 条,只有 { $count } 条
book-read-only = 账本文件或所在的文件夹不能写,这一步做不了;请先取得写入权限,或把账本(连同同名的 -wal 文件)复制到自己能写的文件夹再打开
book-clock-set-back = 电脑的钟倒退了:现在是 { $now },上一条是 { $last } 记的。钟若不对,请校准后把这一条撤销重记
