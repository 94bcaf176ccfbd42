//! Offsets in bytes, code points or UTF-16 units.

use super::{Article, OffsetUnit};

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
        let mut article = self.clone();
        if self.offset_unit == unit || self.offset_unit != OffsetUnit::Byte {
            return article;
        }
        article.offset_unit = unit;
        let mut offsets: Vec<&mut usize> = Vec::with_capacity(2 * article.blocks.len());
        for block in &mut article.blocks {
            offsets.extend([&mut block.start, &mut block.end]);
        }
        for (start, end) in article.warnings.iter_mut().flat_map(|w| &mut w.spans) {
            offsets.extend([start, end]);
        }
        offsets.sort_unstable_by_key(|offset| **offset);
        // One pass over the text, all offsets in ascending order.
        let mut characters = self.text.char_indices().peekable();
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
        article
    }
}
