//! The words that people write into a chat group, read and never shown: what was done, who did not go, what stands
//! between names. Longer words come before shorter ones that they begin with.

use super::ListAct;
use crate::domain::keys::{LossReason, Outcome};

/// Family names, for names that the book does not know.
pub const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任\
    沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤岑班查\
    赖康章温施牛樊葛邢安齐易乔伍庞颜倪庄聂鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛\
    曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岳景党宫费卜冷晏席卫米柏宗\
    瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌";

/// Words of a group chat in which nobody is named, though they begin like a name.
pub const CHATTER: [&str; 14] =
    ["谢谢", "收到", "好的", "辛苦", "明白", "各位", "大家", "领导", "请各", "麻烦", "安排", "马上", "成功", "全部"];

/// Who did not go: the line is read, and passed over.
pub const NOT_GONE: [&str; 28] = [
    "没有返岗",
    "还没返岗",
    "没有去",
    "还没去",
    "没返岗",
    "未返岗",
    "不返岗",
    "没上车",
    "未上车",
    "没出门",
    "没有走",
    "还没走",
    "暂时不去",
    "暂不外出",
    "不去了",
    "没走成",
    "去不了",
    "走不了",
    "没去",
    "未去",
    "没走",
    "未走",
    "不走了",
    "暂不",
    "取消",
    "没来",
    "未到岗",
    "没到岗",
];

/// What a word says was done.
pub const ACTS: [(&str, ListAct); 34] = [
    ("直通车", ListAct::Bus),
    ("返岗专车", ListAct::Bus),
    ("专车名单", ListAct::Bus),
    ("乘车", ListAct::Bus),
    ("坐车", ListAct::Bus),
    ("上车", ListAct::Bus),
    ("新增就业", ListAct::Placement),
    ("新就业", ListAct::Placement),
    ("已上岗", ListAct::Placement),
    ("上岗", ListAct::Placement),
    ("入职", ListAct::Placement),
    ("新招", ListAct::Placement),
    ("失业", ListAct::Loss),
    ("被裁", ListAct::Loss),
    ("辞退", ListAct::Loss),
    ("下岗", ListAct::Loss),
    ("没活干", ListAct::Loss),
    ("返乡", ListAct::Home),
    ("回流", ListAct::Home),
    ("回家了", ListAct::Home),
    ("回来了", ListAct::Home),
    ("到家了", ListAct::Home),
    ("走访", ListAct::Visit),
    ("入户", ListAct::Visit),
    ("回访", ListAct::Visit),
    ("摸排", ListAct::Visit),
    ("已返岗", ListAct::Return),
    ("返岗", ListAct::Return),
    ("返工", ListAct::Return),
    ("复工", ListAct::Return),
    ("外出务工", ListAct::Return),
    ("外出", ListAct::Return),
    ("出门务工", ListAct::Return),
    ("已到厂", ListAct::Return),
];

/// What a visit came to.
pub const OUTCOMES: [(&str, Outcome); 28] = [
    ("不在家", Outcome::NotReached),
    ("没人在家", Outcome::NotReached),
    ("没在家", Outcome::NotReached),
    ("家里没人", Outcome::NotReached),
    ("联系不上", Outcome::NotReached),
    ("未联系上", Outcome::NotReached),
    ("没联系上", Outcome::NotReached),
    ("没接电话", Outcome::NotReached),
    ("想培训", Outcome::WantsTraining),
    ("想学", Outcome::WantsTraining),
    ("想创业", Outcome::WantsStartup),
    ("想开店", Outcome::WantsStartup),
    ("想找工作", Outcome::WantsWork),
    ("找工作", Outcome::WantsWork),
    ("想打工", Outcome::WantsWork),
    ("想务工", Outcome::WantsWork),
    ("想出去", Outcome::WantsWork),
    ("暂无意愿", Outcome::Unwilling),
    ("没有意愿", Outcome::Unwilling),
    ("无意愿", Outcome::Unwilling),
    ("不想去", Outcome::Unwilling),
    ("不愿意", Outcome::Unwilling),
    ("拒绝", Outcome::Refused),
    ("失业", Outcome::LostJob),
    ("返乡", Outcome::CameHome),
    ("在外务工", Outcome::Working),
    ("务工", Outcome::Working),
    ("无变化", Outcome::Unchanged),
];

