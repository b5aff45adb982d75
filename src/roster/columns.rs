//! Which column of somebody's file is which field: headers are recognised by `data/roster/columns.toml`, in any order,
//! below title rows, in one row or in two; a `--columns` map overrides it.

use super::cells::without_spaces;
use super::form::{Form, by_vocabulary};
pub use super::headers::{ColumnsError, Field, Synonyms};
use crate::text;
use csv::StringRecord;

/// How many rows are searched for the header.
pub const SEARCHED: usize = 15;

/// The columns of one file.
#[derive(Debug, Clone)]
pub struct Columns<F = Field> {
    /// Row number of the header; data follow.
    pub header_row: u32,
    /// Every header cell, as it stands.
    pub header: Vec<String>,
    /// Field and header, in file order.
    pub list: Vec<(F, String)>,
    /// Headers that the `--columns` map names and the file does not have.
    pub absent: Vec<(F, String)>,
    index: Vec<Option<u16>>,
    /// Fields whose header asks 是否…: its cells answer yes or no.
    questions: Vec<F>,
    /// What each field is called where the file has no header for it.
    names: Vec<String>,
}

impl<F: Form> Columns<F> {
    /// Finds the header among a file's first rows.
    pub fn find(rows: &[(u32, StringRecord)], synonyms: &Synonyms<F>) -> Result<Self, ColumnsError> {
        let mut best: Option<(usize, Self)> = None;
        for (at, (number, row)) in rows.iter().enumerate().take(SEARCHED) {
            let upper: Vec<&str> = row.iter().collect();
            let single = Self::of(*number, &upper, synonyms);
            let double =
                rows.get(at + 1).and_then(|(number, lower)| Self::double(*number, &upper, lower, &single, synonyms));
            for columns in std::iter::once(single).chain(double) {
                let score = columns.list.len();
                if F::suffices(&columns) && best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, columns));
                }
            }
        }
        let looked = rows.len().min(SEARCHED);
        best.map(|(_, columns)| columns).ok_or_else(|| {
            let absent = synonyms.absent(rows.iter().take(SEARCHED).flat_map(|(_, row)| row.iter()));
            if absent.is_empty() {
                return F::no_header(looked);
            }
            let absent: Vec<String> =
                absent.iter().map(|(field, header)| format!("{header} ({})", field.key())).collect();
            ColumnsError::NoHeaderForMap { looked, absent: absent.join(", ") }
        })
    }

    /// A header in two rows: group titles above, names of columns below.
    fn double(
        number: u32,
        upper: &[&str],
        lower: &StringRecord,
        single: &Self,
        synonyms: &Synonyms<F>,
    ) -> Option<Self> {
        let below = |at: usize| lower.get(at).map(str::trim).unwrap_or_default();
        // Where the upper row names the person, a lower header row is empty or names a column: data would not.
        let data = F::NAMING.iter().any(|&field| {
            single.of_field(field).is_some_and(|at| !below(at).is_empty() && synonyms.field(below(at)).is_none())
        });
        if data || !lower.iter().any(|cell| synonyms.field(cell).is_some()) {
            return None;
        }
        let width = upper.len().max(lower.len());
        let joined: Vec<&str> = (0..width)
            .map(|at| match upper.get(at).copied().unwrap_or_default() {
                above if synonyms.field(below(at)).is_some() || above.trim().is_empty() => {
                    if below(at).is_empty() {
                        above
                    } else {
                        below(at)
                    }
                }
                above => above,
            })
            .collect();
        Some(Self::of(number, &joined, synonyms))
    }

    fn of(header_row: u32, header: &[&str], synonyms: &Synonyms<F>) -> Self {
        let mut columns = Self {
            header_row,
            header: header.iter().map(|h| text::clean(h).into_owned()).collect(),
            list: Vec::new(),
            absent: synonyms.absent(header.iter().copied()),
            index: vec![None; F::FIELDS.len()],
            questions: Vec::new(),
            names: F::FIELDS.iter().map(|field| field.told()).collect(),
        };
        let mapped: Vec<Option<F>> = header.iter().map(|h| synonyms.mapped(h)).collect();
        for (at, cell) in header.iter().enumerate().take(usize::from(u16::MAX)) {
            let Some(field) = mapped[at].or_else(|| synonyms.field(cell)) else { continue };
            let taken = columns.has(field) || (mapped[at].is_none() && mapped.contains(&Some(field)));
            if field == F::IGNORED || taken {
                continue;
            }
            columns.put(field, at as u16);
            let cleaned = text::clean(cell);
            let title = without_spaces(cleaned.trim().trim_matches('*')).trim().to_owned();
            if title.starts_with("是否") || title.starts_with("有无") {
                columns.questions.push(field);
            }
            columns.list.push((field, title));
        }
        F::settle(&mut columns);
        columns
    }

    fn put(&mut self, field: F, at: u16) {
        if let Some(place) = self.index.get_mut(field.at()) {
            *place = Some(at);
        }
    }

    fn place(&self, field: F) -> Option<u16> {
        self.index.get(field.at()).copied().flatten()
    }

    /// Whether the file has a column for the field.
    pub fn has(&self, field: F) -> bool {
        self.place(field).is_some()
    }

    /// The column of the field.
    pub fn of_field(&self, field: F) -> Option<usize> {
        self.place(field).map(usize::from)
    }

    /// The header of the field's column as the file has it, else the field's own name.
    pub fn title(&self, field: F) -> &str {
        let header = self.list.iter().find(|(f, _)| *f == field).map(|(_, title)| title);
        header.or_else(|| self.names.get(field.at())).map_or(field.zh(), String::as_str)
    }

    /// Whether the column's header asks 是否….
    pub fn asks(&self, field: F) -> bool {
        self.questions.contains(&field)
    }
}

