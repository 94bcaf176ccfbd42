//! Front matter of static site generators (Hexo, Jekyll, Hugo): the subset of YAML that they use.
//!
//! A full YAML parser refuses what is often seen there (colons in unquoted titles, tabs); a broken page is never an
//! error, so this reader takes `key: value`, quoted values, `[a, b]` and `- item` lists, and skips the rest.

/// Keys (lower case) with their values, in order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    entries: Vec<(String, Vec<String>)>,
}

impl FrontMatter {
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All values of a key.
    pub(crate) fn values(&self, key: &str) -> &[String] {
        self.entries.iter().find(|(k, _)| k == key).map_or(&[], |(_, values)| values)
    }

    /// The first value of the first of these keys that has one.
    pub(crate) fn first(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.values(key).first()).map(String::as_str)
    }
}

/// Splits a text into its front matter, empty if it has none, and what follows.
pub(crate) fn split(text: &str) -> (FrontMatter, &str) {
    let none = (FrontMatter::default(), text);
    let Some(rest) = text.trim_start().strip_prefix("---").and_then(|r| r.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')) else {
        return none;
    };
    let mut matter = FrontMatter::default();
    let mut length = 0;
    for line in rest.split_inclusive('\n') {
        length += line.len();
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return if matter.is_empty() { none } else { (matter, &rest[length..]) };
        }
        matter.read_line(line);
    }
    none
}

impl FrontMatter {
    fn read_line(&mut self, line: &str) {
        let trimmed = line.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            return;
        }
        if let Some(item) = trimmed.strip_prefix("- ") {
            if let Some((_, values)) = self.entries.last_mut() {
                values.extend(scalar(item));
            }
            return;
        }
        let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.is_empty() && !key.contains([' ', '\t'])) else { return };
        let value = value.trim();
        let values = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            Some(list) => list.split(',').filter_map(scalar).collect(),
            None => scalar(value).into_iter().collect(),
        };
        self.entries.push((key.to_lowercase(), values));
    }
}

/// A value without its quotation marks; none if it is empty.
fn scalar(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(text);
    (!bare.is_empty()).then(|| bare.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_site_generators_write() {
        let (matter, rest) =
            split("\n---\ntitle: '一: 二'\ntags: [甲, \"乙\"]\ncategories: \n - 丙\n - 丁\ndate: 2022-03-19 02:29:14\n---\n正文");
        assert_eq!(matter.first(&["title"]), Some("一: 二"));
        assert_eq!(matter.values("tags"), ["甲", "乙"]);
        assert_eq!(matter.values("categories"), ["丙", "丁"]);
        assert_eq!(matter.first(&["date"]), Some("2022-03-19 02:29:14"));
        assert_eq!(rest, "正文");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let text = "---\n没有键\n---\n正文";
        assert_eq!(split(text), (FrontMatter::default(), text));
        assert_eq!(split("---\ntitle: 没有结尾\n").1, "---\ntitle: 没有结尾\n");
    }
}