/// Why a job was lost.
pub const REASONS: [(&str, LossReason); 16] = [
    ("裁", LossReason::LaidOff),
    ("辞退", LossReason::LaidOff),
    ("到期", LossReason::ContractEnd),
    ("倒闭", LossReason::Closed),
    ("关停", LossReason::Closed),
    ("关门", LossReason::Closed),
    ("停产", LossReason::Closed),
    ("欠薪", LossReason::Unpaid),
    ("拖欠", LossReason::Unpaid),
    ("不发工资", LossReason::Unpaid),
    ("受伤", LossReason::Injury),
    ("工伤", LossReason::Injury),
    ("生病", LossReason::Injury),
    ("家里", LossReason::Family),
    ("照顾", LossReason::Family),
    ("带孩子", LossReason::Family),
];

/// Members of somebody's family: the one meant is another of the household. `Some(true)` = a woman, `Some(false)` = a man.
pub const KIN: [(&str, Option<bool>); 26] = [
    ("儿媳妇", Some(true)),
    ("儿媳", Some(true)),
    ("媳妇", Some(true)),
    ("老婆", Some(true)),
    ("妻子", Some(true)),
    ("爱人", None),
    ("女儿", Some(true)),
    ("姑娘", Some(true)),
    ("妈妈", Some(true)),
    ("母亲", Some(true)),
    ("妈", Some(true)),
    ("姐姐", Some(true)),
    ("妹妹", Some(true)),
    ("老公", Some(false)),
    ("丈夫", Some(false)),
    ("儿子", Some(false)),
    ("女婿", Some(false)),
    ("爸爸", Some(false)),
    ("父亲", Some(false)),
    ("爸", Some(false)),
    ("哥哥", Some(false)),
    ("弟弟", Some(false)),
    ("大哥", Some(false)),
    ("孩子", None),
    ("两口子", None),
    ("夫妻", None),
];

/// Words of a heading.
pub const LISTS: [&str; 10] = ["名单", "名册", "人员", "如下", "以下", "统计", "汇总", "上报", "情况", "接龙"];

/// What follows is the end of a number or of a phone.
pub const TAILS: [&str; 8] = ["身份证号", "身份证", "后四位", "尾号", "电话", "手机", "证号", "号码"];

/// Words that stand between the others and say nothing of their own.
pub const FILLERS: [&str; 60] = [
    "今天早上",
    "今天下午",
    "今天上午",
    "今早",
    "今天",
    "今日",
    "已经",
    "已到岗",
    "已出发",
    "已到",
    "已去",
    "到岗",
    "出发",
    "去了",
    "到了",
    "走了",
    "回了",
    "上班",
    "务工",
    "打工",
    "做工",
    "干活",
    "进厂",
    "工资",
    "月薪",
    "每月",
    "一个月",
    "左右",
    "同志",
    "都去",
    "全部",
    "一起",
    "继续",
    "重新",
    "去年的",
    "原来的",
    "原",
    "老",
    "厂里",
    "公司上班",
    "那边",
    "这边",
    "一共",
    "共计",
    "合计",
    "共",
    "我村",
    "本村",
    "我们",
    "已",
    "都",
    "去",
    "到",
    "在",
    "回",
    "的",
    "了",
    "和",
    "跟",
    "还有",
];

/// Kinds of work that are named without 工 at their end.
pub const OCCUPATIONS: [&str; 12] =
    ["保安", "保洁", "司机", "厨师", "服务员", "收银", "快递", "外卖", "质检", "仓管", "文员", "保姆"];
