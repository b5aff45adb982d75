# upkeep
upkeep-backup-onto-itself = { $path } 就是正在用的账本;备份请换一个文件名,最好放到另一个盘
upkeep-no-book-to-replace = { $path } 已存在,而且不是账本的备份;没有覆盖它,请换一个文件名
upkeep-copy-differs = 写到 { $path } 的备份与账本不一致,已删除;请检查磁盘后再备份一次
upkeep-no-such-backup = 找不到备份 { $path };请检查路径和文件名
upkeep-restore-from-itself = { $path } 就是正在用的账本;请指定备份文件
upkeep-backup-unusable = 备份 { $path } 不完整或已损坏({ $why });没有恢复,现有账本没有动。请换一份备份,或用 zhanbao --book 这个文件 rescue 新文件 抢救
upkeep-no-book = 不是战报账本
upkeep-entries-changed = { $count } 条记录缺失或被改动过
upkeep-book-in-use = 账本 { $path } 正被另一个程序使用;请先关闭它再恢复,本次没有改动
upkeep-nothing-readable = { $path } 损坏太重,读不出记录({ $why });请保留这个文件,改用备份恢复
upkeep-nothing-whole = { $path } 里没有一条完好的记录;请保留这个文件,改用备份恢复
upkeep-backed-up = 已备份到 { $path }:{ $entries } 条记录,{ $size },已核对
upkeep-restored = 已恢复账本 { $path }:{ $entries } 条记录
upkeep-set-aside = 原来的账本没有删除,改名为 { $path }
upkeep-rescued = 已救回 { $entries } 条记录,存为 { $path }。请用 zhanbao --book 打开核对后再使用
upkeep-rescued-changed = { $count } 条读不出来或被改动过,没有放入
upkeep-rescued-missing = 设备 { $device } 缺第 { $spans } 条;请用备份或别的设备的数据包合并补齐
upkeep-synchronised = 提醒:账本放在 { $name } 的同步文件夹里,同步可能损坏账本;请换到本机文件夹,备份另存
upkeep-network = 提醒:账本放在网络盘({ $kind })上,断网或多机同开可能损坏账本;请换到本机硬盘,备份再放网络盘
upkeep-no-config-folder = 找不到本人的设置目录;请先设好 HOME 环境变量
upkeep-config-not-written = 写不了设置文件 { $path }({ $why });请检查权限
upkeep-config-unreadable = 提示:读不了设置文件 { $path }({ $why }),本次按默认设置运行
upkeep-config-syntax = 提示:设置文件 { $path } 第 { $line } 行写法有误({ $why }),整个文件未采用;请改正,例如 lang = "zh-CN"
upkeep-config-unknown = 提示:设置文件 { $path } 第 { $line } 行的“{ $key }”不认识,未采用;可用 lang、book、officer、theme、keys、glyphs、export_folder、backups、idle_minutes
upkeep-config-value = 提示:设置文件 { $path } 第 { $line } 行“{ $key }”的值不能用,未采用;值要加引号(idle_minutes 是 0 到 1440 的数,不加引号);lang 可用 zh-CN、zh-TW、en,glyphs 可用 unicode、ascii
upkeep-config-text =
    # 战报的设置。去掉行首的 # 即生效;命令行选项和环境变量优先于这里。

    # 语言:zh-CN 简体中文,zh-TW 繁体中文,en 英文(默认跟随电脑)
    # lang = "zh-CN"

    # 账本文件(默认在本人数据目录下的 book.zb)
    # book = "~/zhanbao/book.zb"

    # 经办人姓名(默认为建账时所填)
    # officer = "姓名"

    # 以下供控制台使用。
    # 配色:主题的名称,或自己的主题文件
    # theme = "dark"

    # 按键:自己的键位文件;只改几个键时,也可以在文件末尾写一个名为 keys 的表
    # keys = "~/zhanbao/keys.toml"

    # 画面符号:unicode,或 ascii(字体缺符号、表格线错位时用)
    # glyphs = "unicode"

    # 导出文件和战报存放的文件夹
    # export_folder = "~/zhanbao"

    # 每次封账后自动备份到的文件夹("off" 为不备份;默认在本人数据目录下)
    # backups = "/media/盘/zhanbao"

    # 多少分钟无人操作就遮住画面(0 为不遮)
    # idle_minutes = 10
    { "" }
