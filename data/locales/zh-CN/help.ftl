# What help says of each command and argument: help-<command>-<subcommand>--<argument>. `-after`: examples.
# Closed lists of keys are added by the program.

help = 战报:乡镇就业帮扶日常账本——一次录入,层层报表自动算。不带命令:打开控制台(需要终端)
help--book = 账本文件(默认在本人数据目录下的 book.zb)
help--day = 业务日(默认今天;今天已封账则为次日)
help--lang = 语言(默认随本机设置)
help--json = 以 JSON 输出
help--officer = 经办人姓名(默认为建账时所填)
help--passphrase_file = 口令文件(加密账本用;第一行是口令)
help-after =
    zhanbao                                打开控制台;头一次会问怎样建账
    zhanbao demo                           先看一个虚构的乡镇
    zhanbao init --unit 529999101 --name 样例镇 --officer 张样
    zhanbao due                            早上:今天要办什么
    zhanbao record visit 赵样一 --by home --outcome wants_work
    zhanbao seal && zhanbao report         傍晚:封账,出战报

# Kinds of values, as they stand in <…>.
help-value-batch = 批次号
help-value-code = 代码
help-value-date = 日期
help-value-file = 文件
help-value-hash = 校验值
help-value-household = 户编号
help-value-id = 证件号
help-value-job = 岗位
help-value-key = 词
help-value-lang = 语言
help-value-level = 级别
help-value-metric = 指标
help-value-n = 数
help-value-name = 名称
help-value-number = 编号
help-value-people = 人
help-value-person = 人
help-value-phone = 电话
help-value-place = 地点
help-value-query = 查找词
help-value-shell = 命令行
help-value-subject = 人|户|班次号
help-value-target = 校验值|批次号
help-value-one = 人
help-value-other = 人
help-value-text = 文字
help-value-time = 时间
help-value-trip = 班次号
help-value-village = 村

help-demo = 造一个虚构乡镇,在控制台里打开;没有终端时打印它的战报
help-demo--people = 人数;超过 100000 就造一个县(百万人、几年的账要造很久;按 Ctrl-C 停下,不留文件)
help-demo--days = 历史天数
help-demo--seed = 随机种子(同一种子得到同一个乡镇)
help-demo--keep = 把账本留在这个文件(否则退出就没有了)
help-demo-after =
    zhanbao demo
    zhanbao demo --keep demo.zb && zhanbao --book demo.zb --day 2026-03-27 status

help-init = 建账
help-init--unit = 本单位统计区划代码(2、4、6、9 或 12 位)
help-init--name = 本单位名称
help-init--level = 级别(默认由代码判断)
help-init--encrypt = 加密账本,以后每次打开都要口令
help-init-after =
    zhanbao init --unit 529999101 --name 样例镇 --officer 张样

help-campaign = 专项行动(累计数所属的时段)
help-campaign-set = 设定一次专项行动
help-campaign-set--name = 名称
help-campaign-set--from = 开始日
help-campaign-set--to = 结束日
help-campaign-set--all_days = 每天都计(不分工作日)
help-campaign-set-after =
    zhanbao campaign set 春季返岗攻坚 --from 2026-02-09 --to 2026-04-10
help-campaign-list = 列出

help-import = 导入名册、区划、放假安排
help-import-roster = 导入名册(CSV、XLSX 等)
help-import-roster--file = 文件
help-import-roster--as_of = 名册日期(标题或文件名里写明的可省)
help-import-roster--sheet = 工作表
help-import-roster--columns = 列名对照表
help-import-roster--dry_run = 只检查,不写入
help-import-roster--overwrite_empty = 名册里空着的格子也清空账本里的值
help-import-roster--rejects = 把退回的行另存为表格
help-import-roster-after =
    zhanbao import roster 名册.xlsx --as-of 2026-03-01 --dry-run
    zhanbao import roster 名册.xlsx --as-of 2026-03-01 --rejects 退回.xlsx
help-import-regions = 导入区划(code,name,parent_code,level)
help-import-regions--file = 文件
help-import-calendar = 导入放假安排(holiday-cn 的 JSON)
help-import-calendar--file = 文件

