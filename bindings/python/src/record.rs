//! The parts of a record as Python classes: immutable, with typed attributes, compared and hashed by value.

use std::fmt::Write;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::JianbaoError;

/// A list of a record: a tuple.
pub(crate) struct Items<T>(pub(crate) Vec<T>);

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Items<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        PyTuple::new(py, self.0)
    }
}

impl<T> Items<T> {
    /// From parts of the library's record.
    pub(crate) fn of<'a, C: 'a>(parts: impl IntoIterator<Item = &'a C>) -> Self
    where
        T: From<&'a C>,
    {
        Self(parts.into_iter().map(T::from).collect())
    }
}

/// The name of a kind, as the record writes it.
pub(crate) fn name(kind: impl Serialize) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

pub(crate) fn to_json(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

pub(crate) fn from_json<T: DeserializeOwned>(json: &str) -> PyResult<T> {
    serde_json::from_str(json).map_err(|error| JianbaoError::new_err(format!("not a record of jianbao: {error}")))
}

/// The objects that a JSON text describes.
pub(crate) fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyDict>> {
    Ok(py.import("json")?.call_method1("loads", (json,))?.cast_into()?)
}

/// How to make an object anew: a class method and the JSON that it takes.
pub(crate) type Reduced<'py, A> = (Bound<'py, PyAny>, A);

/// `Name(field=value, …)`, without what is `None`.
struct Repr(String);

impl Repr {
    fn field<'py>(&mut self, py: Python<'py>, name: &str, value: impl IntoPyObject<'py>) -> PyResult<()> {
        let value = value.into_bound_py_any(py)?;
        if !value.is_none() {
            let comma = if self.0.ends_with('(') { "" } else { ", " };
            let _ = write!(self.0, "{comma}{}={}", name.trim_start_matches("r#"), value.repr()?);
        }
        Ok(())
    }
}