impl Form for Field {
    const NAME: &'static str = "Field";
    const FIELDS: &'static [Self] = Self::ALL;
    const SYNONYMS: &'static str = super::headers::SYNONYMS;
    const IGNORED: Self = Self::Ignored;
    const NAMING: &'static [Self] = &[Self::Name, Self::IdNo, Self::HouseholdNo, Self::HeadName];

    by_vocabulary!();

    fn suffices(columns: &Columns) -> bool {
        columns.has(Self::Name) && (columns.has(Self::IdNo) || columns.has(Self::HouseholdNo))
    }

    fn settle(columns: &mut Columns) {
        columns.settle_head();
    }

    fn no_header(looked: usize) -> ColumnsError {
        ColumnsError::NoHeader { looked }
    }
}

impl Columns {
    /// A file that names nobody but the head of each household: the head is the person.
    fn settle_head(&mut self) {
        let alone = !self.has(Field::Name) && !self.has(Field::Relation);
        if let (true, Some(at)) = (alone, self.place(Field::HeadName)) {
            self.put(Field::Name, at);
            self.rename(Field::HeadName, Field::Name);
            if let (false, Some(at)) = (self.has(Field::IdNo), self.place(Field::HeadId)) {
                self.put(Field::IdNo, at);
                self.rename(Field::HeadId, Field::IdNo);
            }
        }
        self.list.retain(|(field, _)| !matches!(field, Field::HeadName | Field::HeadId));
    }

    fn rename(&mut self, from: Field, to: Field) {
        self.list.iter_mut().filter(|(field, _)| *field == from).for_each(|(field, _)| *field = to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]], map: Option<&str>) -> Result<Columns, ColumnsError> {
        let rows: Vec<_> = (1..).zip(rows.iter().map(|r| StringRecord::from(r.to_vec()))).collect();
        Columns::find(&rows, &Synonyms::new(map)?)
    }

    fn keys(columns: &Columns) -> Vec<&'static str> {
        columns.list.iter().map(|(field, _)| field.key()).collect()
    }

    #[test]
    fn headers_are_found_under_titles_in_any_dress() {
        let columns = found(
            &[
                &["测试镇脱贫劳动力花名册"],
                &["填报单位:测试镇", "", "2025年3月1日"],
                &[
                    "序号",
                    "*户编号",
                    "姓 名",
                    "公民身份号码(必填)",
                    "与户主\n关系",
                    "村（社区）",
                    "月收入（元）",
                    "务工时间(月)",
                    "务工单位名称*",
                    "没见过的列",
                ],
                &["1", "52230100001", "测试甲", "11010519491231002X", "户主", "下寨村", "4000", "3", "某厂", ""],
            ],
            None,
        )
        .unwrap();
        assert_eq!(columns.header_row, 3);
        assert_eq!(
            keys(&columns),
            ["household_no", "name", "id_no", "relation", "village", "wage", "months", "employer"]
        );
        assert_eq!(columns.list[3].1, "与户主关系");
    }

    #[test]
    fn two_header_rows_join() {
        let columns = found(
            &[
                &["名册"],
                &["户编号", "姓名", "身份证号", "务工情况", "", "备注"],
                &["", "", "", "务工地点", "务工单位", ""],
                &["1", "测试甲", "11010519491231002X", "宁波", "某厂", ""],
            ],
            None,
        )
        .unwrap();
        assert_eq!(columns.header_row, 3);
        assert_eq!(keys(&columns), ["household_no", "name", "id_no", "place", "employer", "remark"]);
        let single =
            found(&[&["户编号", "姓名", "身份证号", "", ""], &["1", "测试甲", "1", "低保户", "岗位"]], None).unwrap();
        assert_eq!(single.header_row, 1);
    }

    #[test]
    fn the_head_of_a_household_is_not_the_person_unless_nobody_else_is() {
        let both = found(&[&["户主姓名", "户主身份证号", "户编号", "姓名", "身份证号"]], None).unwrap();
        assert_eq!((both.of_field(Field::Name), both.of_field(Field::IdNo)), (Some(3), Some(4)));
        let heads = found(&[&["户主姓名", "户主身份证号", "户编号"]], None).unwrap();
        assert_eq!(keys(&heads), ["name", "id_no", "household_no"]);
    }

    #[test]
    fn a_map_overrides_in_both_directions() {
        let header: &[&[&str]] = &[&["姓名", "谁", "号", "户"]];
        assert!(matches!(found(header, None), Err(ColumnsError::NoHeader { looked: 1 })));
        for map in ["name = \"谁\"\nid_no = \"号\"", "[columns]\n\"谁\" = \"name\"\n\"号\" = \"id_no\""] {
            let columns = found(header, Some(map)).unwrap();
            assert_eq!(columns.of_field(Field::Name), Some(1), "{map}");
        }
        assert!(found(header, Some("甲 = \"乙\"")).is_err());
        assert!(found(header, Some("name = 1")).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_header_cells_are_searched_without_panic(rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,6}|姓名|身份证号|\\(|（", 0..6), 0..6)) {
            let rows: Vec<_> = (1..).zip(rows.into_iter().map(StringRecord::from)).collect();
            let _ = Columns::<Field>::find(&rows, &Synonyms::new(None).unwrap());
        }
    }
}