help-find = 找人:姓名、拼音、首字母、证件号、电话、村
help-find--query = 姓名、拼音、首字母、证件号(前几位、出生日期、后四位以上)、电话、村
help-find--limit = 最多几人
help-find-after =
    zhanbao find 赵样一
    zhanbao find zyy                       首字母;ü 打 v
    zhanbao find 13800000000

help-show = 查看一个人、一户或一个班次的全部情况
help-show--subject = 人、户编号或班次号
help-show--ids = 显示完整证件号码
help-show-after =
    zhanbao show 赵样一
    zhanbao show H001

help-record = 记录:走访、返乡、返岗、上岗、失业、推岗、意愿、变更、零报告
help-record-after =
    zhanbao record visit 赵样一 --by home --outcome wants_work
    zhanbao record return lvyangsan --place 东莞 --employer 样例玩具厂
    zhanbao record none --unit 试水村

help-record-return = 返岗
help-record-return--person = 人
help-record-return--place = 地点:区划代码、地名,或 township county province beyond abroad
help-record-return--employer = 单位
help-record-return--start = 到岗日(默认业务日)
help-record-return--wage = 月收入(元)
help-record-return--occupation = 工种
help-record-return--channel = 渠道
help-record-return--trip = 班次号
help-record-return--organised_by = 组织方
help-record-return--part_time = 兼职
help-record-return-after =
    zhanbao record return lvyangsan --place 东莞 --employer 样例玩具厂 --wage 5000

help-record-placement = 上岗
help-record-placement--person = 人
help-record-placement--place = 地点:区划代码、地名,或 township county province beyond abroad
help-record-placement--employer = 单位
help-record-placement--start = 到岗日(默认业务日)
help-record-placement--wage = 月收入(元)
help-record-placement--occupation = 工种
help-record-placement--channel = 渠道
help-record-placement--trip = 班次号
help-record-placement--organised_by = 组织方
help-record-placement--part_time = 兼职
help-record-placement-after =
    zhanbao record placement 赵样二 --place 本乡 --employer 样例厂 --wage 3000

help-record-visit = 走访(人或户)
help-record-visit--subject = 人,或户编号
help-record-visit--by = 方式
help-record-visit--outcome = 结果
help-record-visit--next = 下次回访
help-record-visit--need = 需求
help-record-visit--note = 备注
help-record-visit-after =
    zhanbao record visit H004 --by home --outcome wants_work --next 2026-03-05
    zhanbao record visit 赵样一 --by phone --outcome working

help-record-home = 返乡(务工经历不中断,列入应返岗)
help-record-home--person = 人
help-record-home--on = 返乡日(默认业务日)
help-record-home--stay = 不再外出(返乡回流,离岗)
help-record-home-after =
    zhanbao record home 赵样一 --on 2026-02-10

help-record-loss = 失业
help-record-loss--person = 人
help-record-loss--reason = 原因
help-record-loss--end = 不在岗的第一天(默认业务日)
help-record-loss--came_home = 同时返乡回流
help-record-loss-after =
    zhanbao record loss 钱样四 --reason contract_end

help-record-push = 岗位推送
help-record-push--person = 人
help-record-push--job = 岗位
help-record-push-after =
    zhanbao record push 钱样四 --job "样例物业 保安 3200元"

help-record-wish = 就业意愿
help-record-wish--person = 人
help-record-wish--wish = 意愿
help-record-wish--signed = 有签字记录
help-record-wish--place = 意向地点
help-record-wish--occupation = 意向工种
help-record-wish--wage = 最低月薪(元)
help-record-wish-after =
    zhanbao record wish 孙样五 --wish local --wage 3000
    zhanbao record wish 孙样五 --wish none --signed

help-record-person = 个人情况变更
help-record-person--person = 人
help-record-person--status = 状态
help-record-person--capacity = 劳动能力
help-record-person--phone = 联系电话
help-record-person--unit = 改归的村(代码或名称)
help-record-person--group = 组
help-record-person--household = 改归的户(户编号)
help-record-person--name = 更正姓名
help-record-person--id_no = 更正证件号码
help-record-person--education = 文化程度
help-record-person--skills = 技能
help-record-person--why_idle = 未就业原因
help-record-person--graduates = 毕业时间
help-record-person--certificate = 健康证明日期
help-record-person--certificate_no = 健康证明编号
help-record-person-after =
    zhanbao record person 孙样五 --phone 13800000000 --skills 电工

