//! Offsets in bytes, code points or UTF-16 units.

use super::{Article, OffsetUnit};

/// All offsets of a record, to be counted anew.
pub(crate) type Offsets<'r> = Vec<&'r mut usize>;

impl Article {
    /// The same record with offsets in another unit. A record that is not in bytes is returned as it is.
    ///
    /// ```
    /// use jianbao::{Extractor, OffsetUnit};
    ///
    /// let article = Extractor::default().extract("# 标题\n\n**𠮷**野家今天开门营业,欢迎光临。\n")?;
    /// let block = article.with_offsets(OffsetUnit::Utf16).blocks[0];
    /// assert_eq!((block.start, block.end), (0, 16));
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    #[must_use]
    pub fn with_offsets(&self, unit: OffsetUnit) -> Self {
        self.clone().into_offsets(unit)
    }

    /// As [`with_offsets`](Self::with_offsets), of a record that is not needed in bytes any more.
    #[must_use]
    pub fn into_offsets(self, unit: OffsetUnit) -> Self {
        let mut article = self;
        if article.offset_unit != OffsetUnit::Byte {
            return article;
        }
        article.offset_unit = unit;
        let text = std::mem::take(&mut article.text);
        let blocks = article.blocks.iter_mut().flat_map(|block| [&mut block.start, &mut block.end]);
        let warnings = article.warnings.iter_mut().flat_map(|warning| &mut warning.spans).flat_map(|(start, end)| [start, end]);
        convert(&text, unit, blocks.chain(warnings).collect());
        convert(&text, unit, article.found_offsets());
        article.text = text;
        article
    }
}

/// Counts offsets in bytes of a text in another unit.
pub(crate) fn convert(text: &str, unit: OffsetUnit, mut offsets: Offsets<'_>) {
    if unit == OffsetUnit::Byte {
        return;
    }
    offsets.sort_unstable_by_key(|offset| **offset);
    // One pass over the text, all offsets in ascending order.
    let mut characters = text.char_indices().peekable();
    let mut count = 0;
    for offset in offsets {
        while let Some(&(at, c)) = characters.peek() {
            if at >= *offset {
                break;
            }
            count += if unit == OffsetUnit::Utf16 { c.len_utf16() } else { 1 };
            characters.next();
        }
        *offset = count;
    }
}
