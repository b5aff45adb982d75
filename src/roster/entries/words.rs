//! The words under which people write what was done and what came of it, beyond the book's own names and keys. What is
//! not here comes back: a word is never guessed. All take half-width text without spaces.

use super::Act;
use crate::domain::keys::{LossReason, Outcome, VisitBy};

/// 事项.
pub fn act(word: &str) -> Option<Act> {
    Some(match word {
        "入户走访" | "电话走访" | "回访" | "家访" | "入户" => Act::Visit,
        "回乡" | "返回" => Act::Home,
        word if to_stay(word) => Act::Home,
        "返岗务工" | "复工" | "返岗就业" | "返工" => Act::Return,
        "上岗" | "新增就业(上岗)" | "就业" | "新就业" | "新增务工" | "外出务工" | "务工" => {
            Act::Placement
        }
        "离岗" | "失业离岗" | "失岗" => Act::Loss,
        "意愿" | "务工意愿" | "就业意向" => Act::Wish,
        "推岗" | "推送岗位" | "岗位推荐" | "推荐岗位" => Act::Push,
        "变更" | "信息变更" | "情况变动" | "个人情况变更" | "信息更正" => Act::Person,
        "零报" | "无情况" | "无新情况" => Act::None,
        _ => return None,
    })
}

/// Whether 事项 says that somebody came home to stay.
pub fn to_stay(word: &str) -> bool {
    matches!(word, "返乡回流" | "回流" | "不再外出")
}

/// 方式.
pub fn by(word: &str) -> Option<VisitBy> {
    match word {
        "上门" | "入户走访" | "实地" | "现场" | "面谈" => Some(VisitBy::Home),
        "打电话" | "电话联系" | "电话走访" => Some(VisitBy::Phone),
        "网络" | "线上" | "微信联系" | "视频" | "QQ" => Some(VisitBy::Online),
        _ => None,
    }
}

/// 结果.
pub fn outcome(word: &str) -> Option<Outcome> {
    match word {
        "无变化" | "情况无变" | "没有变化" | "正常" => Some(Outcome::Unchanged),
        "已外出" | "在外务工" | "已务工" | "已就业" | "在岗" => Some(Outcome::Working),
        "有就业意愿" | "想务工" | "想外出务工" | "想就业" => Some(Outcome::WantsWork),
        "有培训意愿" | "想学技术" => Some(Outcome::WantsTraining),
        "有创业意愿" | "想自主创业" => Some(Outcome::WantsStartup),
        "失业" | "已失业" => Some(Outcome::LostJob),
        "返乡" | "已返乡" => Some(Outcome::CameHome),
        "无意愿" | "无就业意愿" | "不愿外出" => Some(Outcome::Unwilling),
        "不在家" | "未联系上" | "联系不上" | "家中无人" => Some(Outcome::NotReached),
        "拒访" => Some(Outcome::Refused),
        "其它" => Some(Outcome::Other),
        _ => None,
    }
}

/// 失业原因.
pub fn reason(word: &str) -> Option<LossReason> {
    match word {
        "裁员" | "被裁" | "被辞退" | "辞退" => Some(LossReason::LaidOff),
        "到期" | "合同终止" => Some(LossReason::ContractEnd),
        "关停" | "工厂关停" | "企业倒闭" | "倒闭" | "停产" => Some(LossReason::Closed),
        "拖欠工资" => Some(LossReason::Unpaid),
        "工伤" | "患病" | "生病" | "因病" => Some(LossReason::Injury),
        "家庭" | "照顾老幼" | "照顾家庭" => Some(LossReason::Family),
        "其它" => Some(LossReason::Other),
        _ => None,
    }
}