help-record-same = 两条登记是同一个人:以后都算在编号较小的一条上
help-record-same--one = 人
help-record-same--other = 人

help-record-none = 零报告:本村今日无新情况
help-record-none--unit = 村(代码或名称)
help-record-none-after =
    zhanbao record none --unit 试水村

help-withdraw = 撤销一条记录,或整批记录
help-withdraw--target = 记录的校验值(前 8 位以上),或批次号
help-withdraw--why = 原因
help-withdraw-after =
    zhanbao withdraw 3fa94c21 --why "电话核实:本人尚未到岗"

help-trip = 返岗直通车:计划、名单、点名、发车、到达、交接
help-trip-after =
    zhanbao trip plan YL-1 --departs 2026-03-06T09:30 \
      --from 样例镇 --to 东莞 --seats 45
    zhanbao trip add YL-1 赵样一 吕样三 --employer 样例玩具厂
    zhanbao trip board YL-1 --all && zhanbao trip depart YL-1

help-trip-plan = 排一个班次(同号再排即修改计划)
help-trip-plan--trip = 班次号
help-trip-plan--by = 方式
help-trip-plan--departs = 发车时间(2026-03-06T09:30)
help-trip-plan--from = 出发地
help-trip-plan--to = 目的地(区划代码或地名)
help-trip-plan--seats = 核载
help-trip-plan--vehicle = 车牌或车次
help-trip-plan--escort = 随车干部
help-trip-plan--escort_phone = 随车干部电话
help-trip-plan--carrier = 承运单位
help-trip-plan--driver = 驾驶员(姓名 或 姓名:电话),可重复
help-trip-plan--point = 上车点,可重复
help-trip-plan--distance = 里程(公里)
help-trip-plan-after =
    zhanbao trip plan YL-1 --departs 2026-03-06T09:30 \
      --from 样例镇 --to 东莞 --seats 45

help-trip-add = 名单上加人
help-trip-add--trip = 班次号
help-trip-add--people = 人
help-trip-add--employer = 到岗单位
help-trip-add--occupation = 工种
help-trip-add--wage = 月收入(元)
help-trip-add--seat = 座号(只加一人时)
help-trip-add--point = 上车点
help-trip-add--companion = 随行,不务工
help-trip-add--outside = 外乡镇乘客的姓名(不在本账本名册里)
help-trip-add-after =
    zhanbao trip add YL-1 赵样一 吕样三 --employer 样例玩具厂 --wage 5000
    zhanbao trip add YL-1 --outside 周样九

help-trip-remove = 名单上移人
help-trip-remove--trip = 班次号
help-trip-remove--people = 人

help-trip-board = 点名上车
help-trip-board--trip = 班次号
help-trip-board--people = 人
help-trip-board--all = 其余全部上车
help-trip-board-after =
    zhanbao trip board YL-1 赵样一
    zhanbao trip board YL-1 --all

help-trip-absent = 记缺席
help-trip-absent--trip = 班次号
help-trip-absent--people = 人
help-trip-absent--reason = 原因

help-trip-alight = 中途下车
help-trip-alight--trip = 班次号
help-trip-alight--people = 人

help-trip-depart = 发车
help-trip-depart--trip = 班次号
help-trip-depart--at = 时间

help-trip-arrive = 到达:有到岗单位的乘客自动记到岗
help-trip-arrive--trip = 班次号
help-trip-arrive--at = 时间

help-trip-handover = 交接用工单位
help-trip-handover--trip = 班次号
help-trip-handover--receipt = 接收单位回执

help-trip-cancel = 取消班次
help-trip-cancel--trip = 班次号
help-trip-cancel--why = 原因

help-trip-list = 列出班次

help-trip-show = 查看班次和名单
help-trip-show--trip = 班次号

help-target = 目标任务
help-target-set = 设定目标(同指标、同单位、同起始日再设即修订)
help-target-set--metric = 指标:returns placements visits households_visited zero_cleared pushes trips carried … 或其中文名
help-target-set--unit = 单位(代码或名称)
help-target-set--quantity = 数量
help-target-set--from = 开始日
help-target-set--to = 截止日
help-target-set--last_year = 去年的数
help-target-set-after =
    zhanbao target set --metric returns --unit 样例镇 --quantity 1500 \
      --from 2026-02-09 --to 2026-04-10