/// Declares a class over a part of the library's record: its attributes, each with its type and where it comes from.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident($core:ty) as $this:ident { $($(#[$about:meta])* $field:ident: $type:ty = $value:expr,)+ }) => {
        $(#[$doc])*
        #[pyclass(module = "jianbao", frozen, eq, hash)]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub(crate) struct $name(pub(crate) $core);

        #[pymethods]
        impl $name {
            $($(#[$about])* #[getter] fn $field(&self) -> $type { let $this = &self.0; $value })+

            /// The part of the record as a `dict`, as its JSON has it.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                loads(py, &to_json(&self.0))
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let mut repr = Repr(concat!(stringify!($name), "(").into());
                $(repr.field(py, stringify!($field), self.$field())?;)+
                Ok(repr.0 + ")")
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (String,)>> {
                Ok((py.get_type::<Self>().getattr("_from_json")?, (to_json(&self.0),)))
            }

            #[classmethod]
            fn _from_json(_class: &Bound<'_, PyType>, json: &str) -> PyResult<Self> {
                from_json(json).map(Self)
            }
        }

        impl From<&$core> for $name {
            fn from(part: &$core) -> Self {
                Self(part.clone())
            }
        }
    };
}

record! {
    /// A person as credited on the page.
    Person(jianbao::Person) as person {
        /// The name, without the blank that sometimes parts a surname.
        name: String = person.name.clone(),
        /// The word of the page, in simplified characters: 记者, 通讯员, 责任编辑.
        role: String = person.role.clone(),
        /// The number of the entity of that person, if entities were asked for.
        entity: Option<usize> = person.entity,
    }
}

record! {
    /// A point in time with the precision the page gives it.
    Date(jianbao::Date) as date {
        /// ISO 8601; with a time of day also the zone, China's (+08:00) where the page names none.
        iso: String = date.iso.clone(),
        /// How exact it is: "year", "month", "day", "minute", "second".
        precision: String = name(date.precision),
        /// The words of the page.
        raw: String = date.raw.clone(),
    }
}

record! {
    /// The dateline at the start of a dispatch: 红网时刻常德2月12日讯.
    Dateline(jianbao::Dateline) as dateline {
        /// The words of the page.
        raw: String = dateline.raw.clone(),
        /// Who sent it.
        agency: Option<String> = dateline.agency.clone(),
        /// From where.
        place: Option<String> = dateline.place.clone(),
        /// The day, as ISO 8601; the year is that of the publish date.
        date: Option<String> = dateline.date.clone(),
    }
}

record! {
    /// A picture inside the body.
    Image(jianbao::Image) as image {
        /// Its address, resolved against the page's.
        url: String = image.url.clone(),
        /// The caption under it, else its alternative text.
        caption: Option<String> = image.caption.clone(),
    }
}

record! {
    /// A paragraph of the body.
    Block(jianbao::Block) as block {
        /// What it is: "paragraph", "heading", "caption", "list_item", "table" (a row of one), "quote".
        kind: String = name(block.kind),
        /// Where it starts in `text`, in code points.
        start: usize = block.start,
        /// Where it ends, exclusive.
        end: usize = block.end,
    }
}

record! {
    /// Something a reader of the record should know.
    ArticleWarning(jianbao::Warning) as warning {
        /// What it is about: "no_article", "encoding_guessed", "injected_text" and others.
        kind: String = name(warning.kind),
        /// In words, or the words concerned.
        detail: String = warning.detail.clone(),
        /// Where in `text`, if it is about places there: pairs of start and end, in code points.
        spans: Items<(usize, usize)> = Items(warning.spans.clone()),
    }
}

record! {
    /// A place in the text that names something.
    Mention(jianbao::Mention) as mention {
        /// Where it starts in the text, in code points.
        start: usize = mention.start,
        /// Where it ends, exclusive.
        end: usize = mention.end,
        /// The words between the two.
        text: String = mention.text.clone(),
        /// What it names: "person", "place", "organization", "title", "time", "quantity", "work", "contact".
        kind: String = name(mention.kind),
        /// The number of the entity that it speaks of, if entities were asked for.
        entity: Option<usize> = mention.entity,
        /// What it stands for: a Time, Quantity, Place or Contact, by its kind.
        value: Option<Value> = mention.value.as_ref().and_then(Value::new),
    }
}

impl Mention {
    /// Of words that begin at this code point.
    pub(crate) fn new(start: usize, words: &str, kind: jianbao::MentionKind, value: Option<jianbao::Value>) -> Self {
        Self(jianbao::Mention::new(start..start + words.chars().count(), words, kind, value))
    }
}

/// What a mention stands for.
#[derive(IntoPyObject)]
pub(crate) enum Value {
    Time(Time),
    Quantity(Quantity),
    Place(Place),
    Contact(Contact),
}

impl Value {
    fn new(value: &jianbao::Value) -> Option<Self> {
        Some(match value {
            jianbao::Value::Time(time) => Self::Time(time.into()),
            jianbao::Value::Quantity(quantity) => Self::Quantity(quantity.into()),
            jianbao::Value::Place(place) => Self::Place(place.into()),
            jianbao::Value::Contact(contact) => Self::Contact(contact.into()),
            _ => return None,
        })
    }
}

record! {
    /// What the words of a time stand for.
    Time(jianbao::value::time::Time) as time {
        /// Which kind of time: "DATE", "TIME", "DURATION", "SET".
        r#type: String = name(time.kind),
        /// As TIMEX3 writes it: "2022-03-08", "P3D", "PAST_REF".
        timex: String = time.timex.clone(),
        /// Local time, without a zone, where the interval begins; None if it is open or not known. "from" in the dict form.
        from_: Option<String> = time.from.clone(),
        /// Local time where it ends, exclusive; None if it is open or not known.
        to: Option<String> = time.to.clone(),
        /// How the value is to be read, if not as it stands: "APPROX", "START", "MORE_THAN" and others of TIMEX3.
        r#mod: Option<String> = time.modifier.map(name),
    }
}

record! {
    /// What the words of a quantity stand for. Numbers are decimal strings, so that no digit is lost.
    Quantity(jianbao::value::quantity::Quantity) as quantity {
        /// The number, 万 and 亿 multiplied into it; None for a range and a ratio.
        number: Option<String> = quantity.number.clone(),
        /// The measure word or unit as it is written, without 万 and 亿: 名, 公里, %.
        unit: Option<String> = quantity.unit.clone(),
        /// What is counted or measured: 居民.
        object: Option<String> = quantity.object.clone(),
        /// Which kind of quantity: "count", "money", "percent", "length" and others.
        measure: String = name(quantity.measure),
        /// How exact it is: "exact", "about", "at_least", "at_most", "more_than", "less_than", "range".
        bound: String = name(quantity.bound),
        /// The lower end of a range, or the number that it is at least or more than.
        lower: Option<String> = quantity.lower.clone(),
        /// The upper end of a range, or the number that it is at most or less than.
        upper: Option<String> = quantity.upper.clone(),
        /// Of money the code of ISO 4217.
        currency: Option<String> = quantity.currency.clone(),
    }
}

record! {
    /// What the words of a place stand for.
    Place(jianbao::value::place::Place) as place {
        /// Six digits of GB/T 2260, down to the level of counties; of a town or village those of its county.
        code: Option<String> = place.code.clone(),
        /// Nine digits of a town, twelve of a village, of the National Bureau of Statistics.
        code_full: Option<String> = place.code_full.clone(),
        /// Full names from the province, or the country, down to the place itself.
        chain: Items<String> = Items(place.chain.clone()),
        /// What sort of place it is: "country", "province", "city", "county", "town", "village", "natural", "other".
        level: String = name(place.level),
        /// Of a division that is no more the code of the one that took its place, where that is known.
        successor: Option<String> = place.successor.clone(),
        /// Of a country, and of a place in another country than China, the two letters of ISO 3166-1.
        country: Option<String> = place.country.clone(),
        /// How certain it is that this place is meant, from 0 to 1.
        confidence: f64 = place.confidence.get(),
    }
}

record! {
    /// A telephone number or an address.
    Contact(jianbao::Contact) as contact {
        /// Which of them: "phone", "url", "email".
        r#type: String = name(contact.kind),
        /// Telephone numbers: digits alone. Addresses: with a scheme, scheme and host in lower case. E-mail: in lower case.
        normalized: String = contact.normalized.clone(),
    }
}

record! {
    /// A person, place, organization or document that the text speaks of, by whatever words.
    Entity(jianbao::Entity) as entity {
        /// Its number: its place in the list of entities.
        id: usize = entity.id,
        /// What it is: "person", "place", "organization", "work".
        kind: String = name(entity.kind),
        /// Its fullest name.
        name: String = entity.name.clone(),
        /// Whether the text does not have the name as it stands here.
        inferred: bool = entity.inferred,
        /// The mentions that speak of it, by their place in the list of mentions.
        mentions: Items<usize> = Items(entity.mentions.clone()),
    }
}

record! {
    /// A post that somebody holds.
    Affiliation(jianbao::Affiliation) as held {
        /// The number of the entity that holds it; None where the text names the post alone.
        person: Option<usize> = held.person,
        /// The post; None where the text says only where somebody belongs.
        title: Option<String> = held.title.clone(),
        /// The number of the entity where it is held: an organization, or a place.
        organization: Option<usize> = held.organization,
        /// Whether the text calls it one of the past.
        former: bool = held.former,
        /// Whether the organization stands elsewhere in the text, not beside the post.
        inferred: bool = held.inferred,
        /// How certain it is, from 0 to 1.
        confidence: f64 = held.confidence.get(),
        /// Where the words that say so start, in code points; None if the byline says so.
        start: Option<usize> = held.start,
        /// Where they end, exclusive.
        end: Option<usize> = held.end,
    }
}

record! {
    /// Something that somebody said or wrote.
    Quotation(jianbao::Quotation) as said {
        /// Where it starts, in code points; a direct one with its mark.
        start: usize = said.start,
        /// Where it ends, exclusive.
        end: usize = said.end,
        /// "direct": the speaker's own words, in quotation marks; "indirect": what was said, in the words of the text.
        kind: String = name(said.kind),
        /// The number of the entity that said so; None where the text does not name it, or leaves it unclear.
        speaker: Option<usize> = said.speaker,
        /// How certain quotation and speaker are, from 0 to 1.
        confidence: f64 = said.confidence.get(),
        /// The word that says so; None where the speech goes on without one.
        cue: Option<Cue> = said.cue.as_ref().map(Cue::from),
    }
}

record! {
    /// Where the word stands that makes a quotation of its neighbours.
    Cue(jianbao::Cue) as cue {
        /// Where it starts, in code points.
        start: usize = cue.start,
        /// Where it ends, exclusive.
        end: usize = cue.end,
    }
}
