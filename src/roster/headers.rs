//! The fields of a roster and the headers under which people write them: `data/roster/columns.toml`, which ships with
//! the program, and the officer's own `--columns` map.

use super::form::Form;
use crate::domain::keys::vocabulary;
use crate::locale::{Lang, say, simplified};
use crate::text;
use rustc_hash::FxHashMap;
use thiserror::Error;

vocabulary! {
    /// A field that a roster's column may fill. The key is the name used in JSON and in `--columns`.
    Field {
        Name = "name", "姓名"; IdNo = "id_no", "证件号码"; HouseholdNo = "household_no", "户编号";
        Relation = "relation", "与户主关系"; Sex = "sex", "性别"; Birth = "birth", "出生日期"; Ethnic = "ethnic", "民族";
        PersonNo = "person_no", "人编号"; Education = "education", "文化程度"; Student = "student", "在校生状况";
        School = "school", "毕业院校"; Graduates = "graduates", "毕业时间"; Health = "health", "健康状况";
        Disability = "disability", "残疾类别"; Capacity = "capacity", "劳动能力"; Phone = "phone", "联系电话";
        Phone2 = "phone2", "第二联系电话"; Residence = "residence", "常住地"; Wish = "wish", "就业意愿";
        Signed = "signed", "是否签字"; WhyIdle = "why_idle", "未就业原因"; Skills = "skills", "技能";
        TrainingWish = "training_wish", "培训意愿"; UnemployedSince = "unemployed_since", "失业登记日期";
        Hardship = "hardship", "困难认定"; CertificateNo = "certificate_no", "健康证明编号";
        CertificateDate = "certificate_date", "健康证明日期"; Status = "status", "人员状态";
        Employment = "employment", "就业状态"; Place = "place", "务工地点"; Employer = "employer", "务工单位";
        Occupation = "occupation", "工种"; Industry = "industry", "行业"; Channel = "channel", "渠道";
        Wage = "wage", "月收入"; Months = "months", "务工时间(月)"; Start = "start", "务工开始时间";
        Contract = "contract", "是否签合同"; OrganisedBy = "organised_by", "组织方式"; Kind = "kind", "户类型";
        Monitored = "monitored", "监测对象类别"; Resettled = "resettled", "易地搬迁"; Subsistence = "subsistence", "低保";
        LowIncome = "low_income", "低收入"; Destitute = "destitute", "特困"; County = "county", "县";
        Township = "township", "乡镇"; Village = "village", "村"; Group = "group", "组";
        RegisteredVillage = "registered_village", "户籍村"; Address = "address", "住址";
        Income = "income", "人均纯收入"; Contact = "contact", "包保联系人"; GridOfficer = "grid_officer", "网格员";
        Remark = "remark", "备注"; PlaceCode = "place_code", "务工地点代码"; PlaceClass = "place_class", "务工地类别";
        PartTime = "part_time", "全职/兼职"; Trip = "trip", "班次号"; Spells = "spells", "务工经历";
        Home = "home", "返乡日期"; Returned = "returned", "返岗登记日期"; WishPlace = "wish_place", "意向地点";
        WishOccupation = "wish_occupation", "意向工种"; WishWage = "wish_wage", "意向月薪";
        HouseholdVillage = "household_village", "户属村"; HouseholdGroup = "household_group", "户属组";
        ImportNote = "import_note", "导入备注"; HeadName = "head_name", "户主姓名"; HeadId = "head_id", "户主证件号码";
        Ignored = "ignored", "不导入";
    }
}

pub(super) const SYNONYMS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/roster/columns.toml"));

/// Why columns cannot be told.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ColumnsError {
    /// No row looks like a header.
    #[error("{}", say!("roster-no-header", looked = looked))]
    NoHeader {
        /// How many rows were looked at.
        looked: usize,
    },
    /// No row of another form looks like its header.
    #[error("{}", say!("daybook-no-header", looked = looked, wanted = wanted))]
    NoFormHeader {
        /// How many rows were looked at.
        looked: usize,
        /// The headers that the form cannot do without, in words.
        wanted: String,
    },
    /// No row looks like a header, and the headers that the `--columns` map names stand nowhere.
    #[error("{}", say!("daybook-no-header-for-map", looked = looked, absent = absent))]
    NoHeaderForMap {
        /// How many rows were looked at.
        looked: usize,
        /// The headers that are missing.
        absent: String,
    },
    /// The `--columns` map cannot be read.
    #[error("{}", say!("roster-map-bad", what = .0))]
    Map(String),
    /// The table that ships with the program is broken.
    #[error("{}", say!("roster-synonyms-bad", what = .0))]
    Synonyms(String),
}

/// Cells of a word that a message quotes.
const TOLD: usize = 40;

/// The headers that are known, in the form in which headers are compared.
pub struct Synonyms<F = Field> {
    known: FxHashMap<String, F>,
    /// Headers that the officer's own map names: they win over the table.
    mapped: FxHashMap<String, F>,
    /// The same, as the map writes them.
    named: Vec<(F, String)>,
}