help-target-list = 列出

help-plan = 倒排工期:每日每村任务、进度、预计完成
help-plan--metric = 只看一个指标
help-plan-after =
    zhanbao plan
    zhanbao plan --metric returns

help-due = 今日要办,逾期在前

help-status = 今日数字、存量、目标

help-seal = 封账:对账、定数、出战报
help-seal--note = 说明(对账不平时写明原因)
help-seal-after =
    zhanbao seal
    zhanbao seal --note "第7项:1 人到岗单位待核实"

help-report = 打印战报(已封账的日子原样重印)
help-report--format = 格式(默认看文件的后缀,否则 txt)
help-report--output = 存到文件
help-report-after =
    zhanbao report
    zhanbao report -o 战报.md
    zhanbao report --print-template txt -o report.txt.j2

help-export = 导出名册、务工经历、班次、乘客名单、岗位、记录,或空白表格
help-export-entries = 全部记录
help-export-entries--format = 格式(默认看文件名结尾,否则 ndjson)
help-export-entries--output = 存到文件
help-export-entries--ids = 完整证件号码(只在确有需要时用,账本留痕)
help-export-spells = 务工经历
help-export-spells--format = 格式(默认看文件名结尾,否则 ndjson)
help-export-spells--output = 存到文件
help-export-spells--ids = 完整证件号码(只在确有需要时用,账本留痕)

help-bundle = 打包记录,给同一账本的另一台设备
help-bundle--output = 存到文件
help-bundle--since = 只打包对方没有的(对方先前给的数据包)
help-bundle-after =
    zhanbao bundle -o 给村里.zbb

help-merge = 合并另一台设备打包的记录
help-merge--file = 数据包

help-verify = 核验账本:校验链、派生数据

help-rebuild = 由记录重建全部派生数据

help-completions = 打印命令行补全脚本
help-completions--shell = 所用的命令行
help-completions-after =
    zhanbao completions bash > ~/.local/share/bash-completion/completions/zhanbao
    zhanbao completions powershell >> $PROFILE

