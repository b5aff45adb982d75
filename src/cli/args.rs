//! The arguments of every command, with their help.

use crate::domain::keys::*;
use chrono::{NaiveDate, NaiveDateTime};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// 战报:乡镇就业帮扶日常账本
#[derive(Debug, Parser)]
#[command(
    name = "zhanbao",
    version,
    about = "战报:乡镇就业帮扶日常账本——一次录入,层层报表自动算",
    disable_help_subcommand = true
)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    #[value(name = "zh-CN")]
    ZhCn,
    #[value(name = "zh-TW")]
    ZhTw,
    #[value(name = "en")]
    En,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// 账本文件(默认在本人数据目录下的 book.zb)
    #[arg(long, global = true, value_name = "FILE")]
    pub book: Option<PathBuf>,
    /// 业务日(默认今天;今天已封账则为次日)
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub day: Option<NaiveDate>,
    /// 语言(目前只有简体中文)
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// 以 JSON 输出
    #[arg(long, global = true)]
    pub json: bool,
    /// 经办人姓名(默认为建账时所填)
    #[arg(long, global = true, value_name = "NAME")]
    pub officer: Option<String>,
    /// 口令文件(加密账本用;本版本尚不加密)
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 生成一个虚构乡镇的演示账本,并打印它的战报
    Demo(Demo),
    /// 建账
    Init(Init),
    /// 专项行动(累计数所属的时段)
    #[command(subcommand)]
    Campaign(Campaign),
    /// 导入名册、区划、放假安排
    #[command(subcommand)]
    Import(Import),
    /// 找人:姓名、拼音、首字母、证件号、电话、村
    Find(Find),
    /// 查看一个人、一户或一个班次的全部情况
    Show(Show),
    /// 记录:走访、返乡、返岗、上岗、失业、推岗、意愿、变更、零报告
    #[command(subcommand)]
    Record(Record),
    /// 撤销一条记录,或整批记录
    Withdraw(Withdraw),
    /// 返岗直通车:计划、名单、点名、发车、到达、交接
    #[command(subcommand)]
    Trip(Trip),
    #[command(subcommand)]
    Jobs(super::jobs::Jobs),
    /// 目标任务
    #[command(subcommand)]
    Target(Target),
    /// 倒排工期:每日每村任务、进度、预计完成
    Plan(Plan),
    /// 今日要办,逾期在前
    Due,
    /// 今日数字、存量、目标
    Status,
    /// 封账:对账、定数、出战报
    Seal(Seal),
    /// 打印战报(已封账的日子原样重印)
    Report(Report),
    /// 导出记录、务工经历
    #[command(subcommand)]
    Export(super::export::Export),
    /// 打包记录,给同一账本的另一台设备
    Bundle(Bundle),
    /// 合并另一台设备打包的记录
    Merge(Merge),
    /// 核验账本:校验链、派生数据
    Verify,
    /// 由记录重建全部派生数据
    Rebuild,
}