upkeep-doctor-ok = 正常
upkeep-doctor-warn = 注意
upkeep-doctor-error = 有误
upkeep-doctor-terminal = 终端 { $width }×{ $height },{ $kind },{ $colours }
upkeep-doctor-terminal-none = 输出不在终端上
upkeep-doctor-terminal-dumb = 终端类型不明,画面可能显示不全
upkeep-doctor-terminal-dumb-advice = 请换一个终端程序,或设置环境变量 TERM=xterm-256color
upkeep-doctor-terminal-unsized = 取不到终端的大小
upkeep-doctor-terminal-small = 请把窗口拉大到至少 80 列 24 行
upkeep-doctor-colours-none = 不用颜色(NO_COLOR)
upkeep-doctor-colours-true = 真彩色
upkeep-doctor-colours-many = 256 色
upkeep-doctor-colours-few = 16 色
upkeep-doctor-locale = 语言环境 { $name }
upkeep-doctor-locale-windows = Windows 语言环境
upkeep-doctor-locale-not-utf8 = 语言环境 { $name } 不是 UTF-8,中文可能显示为乱码
upkeep-doctor-locale-advice = 请设置环境变量 LANG=zh_CN.UTF-8 后重新登录
upkeep-doctor-fonts = 字体请目测:│战报│①─a│ 各格应等宽、无方框;不然请换等宽中文字体(如更纱黑体 Sarasa Mono SC、Noto Sans Mono CJK SC)
upkeep-doctor-disk = 磁盘 { $path } 可用 { $free }
upkeep-doctor-disk-unknown = 查不到磁盘 { $path } 的可用空间({ $why })
upkeep-doctor-disk-advice = 请清理磁盘;至少要留 1 GB 和两倍账本大小的空间
upkeep-doctor-book = 账本 { $path }:{ $entries } 条记录,{ $size }
upkeep-doctor-book-none = 还没有账本 { $path }
upkeep-doctor-book-init = 用 zhanbao init 建账,或用 --book 指定账本文件
upkeep-doctor-book-damaged = 账本文件损坏:{ $why }
upkeep-doctor-book-upgrade = 账本没有坏:请把本机的 zhanbao 升级到最新版再打开
upkeep-doctor-book-restore = 请停止录入、保留文件,用 zhanbao restore 恢复最近的备份;没有备份时用 zhanbao rescue 抢救
upkeep-doctor-book-open = 别的用户也能打开账本,请执行 chmod 600 "{ $path }"
upkeep-doctor-backup = 上次备份 { $day }({ $ago })
upkeep-doctor-backup-never = 账本从未备份过
upkeep-doctor-backup-advice = 请用 zhanbao backup 文件名 备份,最好放到另一个盘
upkeep-doctor-clock = 电脑时间 { $now }
upkeep-doctor-clock-behind = 账本里已有 { $last } 的记录,电脑的钟慢了;请先校准时间再录入
upkeep-doctor-place = 账本所在的文件夹在本机,不在同步文件夹里
upkeep-doctor-place-advice = 把账本移到本机硬盘的普通文件夹,再用 --book 指定
upkeep-doctor-calendar = { $year } 年放假安排已有
upkeep-doctor-calendar-unknown = 没有 { $years } 年的放假安排,工作日按周一至周五推算
upkeep-doctor-calendar-advice = 请用 zhanbao import calendar 导入国务院办公厅的放假安排
upkeep-doctor-config = 设置文件 { $path } 正常
upkeep-doctor-config-none = 没有设置文件,用默认设置(可用 zhanbao doctor --write-config 生成)
upkeep-doctor-config-advice = 请用文本编辑器改正这一行
upkeep-doctor-config-written = 已生成设置文件 { $path },里面有每一项的说明
upkeep-doctor-config-kept = 设置文件 { $path } 已存在,没有改动
upkeep-doctor-templates-advice = 改好这个文件或文件名;用 zhanbao report --check-template 文件 检查
upkeep-set-aside-newer = 原来的账本比备份多 { $count } 条记录。它若完好,可取回:zhanbao --book { $path } bundle -o 取回.zbb,再 zhanbao merge 取回.zbb
upkeep-backup-no-folder = 找不到文件夹 { $path }(盘没有插好?);没有备份。请先接好盘,或建好文件夹再备份
upkeep-not-an-older-backup = { $path } 不是本账本较早的备份(是别的账本、里面有本账本没有的记录、已损坏,或旁边还有没写完的日志);没有覆盖它,请换一个文件名
upkeep-backup-of-another = 这是 { $theirs } 的备份,现有账本是 { $ours } 的;没有恢复。若确要换账本,请用 --book 指定另一个文件名
upkeep-restore-stranded = 没有恢复成:{ $why };原来的账本在 { $path },请把它改回原名
upkeep-rotation-no-room = { $path } 所在的盘空间不够:备份要 { $needs },只有 { $free };请清理磁盘,或在设置里换一个备份文件夹
upkeep-rotation-busy = 另一个程序正在往 { $path } 备份;等它做完即可
upkeep-rotating = 自动备份 { $count } 份,在 { $path }:
upkeep-rotating-one = { $age },{ $entries } 条记录,{ $size }
upkeep-rotating-unread = { $age },{ $size },读不出来(已损坏?)
upkeep-rotating-none = 账本 { $path } 还没有自动备份;封账之后会自动备份一次。恢复别处的备份:zhanbao restore 备份文件
upkeep-rotating-off = 自动备份已在设置里关闭(backups = "off")。恢复别处的备份:zhanbao restore 备份文件
upkeep-rotating-how = 要用哪一份,写它的文件名,例如 zhanbao restore { $file };原来的账本改名留着,不删
upkeep-doctor-rotating = 自动备份 { $count } 份,共 { $size },在 { $path }
upkeep-doctor-rotating-none = 还没有自动备份;封账之后会备份到 { $path }
upkeep-doctor-rotating-off = 自动备份已在设置里关闭
upkeep-doctor-rotating-no-folder = 找不到自动备份的文件夹 { $path }(盘没有插好?)
upkeep-doctor-rotating-advice = 请接好盘、建好文件夹,或在设置里换一个
upkeep-rotating-locked = { $age },{ $size },已加密