help-manual = 阅读使用手册
# help
help-export-roster = 名册,可再导入
help-export-roster--format = 格式(默认看文件名结尾,否则 ndjson)
help-export-roster--encoding = CSV 的编码(默认 utf-8)
help-export-roster--output = 存到文件
help-export-roster--ids = 完整证件号码(只在确有需要时用,账本留痕)
help-export-roster--unit = 只导出这个村
help-export-roster--codes = 用国标代码代替文字
help-export-spells--encoding = CSV 的编码(默认 utf-8)
help-export-spells--unit = 只导出这个村
help-export-trips = 班次
help-export-trips--format = 格式(默认看文件名结尾,否则 ndjson)
help-export-trips--encoding = CSV 的编码(默认 utf-8)
help-export-trips--output = 存到文件
help-export-trips--ids = 完整证件号码(只在确有需要时用,账本留痕)
help-export-passengers = 一个班次的乘客名单
help-export-passengers--format = 格式(默认看文件名结尾,否则 ndjson)
help-export-passengers--encoding = CSV 的编码(默认 utf-8)
help-export-passengers--output = 存到文件
help-export-passengers--ids = 完整证件号码(只在确有需要时用,账本留痕)
help-export-passengers--trip = 班次号
help-export-entries--encoding = CSV 的编码(默认 utf-8)
help-export-entries--unit = 只导出这个村
help-jobs = 岗位:列表、人岗匹配、先问谁、发群文字、录入、更新、撤下
help-jobs-list = 列出在招岗位;满 7 天没有更新的标“待更新”
help-jobs-list--stale = 只列待更新的
help-jobs-list--all = 已招满和已截止的也列
help-jobs-show = 查看一个岗位:要求、推荐过谁、结果
help-jobs-show--job = 岗位编号、岗位号,或单位和工种
help-jobs-match = 一个人适合哪些岗位,为什么
help-jobs-match--person = 人
help-jobs-match--job = 只看这些岗位,不符合的也说明缘由
help-jobs-match--limit = 最多几个岗位
help-jobs-fill = 一个岗位先问谁:零就业家庭在前,其次监测户和低收入户、近期失业,再按合适程度
help-jobs-fill--job = 岗位
help-jobs-fill--limit = 最多几人
help-jobs-fill--employed = 在岗的人也列(转岗)
help-jobs-fill--push = 给列出的人记岗位推送,一批
help-jobs-text = 发到村民群的招工文字,不含个人信息
help-jobs-text--jobs = 岗位
help-jobs-text--all = 全部在招岗位,适合的人多的在前
help-jobs-text--village = 发给哪个村:按这个村的人挑选
help-jobs-text--limit = 最多几个岗位
help-jobs-add = 录入一个岗位;已有的按新填的更新
help-jobs-add--employer = 单位
help-jobs-add--occupation = 工种
help-jobs-add--place = 地点:区划代码、地名,或 township county province beyond abroad
help-jobs-add--phone = 联系电话
help-jobs-add--openings = 招聘人数
help-jobs-add--contact = 联系人
help-jobs-add--wage = 月薪(元):4500-6000,或 5000
help-jobs-add--age = 年龄:18-45
help-jobs-add--sex = 性别:male female
help-jobs-add--skills = 技能要求
help-jobs-add--education = 学历要求
help-jobs-add--board = 食宿:both meals lodging none
help-jobs-add--sector = 产业:1 2 3
help-jobs-add--source = 来源:local outside cooperation
help-jobs-add--number = 岗位编号
help-jobs-add--posted = 发布日期
help-jobs-add--closes = 截止日期
help-jobs-add--note = 备注
help-jobs-close = 撤下一个岗位
help-jobs-close--job = 岗位
help-jobs-close--why = 原因
help-jobs-refresh = 问过单位,岗位还在招
help-jobs-refresh--jobs = 岗位
help-record-push--result = 结果
help-report--encoding = 表格的文字编码,只用于 csv
help-report--check_template = 检查一份自定的报告模板(不打印战报)
help-backup = 备份账本(录入中也可以)
help-backup--file = 备份文件(已有的旧备份会被替换)
help-restore = 用备份恢复账本;原来的账本改名保留
help-restore--file = 备份文件,或自动备份的文件名;不写则列出自动备份
help-rescue = 从损坏的账本救出完好的记录,存为新账本
help-rescue--file = 新账本的文件名
help-lock = 加密账本:以后每次打开都要口令
help-unlock = 解密账本:变回不用口令的账本
help-doctor = 体检:终端、字体、日历、磁盘、账本、备份、时钟、设置
help-doctor--write_config = 生成带说明的设置文件(已有的不改)

help-import-entries = 导入每日工作记录(村里填来的表)
help-import-entries--file = 文件
help-import-entries--sheet = 工作表
help-import-entries--columns = 列名对照表
help-import-entries--dry_run = 只检查,不写入
help-import-entries--rejects = 把退回的行另存为表格,改好后再导入
help-import-entries--act = 没有写明事项的行办的是什么:visit home return placement loss wish push person none
help-import-entries--again = 与已撤销的记录相同的行也重新记
help-import-entries-after =
    zhanbao export template entries -o 登记表.xlsx            发给村里填
    zhanbao import entries 登记表.xlsx --rejects 退回.xlsx    收回来导入
help-import-jobs = 导入岗位表(再次导入即更新)
help-import-jobs--file = 文件
help-import-jobs--sheet = 工作表
help-import-jobs--columns = 列名对照表
help-import-jobs--dry_run = 只检查,不写入
help-import-jobs--rejects = 把退回的行另存为表格,改好后再导入
help-export-template = 导出空白表:每日工作登记表、花名册、岗位表,带下拉列表
help-export-template--kind = 哪一种表:entries 每日工作登记表,roster 花名册,jobs 岗位表
help-export-template--output = 存到文件
help-export-jobs = 岗位
help-export-jobs--format = 格式(默认看文件名结尾,否则 ndjson)
help-export-jobs--encoding = CSV 的编码(默认 utf-8)
help-export-jobs--output = 存到文件
help-export-jobs--ids = 完整证件号码(只在确有需要时用,账本留痕)
help-report--print_template = 打印自带的报告模板,以原名(report.txt.j2 等)放进设置文件夹的 templates,以后的战报就照它写。设置文件夹:Linux ~/.config/zhanbao,Windows %APPDATA%\zhanbao\config,macOS ~/Library/Application Support/zhanbao。可打印
