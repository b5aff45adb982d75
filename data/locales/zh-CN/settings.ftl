# 设置、欢迎。
settings-title = 设置
settings-language = 语言
settings-theme = 配色
settings-glyphs = 画面符号
settings-officer = 经办人
settings-folder = 导出文件夹
settings-campaign = 专项行动
settings-targets = 目标任务
settings-keys = 按键
settings-idle = 无人操作遮屏
settings-file = 设置文件
settings-lang-hans = 简体中文
settings-lang-hant = 繁體中文
settings-lang-en = English
settings-by-terminal = 随终端
settings-theme-dark = 深色
settings-theme-light = 浅色
settings-theme-contrast = 高对比
settings-theme-plain = 16 色(老终端)
settings-glyphs-unicode = 标准符号
settings-glyphs-ascii = ASCII(表格线错位时用)
settings-no-folder = 没有设置目录;请先设好 HOME 环境变量
settings-idle-never = 不遮
settings-idle-minutes = { $n } 分钟后
settings-idle-locks = { $n } 分钟后锁定,要口令
settings-idle-label = 几分钟后遮住(0 不遮)
settings-set = { $what }:{ $value }
settings-folder-set = 以后都导出到这个文件夹
settings-not-written = { $path } 写不了:{ $why }
settings-file-how =
    设置都写在这个文件里:
    { $path }
    可以用文本编辑器修改;有看不懂的行,启动时会指出是第几行,其余照常。
settings-keys-written =
    已写好一份键位文件:
    { $path }
    里面列出了全部按键。要改哪个,去掉那一行开头的 # 再改。改好后回到这里按 { $key },马上生效。
    写错了会指出第几行,照旧用原来的按键。
settings-keys-there =
    已重新读入键位文件:
    { $path }
    没有写的命令用原来的按键。
settings-campaign-is = { $name } { $from } 至 { $to }
settings-campaign-none = 还没有设定
settings-campaign-name = 名称
settings-campaign-set = { $name }:{ $from } 至 { $to }
settings-from = 开始
settings-to = 截止
settings-to-before-from = 截止在开始之前
settings-all-days = 休息日也算
settings-targets-none = 还没有设定
settings-target = 目标任务
settings-target-is = { $metric } { $quantity }({ $from } 至 { $to })
settings-target-new = 另立一个目标…
settings-metric = 指标
settings-quantity = 数量
settings-welcome = 欢迎使用战报
settings-welcome-about = 这台电脑上还没有账本。按数字选一项;第一次用请选 1,想先看看请选 2。
settings-way-found = 建一本新账
settings-way-found-about = 填乡镇名称、区划代码和姓名,就能开始。账本放在 { $path }
settings-way-demo = 打开演示
settings-way-demo-about = 虚构的乡镇和人员,随便试,关掉就没有了
settings-way-open = 打开别处的账本
settings-way-open-about = 账本文件(.zb)在别的文件夹或 U 盘上
settings-way-restore = 从备份恢复
settings-way-restore-about = 换了电脑,或账本坏了:选备份文件,核对后恢复
settings-demo-making = 正在造一个演示乡镇,要几秒钟…
settings-opening = 正在打开账本…
settings-restoring = 正在核对备份并恢复…
settings-restored = 已从备份恢复
settings-founding = 正在建账…
settings-unit-name = 乡镇名称
settings-unit-name-hint = 写全称,如 云岭县云岭镇人民政府 或 云岭镇;战报标题用它
settings-unit-code = 区划代码
settings-unit-code-hint = 乡镇是 9 位数字,如 529999101(统计用区划代码的前 9 位);写 12 位也行
settings-officer-hint = 你的姓名;每条记录和战报的填报人用它,以后可在设置里改
settings-code-digits = 区划代码只有数字;请看看有没有把 0 写成字母 O,或多了空格
settings-code-length = 写了 { $n } 位;乡镇应是 9 位,村是 12 位,县是 6 位
settings-code-no-province = 没有以 { $digits } 开头的省;请核对前两位
settings-code-too-high = 这是{ $level }的代码;账本按乡镇或县来建,请写 9 位的乡镇代码
settings-founded = 账本建好了
settings-then-import = 现在导入花名册(Excel 或 CSV)
settings-then-look = 先看看,以后再导入
settings-import-later = 随时按 { $key } 导入花名册
