//! What officers write in the column 务工地点, and where it leads. Home is the made-up book of 522301001.

use super::names::short_name;
use super::*;
use proptest::prelude::*;

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn home() -> RegionCode {
    code("522301001")
}

/// A made-up tree below the home county.
fn own(name: &str) -> Option<RegionCode> {
    let text = match name {
        "黔西南布依族苗族自治州" => "5223",
        "兴义市" | "兴义" => "522301",
        "测试街道" => "522301001",
        "样板镇" => "522301102",
        "甲村" => "522301001201",
        "兴仁市" => "522302",
        _ => return None,
    };
    RegionCode::parse(text)
}

fn at(text: &str) -> (Option<String>, &'static str) {
    let place = locate(text, home(), &own);
    (place.code.map(|c| c.to_string().trim_end_matches("00").to_owned()), place.class.key())
}

#[test]
fn places_are_told_in_traditional_script_and_in_pinyin() {
    for (text, same) in [
        ("寧波", "宁波"),
        ("浙江寧波", "浙江宁波"),
        ("廣東東莞", "广东东莞"),
        ("本鄉", "本乡"),
        ("鄉內", "乡内"),
        ("興義市", "兴义市"),
        ("Ningbo", "宁波"),
        ("Zhejiang Ningbo", "宁波"),
        ("Ningbo, Zhejiang", "宁波"),
        ("chongqing", "重庆"),
        ("Guangdong", "广东"),
        ("outside the province", "省外"),
    ] {
        assert_eq!(at(text), at(same), "{text}");
        assert_ne!(at(text).1, "unknown", "{text}");
    }
    // 苏州 or 宿州, 台州 or 泰州.
    for text in ["Suzhou", "taizhou", "Nowhere"] {
        assert_eq!(at(text), (None, "unknown"), "{text}");
    }
}

#[test]
fn words_and_keys_name_a_class() {
    for (text, class) in [
        ("本乡", "township"),
        ("本镇", "township"),
        ("本村", "township"),
        ("乡内", "township"),
        ("镇内", "township"),
        ("本乡镇", "township"),
        ("村内务工", "township"),
        ("县内", "county"),
        ("本县", "county"),
        ("本市县内", "county"),
        ("县内乡外", "county"),
        ("省内", "province"),
        ("县外省内", "province"),
        ("本省", "province"),
        ("省外", "beyond"),
        ("外省务工", "beyond"),
        ("境外", "abroad"),
        ("国外", "abroad"),
        ("香港", "abroad"),
        ("澳门", "abroad"),
        ("台湾省", "abroad"),
        ("日本", "abroad"),
        ("新加坡", "abroad"),
        ("韩国首尔", "abroad"),
        ("township", "township"),
        ("county", "county"),
        ("province", "province"),
        ("beyond", "beyond"),
        ("abroad", "abroad"),
        ("unknown", "unknown"),
        ("未知", "unknown"),
        ("", "unknown"),
        ("  ", "unknown"),
        ("海天塑机", "unknown"),
        ("务工", "unknown"),
        ("abc", "unknown"),
    ] {
        assert_eq!(at(text).1, class, "{text}");
    }
    assert_eq!(locate("县内", home(), &own).code, Some(code("522301")));
    assert_eq!(locate("乡内", code("522301"), &own), Place { code: None, class: PlaceClass::Township });
    for class in PlaceClass::ALL {
        assert_eq!(locate(class.key(), home(), &own).class, *class);
        assert_eq!(locate(class.zh(), home(), &own).class, *class);
    }
}

#[test]
fn codes_of_any_length() {
    for (text, class) in [
        ("522301001", "township"),
        ("522301001201", "township"),
        ("522301001000", "township"),
        ("522301102", "county"),
        ("522301", "county"),
        ("522301000000", "county"),
        ("522302", "province"),
        ("5223", "province"),
        ("52", "province"),
        ("330206", "beyond"),
        ("33", "beyond"),
        ("71", "abroad"),
        ("81", "abroad"),
        ("820000", "abroad"),
        ("５２２３０２", "province"),
        ("990000", "unknown"),
        ("123", "unknown"),
        ("16", "unknown"),
    ] {
        assert_eq!(at(text).1, class, "{text}");
    }
    assert_eq!(class_of(code("522301102"), code("522301")), PlaceClass::County);
    assert_eq!(class_of(code("522302"), code("5223")), PlaceClass::Province);
    assert_eq!(class_of(code("110105"), code("110118001")), PlaceClass::Province);
}