#[derive(Debug, clap::Args)]
pub struct Demo {
    /// 人数
    #[arg(long, default_value_t = 8000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub people: u32,
    /// 历史天数
    #[arg(long, default_value_t = 45, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub days: u32,
    /// 随机种子(同一种子得到同一个乡镇)
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// 把账本留在这个文件
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Init {
    /// 本单位统计区划代码(2、4、6、9 或 12 位)
    #[arg(long, value_name = "CODE")]
    pub unit: String,
    /// 本单位名称
    #[arg(long)]
    pub name: String,
    /// 级别(默认由代码判断)
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Level>,
}

#[derive(Debug, Subcommand)]
pub enum Campaign {
    /// 设定一次专项行动
    Set {
        /// 名称
        name: String,
        /// 开始日
        #[arg(long)]
        from: NaiveDate,
        /// 结束日
        #[arg(long)]
        to: NaiveDate,
        /// 每天都计(不分工作日)
        #[arg(long)]
        all_days: bool,
    },
    /// 列出
    List,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// 导入名册(CSV、XLSX 等)
    Roster(ImportRoster),
    /// 导入区划(code,name,parent_code,level)
    Regions {
        /// 文件
        file: PathBuf,
    },
    /// 导入放假安排(holiday-cn 的 JSON)
    Calendar {
        /// 文件
        file: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
pub struct ImportRoster {
    /// 文件
    pub file: PathBuf,
    /// 名册日期(标题或文件名里写明的可省)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// 工作表
    #[arg(long)]
    pub sheet: Option<String>,
    /// 列名对照表
    #[arg(long, value_name = "MAP.toml")]
    pub columns: Option<PathBuf>,
    /// 只检查,不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 名册里空着的格子也清空账本里的值
    #[arg(long)]
    pub overwrite_empty: bool,
    /// 把退回的行另存为表格
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Find {
    /// 姓名、拼音、首字母、证件号(前几位、出生日期、后四位以上)、电话、村
    pub query: String,
    /// 最多几人
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// 人、户编号或班次号
    pub subject: String,
    /// 显示完整证件号码
    #[arg(long, value_name = "full")]
    pub ids: Option<Ids>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ids {
    Full,
}

#[derive(Debug, Clone, clap::Args)]
pub struct Work {
    /// 人
    pub person: String,
    /// 地点:区划代码、地名,或 township county province beyond abroad
    #[arg(long, value_name = "CODE|TEXT")]
    pub place: String,
    /// 单位
    #[arg(long)]
    pub employer: String,
    /// 到岗日(默认业务日)
    #[arg(long)]
    pub start: Option<NaiveDate>,
    /// 月收入(元)
    #[arg(long)]
    pub wage: Option<u32>,
    /// 工种
    #[arg(long)]
    pub occupation: Option<String>,
    /// 渠道:enterprise workshop public_post self_employed flexible cooperative other unknown
    #[arg(long)]
    pub channel: Option<Channel>,
    /// 班次号
    #[arg(long)]
    pub trip: Option<String>,
    /// 组织方
    #[arg(long)]
    pub organised_by: Option<String>,
    /// 兼职
    #[arg(long)]
    pub part_time: bool,
}

#[derive(Debug, Subcommand)]
pub enum Record {
    /// 返岗
    Return(Work),
    /// 上岗
    Placement(Work),
    /// 走访(人或户)
    Visit {
        /// 人,或户编号
        subject: String,
        /// 方式:home phone online
        #[arg(long)]
        by: VisitBy,
        /// 结果:unchanged working wants_work wants_training wants_startup lost_job came_home unwilling not_reached refused other
        #[arg(long)]
        outcome: Outcome,
        /// 下次回访
        #[arg(long)]
        next: Option<NaiveDate>,
        /// 需求
        #[arg(long)]
        need: Option<String>,
        /// 备注
        #[arg(long)]
        note: Option<String>,
    },
    /// 返乡(务工经历不中断,列入应返岗)
    Home {
        /// 人
        person: String,
        /// 返乡日(默认业务日)
        #[arg(long)]
        on: Option<NaiveDate>,
        /// 不再外出(返乡回流,离岗)
        #[arg(long)]
        stay: bool,
    },
    /// 失业
    Loss {
        /// 人
        person: String,
        /// 原因:laid_off contract_end closed unpaid injury family other
        #[arg(long)]
        reason: LossReason,
        /// 不在岗的第一天(默认业务日)
        #[arg(long)]
        end: Option<NaiveDate>,
        /// 同时返乡回流
        #[arg(long)]
        came_home: bool,
    },
    /// 岗位推送
    Push {
        /// 人
        person: String,
        /// 岗位
        #[arg(long)]
        job: String,
        #[arg(long)]
        result: Option<PushResult>,
    },
    /// 就业意愿
    Wish {
        /// 人
        person: String,
        /// local province beyond any training startup none unknown
        #[arg(long)]
        wish: WishKey,
        /// 有签字记录
        #[arg(long)]
        signed: bool,
        /// 意向地点
        #[arg(long)]
        place: Option<String>,
        /// 意向工种
        #[arg(long)]
        occupation: Option<String>,
        /// 最低月薪(元)
        #[arg(long)]
        wage: Option<u32>,
    },
    /// 个人情况变更
    Person(PersonChange),
    /// 两条登记是同一个人:以后都算在编号较小的一条上
    Same {
        /// 人
        one: String,
        /// 人
        other: String,
    },
    /// 零报告:本村今日无新情况
    None {
        /// 村(代码或名称)
        #[arg(long, value_name = "VILLAGE")]
        unit: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct PersonChange {
    /// 人
    pub person: String,
    /// 状态:active school army prison died moved_out
    #[arg(long)]
    pub status: Option<Status>,
    /// 劳动能力:ordinary skilled weak lost none
    #[arg(long)]
    pub capacity: Option<Capacity>,
    /// 联系电话
    #[arg(long)]
    pub phone: Option<String>,
    /// 改归的村(代码或名称)
    #[arg(long, value_name = "VILLAGE")]
    pub unit: Option<String>,
    /// 组
    #[arg(long)]
    pub group: Option<String>,
    /// 改归的户(户编号)
    #[arg(long, value_name = "HOUSEHOLD")]
    pub household: Option<String>,
    /// 更正姓名
    #[arg(long)]
    pub name: Option<String>,
    /// 更正证件号码
    #[arg(long, value_name = "ID")]
    pub id_no: Option<String>,
    /// 文化程度
    #[arg(long)]
    pub education: Option<String>,
    /// 技能
    #[arg(long)]
    pub skills: Option<String>,
    /// 未就业原因
    #[arg(long)]
    pub why_idle: Option<String>,
    /// 毕业时间
    #[arg(long)]
    pub graduates: Option<NaiveDate>,
    /// 健康证明日期
    #[arg(long, value_name = "DATE")]
    pub certificate: Option<NaiveDate>,
    /// 健康证明编号
    #[arg(long, value_name = "NUMBER", requires = "certificate")]
    pub certificate_no: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Withdraw {
    /// 记录的校验值(前 8 位以上),或批次号
    pub target: String,
    /// 原因
    #[arg(long)]
    pub why: String,
}

#[derive(Debug, Subcommand)]
pub enum Trip {
    /// 排一个班次(同号再排即修改计划)
    Plan(TripPlan),
    /// 名单上加人
    Add(TripAdd),
    /// 名单上移人
    Remove {
        /// 班次号
        trip: String,
        /// 人
        #[arg(required = true)]
        people: Vec<String>,
    },
    /// 点名上车
    Board {
        /// 班次号
        trip: String,
        /// 人
        people: Vec<String>,
        /// 其余全部上车
        #[arg(long, conflicts_with = "people")]
        all: bool,
    },
    /// 记缺席
    Absent {
        /// 班次号
        trip: String,
        /// 人
        #[arg(required = true)]
        people: Vec<String>,
        /// 原因:errand ill other_transport not_reached other
        #[arg(long)]
        reason: Absence,
    },
    /// 中途下车
    Alight {
        /// 班次号
        trip: String,
        /// 人
        #[arg(required = true)]
        people: Vec<String>,
    },
    /// 发车
    Depart {
        /// 班次号
        trip: String,
        /// 时间
        #[arg(long, value_parser = moment)]
        at: Option<NaiveDateTime>,
    },
    /// 到达:有到岗单位的乘客自动记到岗
    Arrive {
        /// 班次号
        trip: String,
        /// 时间
        #[arg(long, value_parser = moment)]
        at: Option<NaiveDateTime>,
    },
    /// 交接用工单位
    Handover {
        /// 班次号
        trip: String,
        /// 接收单位回执
        #[arg(long)]
        receipt: Option<String>,
    },
    /// 取消班次
    Cancel {
        /// 班次号
        trip: String,
        /// 原因
        #[arg(long)]
        why: Option<String>,
    },
    /// 列出班次
    List,
    /// 查看班次和名单
    Show {
        /// 班次号
        trip: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct TripPlan {
    /// 班次号
    pub trip: String,
    /// 方式:bus train plane
    #[arg(long, default_value = "bus")]
    pub by: TripBy,
    /// 发车时间(2026-03-06T09:30)
    #[arg(long, value_parser = moment)]
    pub departs: NaiveDateTime,
    /// 出发地
    #[arg(long)]
    pub from: String,
    /// 目的地(区划代码或地名)
    #[arg(long)]
    pub to: String,
    /// 核载
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=5000))]
    pub seats: u32,
    /// 车牌或车次
    #[arg(long)]
    pub vehicle: Option<String>,
    /// 随车干部
    #[arg(long)]
    pub escort: Option<String>,
    /// 随车干部电话
    #[arg(long)]
    pub escort_phone: Option<String>,
    /// 承运单位
    #[arg(long)]
    pub carrier: Option<String>,
    /// 驾驶员(姓名 或 姓名:电话),可重复
    #[arg(long, value_name = "NAME[:PHONE]")]
    pub driver: Vec<String>,
    /// 上车点,可重复
    #[arg(long)]
    pub point: Vec<String>,
    /// 里程(公里)
    #[arg(long)]
    pub distance: Option<u32>,
}

#[derive(Debug, clap::Args)]
pub struct TripAdd {
    /// 班次号
    pub trip: String,
    /// 人
    pub people: Vec<String>,
    /// 到岗单位
    #[arg(long)]
    pub employer: Option<String>,
    /// 工种
    #[arg(long)]
    pub occupation: Option<String>,
    /// 月收入(元)
    #[arg(long)]
    pub wage: Option<u32>,
    /// 座号(只加一人时)
    #[arg(long)]
    pub seat: Option<u32>,
    /// 上车点
    #[arg(long)]
    pub point: Option<String>,
    /// 随行,不务工
    #[arg(long)]
    pub companion: bool,
    /// 外乡镇乘客的姓名(不在本账本名册里)
    #[arg(long, value_name = "NAME", conflicts_with = "people")]
    pub outside: Option<String>,
}

fn moment(text: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or_else(|| format!("“{text}”不是时间,应像 2026-03-06T09:30"))
}

#[derive(Debug, Subcommand)]
pub enum Target {
    /// 设定目标(同指标、同单位、同起始日再设即修订)
    Set {
        /// 指标:returns placements visits households_visited zero_cleared pushes trips carried … 或其中文名
        #[arg(long, value_name = "KEY")]
        metric: String,
        /// 单位(代码或名称)
        #[arg(long, value_name = "CODE")]
        unit: String,
        /// 数量
        #[arg(long)]
        quantity: i64,
        /// 开始日
        #[arg(long)]
        from: NaiveDate,
        /// 截止日
        #[arg(long)]
        to: NaiveDate,
        /// 去年的数
        #[arg(long, value_name = "N")]
        last_year: Option<i64>,
    },
    /// 列出
    List,
}

#[derive(Debug, clap::Args)]
pub struct Plan {
    /// 只看一个指标
    #[arg(long, value_name = "KEY")]
    pub metric: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Seal {
    /// 说明(对账不平时写明原因)
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Txt,
    Md,
    Json,
}

#[derive(Debug, clap::Args)]
pub struct Report {
    /// 格式(默认看文件的后缀,否则 txt)
    #[arg(long)]
    pub format: Option<ReportFormat>,
    /// 存到文件
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Bundle {
    /// 存到文件
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// 只打包对方没有的(对方先前给的数据包)
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Merge {
    /// 数据包
    pub file: PathBuf,
}