impl<F: Form> Synonyms<F> {
    /// The shipped table, overridden by a `--columns` map (its TOML text).
    pub fn new(map: Option<&str>) -> Result<Self, ColumnsError> {
        let table: toml::Table =
            F::SYNONYMS.parse().map_err(|e: toml::de::Error| ColumnsError::Synonyms(e.to_string()))?;
        let mut known = FxHashMap::default();
        for (key, headers) in &table {
            let field = F::from_key(key).ok_or_else(|| ColumnsError::Synonyms(key.clone()))?;
            for header in headers.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
                known.insert(comparable(header), field);
            }
        }
        // Our own templates in English, and tables whose headers are the keys.
        for &field in F::FIELDS {
            let id = format!("{}-{}", F::NAME, field.key());
            known.entry(comparable(&Lang::En.word(&id, field.zh()))).or_insert(field);
            known.entry(comparable(field.key())).or_insert(field);
            known.entry(comparable(field.zh())).or_insert(field);
        }
        let mut mapped = FxHashMap::default();
        let mut named = Vec::new();
        if let Some(map) = map {
            let wrong = |e: toml::de::Error| {
                let line = map.bytes().take(e.span().map_or(0, |at| at.start)).filter(|b| *b == b'\n').count() + 1;
                let what = e.message().lines().next().unwrap_or_default();
                ColumnsError::Map(say!("roster-map-syntax", line = line, what = what))
            };
            let map: toml::Table = map.parse().map_err(wrong)?;
            let map = map.get("columns").and_then(toml::Value::as_table).unwrap_or(&map);
            for (left, right) in map {
                let right = right
                    .as_str()
                    .ok_or_else(|| ColumnsError::Map(say!("roster-map-not-text", left = text::truncate(left, TOLD))))?;
                let (field, header) = match (F::from_name(left), F::from_key(right)) {
                    (_, Some(field)) => (field, left.as_str()),
                    (Some(field), None) => (field, right),
                    _ => {
                        return Err(ColumnsError::Map(say!(
                            "roster-map-no-field",
                            left = text::truncate(left, TOLD),
                            right = text::truncate(right, TOLD),
                            keys = F::keys()
                        )));
                    }
                };
                mapped.insert(comparable(header), field);
                named.push((field, header.to_owned()));
            }
        }
        Ok(Self { known, mapped, named })
    }

    /// The field that a header stands for.
    pub fn field(&self, header: &str) -> Option<F> {
        let full = comparable(header);
        if full.is_empty() {
            return None;
        }
        self.known_as(&full).or_else(|| self.known_as(&simplified(&full)))
    }

    fn known_as(&self, full: &str) -> Option<F> {
        // The book's own names of fields are headers too: an English export has them.
        let look =
            |key: &str| self.mapped.get(key).or_else(|| self.known.get(key)).copied().or_else(|| F::from_key(key));
        look(full).or_else(|| look(&without_brackets(full))).or_else(|| look(full.trim_end_matches(['元', '月', '/'])))
    }

    /// The field that the officer's own map gives a header.
    pub fn mapped(&self, header: &str) -> Option<F> {
        if self.mapped.is_empty() { None } else { self.mapped.get(&comparable(header)).copied() }
    }

    /// What the officer's own map names and none of these headers is.
    pub fn absent<'h>(&self, headers: impl Iterator<Item = &'h str>) -> Vec<(F, String)> {
        if self.named.is_empty() {
            return Vec::new();
        }
        let there: Vec<String> = headers.map(comparable).collect();
        self.named.iter().filter(|(_, header)| !there.contains(&comparable(header))).cloned().collect()
    }
}

/// A header in the form in which headers are compared: half width, one kind of bracket, no spaces, stars or numbering.
fn comparable(header: &str) -> String {
    let half = text::half_width(header);
    let mut plain: String = half
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '*' | '\u{feff}' | '\u{200b}' | '"' | '\'' | '“' | '”')
        })
        .map(|c| match c {
            '[' | '【' | '〔' | '{' => '(',
            ']' | '】' | '〕' | '}' => ')',
            '、' | '\\' | '|' => '/',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    plain.truncate(plain.trim_end_matches([':', '。', '.', '?', '#']).len());
    plain
}

/// The header without what stands in brackets: units, hints, 必填.
fn without_brackets(header: &str) -> String {
    let mut depth = 0u32;
    header
        .chars()
        .filter(|c| {
            depth += u32::from(*c == '(');
            let outside = depth == 0;
            depth = depth.saturating_sub(u32::from(*c == ')'));
            outside
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_knows_each_header_once_and_each_field() {
        let table: toml::Table = SYNONYMS.parse().unwrap();
        let mut seen = FxHashMap::default();
        for (key, headers) in &table {
            assert!(Field::from_key(key).is_some(), "{key}");
            for header in headers.as_array().unwrap() {
                let header = header.as_str().unwrap();
                if let Some(before) = seen.insert(comparable(header), key.clone()) {
                    assert_eq!(&before, key, "{header} stands twice");
                }
            }
        }
        for field in Field::ALL {
            assert!(table.contains_key(field.key()), "{field:?}");
        }
        for (key, headers) in &table {
            for header in headers.as_array().unwrap() {
                let got = Synonyms::<Field>::new(None).unwrap().field(header.as_str().unwrap());
                assert_eq!(got.map(Field::key), Some(key.as_str()));
            }
        }
    }
}