#[test]
fn free_wording_is_led_to_the_lowest_unit_that_can_be_told() {
    for (text, unit, class) in [
        ("浙江省宁波市北仑区", "3302", "beyond"),
        ("浙江宁波", "3302", "beyond"),
        ("宁波", "3302", "beyond"),
        ("宁波市海天塑机", "3302", "beyond"),
        ("在浙江省-宁波市/北仑区务工", "3302", "beyond"),
        ("省外（浙江宁波）", "3302", "beyond"),
        ("广东东莞", "4419", "beyond"),
        ("广东省", "44", "beyond"),
        ("中国广东", "44", "beyond"),
        ("北京朝阳", "11", "beyond"),
        ("上海市浦东新区", "31", "beyond"),
        ("内蒙古呼和浩特", "1501", "beyond"),
        ("内蒙包头", "1502", "beyond"),
        ("广西省南宁", "4501", "beyond"),
        ("新疆阿克苏地区", "6529", "beyond"),
        ("大理白族自治州", "5329", "beyond"),
        ("大理市", "5329", "beyond"),
        ("恩施州", "4228", "beyond"),
        ("吉林", "22", "beyond"),
        ("吉林市", "2202", "beyond"),
        ("吉林省吉林市", "2202", "beyond"),
        ("海南", "46", "beyond"),
        ("海南省海口市", "4601", "beyond"),
        ("海南州", "632500", "beyond"),
        ("青海海南", "632500", "beyond"),
        ("湖北仙桃", "429004", "beyond"),
        ("仙桃市", "429004", "beyond"),
        ("义乌", "330782", "beyond"),
        ("浙江义乌", "330782", "beyond"),
        ("朝阳", "2113", "beyond"),
        ("贵阳", "5201", "province"),
        ("贵州省", "52", "province"),
        ("贵州贵阳南明区", "5201", "province"),
        ("黔西南州", "5223", "province"),
        ("黔西南", "5223", "province"),
        ("黔东南州凯里市", "5226", "province"),
        ("毕节地区", "5205", "province"),
        ("兴仁市", "522302", "province"),
        ("兴义市", "522301", "county"),
        ("兴义", "522301", "county"),
        ("贵州省黔西南布依族苗族自治州兴义市", "522301", "county"),
        ("贵州省黔西南州兴义市样板镇", "522301102", "county"),
        ("县内样板镇", "522301102", "county"),
        ("样板镇某厂", "522301102", "county"),
        ("测试街道", "522301001", "township"),
        ("兴义市测试街道甲村", "522301001201", "township"),
        ("甲村", "522301001201", "township"),
        ("香港", "81", "abroad"),
    ] {
        let place = locate(text, home(), &own);
        assert_eq!((place.code, place.class.key()), (Some(code(unit)), class), "{text}");
    }
}

#[test]
fn names_that_only_begin_like_a_place_stay_unknown() {
    for text in [
        "朝阳区",
        "中山路12号",
        "南京西路",
        "北京路",
        "西安区",
        "阿里巴巴",
        "东方电子厂",
        "朝鲜族乡",
        "朝阳小区",
        "市",
        "州",
    ] {
        assert_eq!(locate(text, home(), &own), UNKNOWN, "{text}");
    }
}

#[test]
fn every_listed_unit_is_found_by_its_full_name_and_by_short_name_in_its_province() {
    let (mut provinces, mut prefectures) = (0, 0);
    for (&unit, &name) in &INDEX.names {
        assert_eq!(locate(name, home(), &|_| None).code, Some(unit), "{name}");
        match unit.level() {
            Level::Province => provinces += 1,
            level => {
                prefectures += usize::from(level == Level::Prefecture);
                let province = name_of(unit.at(Level::Province)).unwrap();
                for text in [format!("{province}{}", short_name(name)), format!("{}{name}", short_name(province))] {
                    assert_eq!(locate(&text, home(), &|_| None).code, Some(unit), "{text}");
                }
                assert!(short_name(name).chars().count() >= 2);
            }
        }
    }
    assert_eq!((provinces, prefectures), (34, 333));
}

#[test]
fn names_of_prefectures_and_of_what_a_province_governs_directly() {
    assert_eq!(name_of(home()), Some("黔西南布依族苗族自治州"));
    assert_eq!(name_of(code("429004")), Some("仙桃市"));
    assert_eq!(name_of(code("110118")), Some("北京市"));
    assert_eq!(name_of(code("330782")), Some("金华市"));
    assert_eq!(name_of(code("52")), Some("贵州省"));
    assert_eq!(name_of(code("16")), None);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), zh in "[省市县乡内外本浙江宁波吉林海南州区在中国务工0-9 ]{0,30}") {
        for text in [&text, &zh] {
            let place = locate(text, home(), &own);
            if let Some(code) = place.code {
                prop_assert_eq!(class_of(code, home()), place.class);
            }
        }
    }
}
