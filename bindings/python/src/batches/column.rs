//! A column of pages, addresses or dates, in whichever of Arrow's layouts it comes.

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, Date32Array, LargeBinaryArray, LargeStringArray, RecordBatch, StringArray,
    StringViewArray,
};
use arrow_schema::{ArrowError, DataType};

pub(super) enum Column {
    Text(Text),
    Bytes(Bytes),
    Date(Date32Array),
    /// All null.
    Null,
}

pub(super) enum Text {
    Small(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
}

pub(super) enum Bytes {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
}

impl Column {
    fn new(array: &ArrayRef) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Text(Text::Small(array.as_string().clone())),
            DataType::LargeUtf8 => Self::Text(Text::Large(array.as_string().clone())),
            DataType::Utf8View => Self::Text(Text::View(array.as_string_view().clone())),
            DataType::Binary => Self::Bytes(Bytes::Small(array.as_binary().clone())),
            DataType::LargeBinary => Self::Bytes(Bytes::Large(array.as_binary().clone())),
            DataType::BinaryView => Self::Bytes(Bytes::View(array.as_binary_view().clone())),
            DataType::Date32 => Self::Date(array.as_primitive::<Date32Type>().clone()),
            DataType::Null => Self::Null,
            _ => return None,
        })
    }

    /// The column of a batch, if it has one of this name.
    ///
    /// # Errors
    ///
    /// A schema error if it is not of the type that is expected.
    pub(super) fn find(batch: &RecordBatch, name: &str, expected: &str, fits: fn(&Self) -> bool) -> Result<Option<Self>, ArrowError> {
        let Some(array) = batch.column_by_name(name) else { return Ok(None) };
        let column = Self::new(array).filter(|column| fits(column) || matches!(column, Self::Null));
        let wrong = || ArrowError::SchemaError(format!("column {name}: expected {expected}, not {}", array.data_type()));
        column.map(Some).ok_or_else(wrong)
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    pub(super) fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Text(Text::Small(array)) => array.is_valid(row).then(|| array.value(row)),
            Self::Text(Text::Large(array)) => array.is_valid(row).then(|| array.value(row)),
            Self::Text(Text::View(array)) => array.is_valid(row).then(|| array.value(row)),
            _ => None,
        }
    }

    pub(super) fn bytes(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Bytes(Bytes::Small(array)) => array.is_valid(row).then(|| array.value(row)),
            Self::Bytes(Bytes::Large(array)) => array.is_valid(row).then(|| array.value(row)),
            Self::Bytes(Bytes::View(array)) => array.is_valid(row).then(|| array.value(row)),
            _ => None,
        }
    }

    /// A day as ISO 8601.
    pub(super) fn date(&self, row: usize) -> Option<String> {
        let Self::Date(array) = self else { return None };
        if array.is_valid(row) { array.value_as_date(row).map(|date| date.to_string()) } else { None }
    }
}
