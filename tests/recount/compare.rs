//! Holds a report beside the recount and says where they differ.

use super::Recount;
use super::stock::{Stock, percent};
use serde_json::Value;
use std::collections::BTreeMap;

pub const FLOWS: [&str; 17] = [
    "visits",
    "households_visited",
    "returns",
    "placements",
    "rehired",
    "moved_job",
    "home",
    "losses",
    "came_back",
    "trips",
    "carried",
    "health_certificates",
    "pushes",
    "zero_cleared",
    "zero_new",
    "zero_in",
    "zero_out",
];
pub const STOCKS: [&str; 16] = [
    "persons",
    "households",
    "labour",
    "willing",
    "employed",
    "over_age",
    "employment_rate",
    "scale",
    "should_return",
    "still_home",
    "labour_households",
    "covered_households",
    "stable_households",
    "zero_households",
    "idle_households",
    "income",
];
/// Parts that a report must print where they are not 0. Others are compared where it prints them.
const PRINTED: [&str; 23] = [
    "returns/place",
    "returns/organised",
    "returns/repeat",
    "placements/place",
    "placements/channel",
    "placements/repeat",
    "home/repeat",
    "losses/answered",
    "came_back/lost",
    "trips/way",
    "carried/own",
    "carried/outside",
    "carried/companion",
    "employed/place",
    "employed/channel",
    "employed/kind",
    "employed/flag",
    "persons/kind",
    "willing/unsigned",
    "willing/unasked",
    "households/kind",
    "households/flag",
    "income/none",
];

/// Differences found so far.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    fn differ(&mut self, what: &str, report: &Value, recount: impl std::fmt::Display) {
        let printed = if report.is_null() { "—".to_owned() } else { report.to_string() };
        self.0.push(format!("{what}: report {printed}, recount {recount}"));
    }

    fn count(&mut self, what: &str, report: &Value, recount: i64) {
        if report.as_i64() != Some(recount) {
            self.differ(what, report, recount);
        }
    }

    /// A number that may be absent.
    fn maybe(&mut self, what: &str, report: &Value, recount: Option<i64>) {
        if number(report, 1.0) != recount || report.is_null() != recount.is_none() {
            self.differ(what, report, recount.map_or("—".to_owned(), |n| n.to_string()));
        }
    }

    /// A percentage, recounted in tenths.
    fn rate(&mut self, what: &str, report: &Value, tenths: Option<i64>) {
        if number(report, 10.0) != tenths || report.is_null() != tenths.is_none() {
            self.differ(what, report, tenths.map_or("—".to_owned(), |t| format!("{}.{}", t / 10, t % 10)));
        }
    }

    /// A breakdown.
    fn by(&mut self, key: &str, at: &str, report: &Value, recount: &BTreeMap<String, i64>, all: bool) {
        let mut seen = BTreeMap::new();
        for (part, value) in report.as_object().into_iter().flatten() {
            match value.as_object() {
                Some(table) => seen.extend(table.iter().map(|(k, v)| (format!("{key}/{part}/{k}"), v))),
                None => _ = seen.insert(format!("{key}/{part}"), value),
            }
        }
        let own = format!("{key}/");
        for (part, value) in &seen {
            // Causes are compared by their sum, means where they may be absent.
            if !part.contains("/cause/") && !part.ends_with("/mean") {
                self.count(&format!("{part} {at}"), value, recount.get(part).copied().unwrap_or(0));
            }
        }
        let printed = |part: &str| {
            let names = |p: &str| part.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            PRINTED.iter().any(|p| names(p))
        };
        for (part, n) in recount.iter().filter(|(part, n)| part.starts_with(&own) && **n != 0) {
            if all && printed(part) && seen.get(part).is_none_or(|v| v.is_null()) {
                self.differ(&format!("{part} {at}"), &Value::Null, n);
            }
        }
    }
}

fn number(value: &Value, times: f64) -> Option<i64> {
    let scaled = value.as_f64()? * times;
    ((scaled - scaled.round()).abs() < 1e-6).then_some(scaled.round() as i64)
}

fn cumulative(counts: &BTreeMap<String, (i64, i64)>) -> BTreeMap<String, i64> {
    counts.iter().map(|(figure, count)| (figure.clone(), count.1)).collect()
}

impl Recount {
    /// Where the report differs from the recount, one line each; empty = equal.
    pub fn compare(&self, report: &Value) -> Vec<String> {
        let mut found = Found(self.problems.clone());
        if report["day"] != self.day.to_string() {
            found.differ("day", &report["day"], self.day);
        }
        if report["unit"]["code"] != self.home.as_str() {
            found.differ("unit.code", &report["unit"]["code"], &self.home);
        }
        self.figures(&mut found, &report["figures"], &self.flows_total, &self.home, true);
        self.stocks(&mut found, &report["stocks"], &self.stock_total, "township", true);
        self.zero(&mut found, report, "township", self.zero_before.values().sum());
        self.units(&mut found, report);
        self.reported(&mut found, &report["reported"]);
        for id in [2, 3, 5] {
            let check = report["checks"].as_array().into_iter().flatten().find(|c| c["id"] == id);
            if check.is_none_or(|c| c["ok"] != true) {
                found.0.push(format!("checks[{id}]: not ok: {}", check.unwrap_or(&Value::Null)));
            }
        }
        found.0
    }

