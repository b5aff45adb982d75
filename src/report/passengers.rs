//! The list of a bus as a page to print: A4, a line to sign for each passenger. Its words come from whoever asks for it,
//! so that one template serves every language.

use super::html;
use crate::book::{Error, Result};
use crate::locale::say;
use crate::text::plain;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

const NAME: &str = "passengers.html.j2";
const TEMPLATE: &str = include_str!("../../data/templates/passengers.html.j2");

/// What stands on the page, as it is to read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PassengerList {
    /// BCP 47 tag of the language.
    pub lang: &'static str,
    /// Name of the unit that organises the trip.
    pub unit: String,
    /// Above the list.
    pub title: String,
    /// The trip: label and value.
    pub facts: Vec<(String, String)>,
    /// Heads of the columns; the last is left empty for a signature.
    pub columns: Vec<String>,
    /// The passengers, a cell less than there are columns.
    pub rows: Vec<Vec<String>>,
    /// Who signs below.
    pub foot: Vec<String>,
}

/// The page.
///
/// # Errors
/// A fault of the template, which tests rule out.
pub fn passenger_list(list: &PassengerList) -> Result<String> {
    let wrong = |e: minijinja::Error| Error::Internal(say!("report-template-wrong", why = e.to_string()));
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.add_template(NAME, TEMPLATE).map_err(wrong)?;
    let template = env.get_template(NAME).map_err(wrong)?;
    let page = template.render(context! { style => html::style(), list => Serde(list) }).map_err(wrong)?;
    Ok(plain(&page).into_owned())
}