    fn figures(
        &self,
        found: &mut Found,
        report: &Value,
        recount: &BTreeMap<String, (i64, i64)>,
        unit: &str,
        township: bool,
    ) {
        let at = if township { "township".to_owned() } else { format!("unit {unit}") };
        let sums = cumulative(recount);
        for key in FLOWS {
            let figure = &report[key];
            let (day, sum) = recount.get(key).copied().unwrap_or_default();
            if figure.is_null() {
                if township || (day, sum) != (0, 0) {
                    found.differ(&format!("{key} {at}"), figure, sum);
                }
                continue;
            }
            found.count(&format!("{key}.day {at}"), &figure["day"], day);
            found.count(&format!("{key}.cumulative {at}"), &figure["cumulative"], sum);
            found.by(key, &at, &figure["by"], &sums, township);
            let causes = figure["by"]["cause"].as_object();
            if causes.is_some() || (township && matches!(key, "zero_in" | "zero_out")) {
                let causes: i64 = causes.into_iter().flatten().filter_map(|(_, n)| n.as_i64()).sum();
                found.count(&format!("{key}.by.cause, summed, {at}"), &causes.into(), sum);
            }
            // The row 未归村 stands under the township's code, but has no target of its own.
            if township || (unit != self.home && figure.get("target").is_some()) {
                let target = self.steering.target(key, unit, self.day);
                found.maybe(&format!("{key}.target {at}"), &figure["target"], target);
                if township || figure.get("rate").is_some() {
                    let rate = target.and_then(|target| percent(sum, target));
                    found.rate(&format!("{key}.rate {at}"), &figure["rate"], rate);
                }
            }
        }
        for key in report.as_object().into_iter().flatten().map(|(key, _)| key.as_str()) {
            if !FLOWS.contains(&key) {
                found.0.push(format!("figures.{key} {at}: no such figure"));
            }
        }
    }

    fn stocks(&self, found: &mut Found, report: &Value, recount: &Stock, at: &str, township: bool) {
        let counts = recount.counts();
        for key in STOCKS {
            let (what, figure) = (format!("{key}.value {at}"), &report[key]);
            match key {
                _ if figure.is_null() && !township && counts.get(key).is_none_or(|n| *n == 0) => {}
                "employment_rate" => found.rate(&what, &figure["value"], recount.employment_rate()),
                "income" => {
                    found.maybe(&what, &figure["value"], recount.income());
                    if township || figure["by"].get("mean").is_some() {
                        found.maybe(&format!("income.mean {at}"), &figure["by"]["mean"], recount.mean());
                    }
                }
                _ => found.count(&what, &figure["value"], recount.count(key)),
            }
            found.by(key, at, &figure["by"], &counts, township);
        }
        let value = |key: &str| report[key]["value"].as_i64().unwrap_or(0);
        let parts = value("covered_households") + value("zero_households") + value("idle_households");
        if parts != value("labour_households") {
            found.differ(&format!("covered + zero + idle households {at}"), &parts.into(), value("labour_households"));
        }
    }

    /// The stock of zero-employment households moves by what the report counts of them.
    fn zero(&self, found: &mut Found, report: &Value, at: &str, before: i64) {
        let day = |key: &str| report["figures"][key]["day"].as_i64().unwrap_or(0);
        let now = before + day("zero_in") + day("zero_new") - day("zero_cleared") - day("zero_out");
        let printed = report["stocks"]["zero_households"]["value"].as_i64().unwrap_or(0);
        if printed != now {
            found.differ(&format!("zero_households against its movements {at}"), &printed.into(), now);
        }
    }

    fn units(&self, found: &mut Found, report: &Value) {
        let mut missing: Vec<&String> = self.flows.keys().chain(self.stocks.keys()).collect();
        let (no_flows, no_stock) = (BTreeMap::new(), Stock::default());
        for unit in report["units"].as_array().into_iter().flatten() {
            let code = unit["code"].as_str().unwrap_or("");
            let at = format!("unit {code}");
            missing.retain(|m| m.as_str() != code);
            self.figures(found, &unit["figures"], self.flows.get(code).unwrap_or(&no_flows), code, false);
            self.stocks(found, &unit["stocks"], self.stocks.get(code).unwrap_or(&no_stock), &at, false);
            self.zero(found, unit, &at, self.zero_before.get(code).copied().unwrap_or(0));
        }
        missing.sort();
        missing.dedup();
        for code in missing {
            let flows = self.flows.get(code).is_some_and(|f| !f.is_empty());
            let stocks = self.stocks.get(code).is_some_and(|s| s.counts().values().any(|n| *n != 0));
            if flows || stocks {
                found.0.push(format!("unit {code}: not in the report, though it has figures"));
            }
        }
    }

    fn reported(&self, found: &mut Found, report: &Value) {
        let villages = self.steering.villages.len() as i64;
        found.count("reported.villages", &report["villages"], villages);
        found.count("reported.done", &report["done"], self.done.len() as i64);
        found.count("reported.none", &report["none"], self.done.values().filter(|none| **none).count() as i64);
        let silent = self.steering.villages.iter().filter(|v| !self.done.contains_key(*v));
        let silent: Vec<&str> = silent.map(String::as_str).collect();
        let codes = report["silent"].as_array().into_iter().flatten();
        let mut printed: Vec<&str> = codes.filter_map(Value::as_str).collect();
        printed.sort_unstable();
        if printed != silent {
            found.differ("reported.silent", &report["silent"], silent.join(" "));
        }
    }
}
