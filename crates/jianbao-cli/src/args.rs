//! What can be typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use jianbao::value::time::Reference;

/// Chinese news pages, as they were crawled, to structured records.
#[derive(Debug, Parser)]
#[command(name = "jianbao", version, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  jianbao extract page.html --format markdown
  jianbao extract crawl/ --output articles.jsonl
  jianbao annotate article.txt --format json
  jianbao tokenize article.txt --pos
  jianbao completions bash > ~/.local/share/bash-completion/completions/jianbao

`jianbao extract --help`, `jianbao annotate --help` and `jianbao tokenize --help` tell of inputs, formats and options.
Exit codes: 0 done, 1 some documents failed, 2 usage, configuration or I/O error.";

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Extract(Extract),
    Annotate(Annotate),
    Tokenize(Tokenize),
    /// Print the JSON Schema of a record
    Schema,
    /// Print a completion script for a shell
    Completions {
        /// For which shell
        shell: Shell,
    },
}

/// Extract the articles of pages: headline, authors, source, date, clean body, and what it speaks of
///
/// Reads HTML, Markdown and plain text in any encoding; JSONL with a page in each row, {"id": …, "url": …, "html": …, "date": …} or
/// {"id": …, "url": …, "text": …}; WARC files; all of these also in gzip or zstd; and directories of them. What a file holds is told by
/// its content, not by its name. Records come in the order of the input.
///
/// Of a WARC file, the pages are read that a server sent with a status of 200 to 299 (response), that are stored under their address
/// (resource) or as text (conversion): HTML, Markdown and plain text. All else is passed over and counted. The id of the record is its
/// WARC-Record-ID, the url its WARC-Target-URI; its WARC-Date is what relative times count from if the page names no date. A place that is
/// damaged is an error whose id is FILE:BYTE, in compressed files FILE:BYTE of the member+BYTE in it, and reading goes on behind it.
///
/// In JSONL and JSON, a document that cannot be read or is over a limit is {"id": …, "error": {"kind": …, "message": …}}; in Parquet,
/// it is a row with these two columns alone. An id that is no string is its JSON in Parquet.
#[derive(Debug, clap::Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) inputs: Inputs,

    /// Where the pages come from, if they do not bring an address themselves
    ///
    /// It resolves relative links and finds site rules. The "url" of a JSONL row goes before it.
    #[arg(long, value_hint = ValueHint::Url, help_heading = "Input")]
    pub(crate) url: Option<String>,

    /// How records are written, jsonl if neither this nor the name of the output tells
    #[arg(long, value_enum, help_heading = "Output")]
    pub(crate) format: Option<Format>,

    #[command(flatten)]
    pub(crate) run: Run,

    /// Mark reprints: records of the same article, with the id of the one that was published first as "duplicate_of"
    ///
    /// Articles are the same if they share half of the shorter one, whatever stands around it and however it is encoded; bulletins
    /// that differ in their numbers are not. Which came first is known at the end, so that --output is needed and appears
    /// when it is complete. A million records take some 400 MB of memory. Format jsonl or parquet.
    #[arg(long, help_heading = "Output")]
    pub(crate) dedup: bool,

    /// How far pages are read; each stage has those before it
    #[arg(long, value_enum, default_value_t, help_heading = "Extraction")]
    pub(crate) stages: Stages,

    #[command(flatten)]
    pub(crate) values: Values,

    /// Which way to lean where it is not certain that a line belongs to the article
    #[arg(long, value_enum, default_value_t, help_heading = "Extraction")]
    pub(crate) focus: Focus,

    /// Rules of your own for sites that the general rules get wrong
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Extraction", long_help = RULES)]
    pub(crate) rules: Option<PathBuf>,
}

/// How times are read.
#[derive(Debug, clap::Args)]
pub(crate) struct Values {
    /// Day that relative times are counted from: 2022-03-08, or with a time of day 2022-03-08T10:29
    ///
    /// The date of a JSONL row goes before it, and it goes before the day on which a page was published; the day on which it was crawled
    /// is the last resort.
    #[arg(long, value_name = "DATE", help_heading = "Values")]
    pub(crate) reference_date: Option<Reference>,

    /// Which day a date without a year means, where no word of the text tells past from future
    #[arg(long, value_enum, default_value_t, help_heading = "Values")]
    pub(crate) prefer: Prefer,
}

/// Where documents come from.
#[derive(Debug, clap::Args)]
pub(crate) struct Inputs {
    /// Files and directories; `-` or nothing for stdin
    ///
    /// Directories are read with all that is below them, sorted by name, but for hidden files.
    #[arg(value_name = "FILES|DIRS|-", value_hint = ValueHint::AnyPath, help_heading = "Input")]
    pub(crate) paths: Vec<PathBuf>,

    /// Charset of what is read, as in the HTTP header, such as gb18030; JSONL is always UTF-8, and the header in a WARC file goes before it
    #[arg(long, value_name = "LABEL", help_heading = "Input")]
    pub(crate) charset: Option<String>,
}

/// How documents are worked on, and where records go.
#[derive(Debug, clap::Args)]
pub(crate) struct Run {
    /// Write to a file instead of stdout; a run that was broken off goes on where it was
    ///
    /// The end of its name tells the format, if --format does not, and the compression: .jsonl .json .jsonld .txt .md .parquet,
    /// text also with .gz or .zst behind it.
    ///
    /// A run that was killed, or has found the disk full, is finished by the same command: what is in the file stays, and each
    /// record is there once. How far it has come stands in a hidden file beside the output, .NAME.jianbao, until it is done;
    /// it is for the same inputs and options only, and with stdin the same is to be given again. At most the work of five
    /// seconds is done twice. A Parquet file appears when it is complete.
    #[arg(short, long, value_name = "PATH", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// Begin the output anew, whatever an unfinished run has written
    #[arg(long, requires = "output", help_heading = "Output")]
    pub(crate) restart: bool,

    /// Say nothing on stderr but what ends the run: no progress, no failures, no counts at the end
    #[arg(long, help_heading = "Output")]
    pub(crate) quiet: bool,

    /// Write the counts of the run, which stand on stderr otherwise, to a file as JSON
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) summary: Option<PathBuf>,

    /// How many documents to work on at a time, as many as there are cores if not given
    #[arg(short = 'j', long, value_name = "N", help_heading = "Run")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Stop at the first document that fails
    #[arg(long, help_heading = "Run")]
    pub(crate) fail_fast: bool,
}

const RULES: &str = "\
Rules of your own for sites that the general rules get wrong

A TOML file of tables like this one, all but the host optional:

[[site]]
host = \"news.example.cn\"    # and its subdomains
body = \"#article .text\"     # ids and classes
remove = [\".vote\"]
headline = \".main-title\"
author = \".author\"          # source, editor and date likewise";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  A page as Markdown:
    jianbao extract page.html --format markdown
  A page from the web, with its address:
    curl -s https://news.example.cn/1.html | jianbao extract --url https://news.example.cn/1.html
  A crawl on four threads, one JSON record a line:
    jianbao extract crawl/ -j 4 --output articles.jsonl
  The same as Parquet, and the sources that are cited most:
    jianbao extract crawl/ --output articles.parquet
    duckdb -c \"select source, count(*) from 'articles.parquet' group by all order by 2 desc\"
  Compressed on its way, and gone on with by the same command if it is broken off:
    jianbao extract crawl.jsonl --output articles.jsonl.zst
  Without reprints:
    jianbao extract crawl/ --dedup --output articles.jsonl
    jq -c 'select(.duplicate_of == null)' articles.jsonl
  What a crawler stored, and counts of what is in it:
    jianbao extract crawl.warc.gz --output articles.jsonl --summary counts.json
  Rows of JSONL, of which only the headlines are wanted:
    jianbao extract pages.jsonl --stages article | jq -r .headline
  The persons that a page speaks of:
    jianbao extract page.html | jq -r '.mentions[] | select(.kind == \"person\") | .text'
  With site rules, rather losing a line than keeping one too many:
    jianbao extract crawl/ --rules sites.toml --focus precision";

/// Find what texts speak of: persons, places, organizations, works, contacts
///
/// Reads running text, without the structure of a page: files, each of them one text, directories of them, and JSONL with a text
/// in each row: {"id": …, "text": …, "reference_date": …}. The date is what relative times are counted from.
/// What a file holds is told by its first line. Records come in the order of the input; their offsets count the code points
/// of the text exactly as it was given.
///
/// A text that cannot be read or is over a limit is {"id": …, "error": {"kind": …, "message": …}}.
#[derive(Debug, clap::Args)]
#[command(after_help = ANNOTATE_EXAMPLES)]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub(crate) inputs: Inputs,

    /// How records are written, jsonl if neither this nor the name of the output tells
    #[arg(long, value_enum, help_heading = "Output")]
    pub(crate) format: Option<Records>,

    #[command(flatten)]
    pub(crate) run: Run,

    /// Whose convention says what a name is and where it ends
    #[arg(long, value_enum, default_value_t, help_heading = "Annotation")]
    pub(crate) guideline: Guideline,

    #[command(flatten)]
    pub(crate) values: Values,
}

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  A sentence:
    echo 详情请拨打云州市民服务热线12345 | jianbao annotate
  Rows of JSONL on four threads, one JSON record a line:
    jianbao annotate texts.jsonl -j 4 --output records.jsonl
  Telephone numbers and addresses in a form that can be compared:
    jianbao annotate notice.txt | jq -r '.mentions[] | select(.kind == \"contact\") | .value.normalized'
  Old files:
    jianbao annotate --charset gbk 1998/

Exit codes: 0 done, 1 some texts failed, 2 usage, configuration or I/O error.";

/// Cut lines of text into words, with their parts of speech if asked for
///
/// Writes one line for every line that it reads: the words as they are in the text, one space between two of them. White
/// space of the text is left out, so an empty line stays an empty line. Names of persons, numbers, Latin words, codes,
/// URLs and e-mail addresses are one word each, and every punctuation mark is one.
#[derive(Debug, clap::Args)]
#[command(after_help = TOKENIZE_EXAMPLES)]
pub(crate) struct Tokenize {
    /// Files, one after another; `-` or nothing for stdin
    #[arg(value_name = "FILES|-", value_hint = ValueHint::FilePath, help_heading = "Input")]
    pub(crate) paths: Vec<PathBuf>,

    /// Encoding of the files, such as gb18030, if it is not UTF-8
    ///
    /// A byte order mark goes before it. What is written is always UTF-8.
    #[arg(long, value_name = "LABEL", help_heading = "Input")]
    pub(crate) charset: Option<String>,

    /// Write each word with its part of speech: 记者/n
    ///
    /// The tags are those of the People's Daily corpus in lower case, as jieba has them. A word may hold a slash itself
    /// (2/3/m); the tag stands behind the last one.
    #[arg(long, help_heading = "Output")]
    pub(crate) pos: bool,

    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "PATH", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// Words of your own that are to be kept whole
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Words", long_help = WORDS)]
    pub(crate) words: Option<PathBuf>,
}

const WORDS: &str = "\
Words of your own that are to be kept whole

A UTF-8 file with a word in each line, and behind tabs, if you like, its part of speech (n if not given) and its cost, \
a whole number from -20000 to 20000: 300 less make a word e times as likely. Empty lines and those that begin with # are \
passed over.

# word\ttag
福源老年公寓\tnt
长三角一体化";

const TOKENIZE_EXAMPLES: &str = "\
Examples:
  The words of a line:
    echo 云州市图书馆周六开馆 | jianbao tokenize
  A file, with parts of speech:
    jianbao tokenize article.txt --pos --output article.tagged.txt
  The bodies of a crawl:
    jianbao extract crawl/ --format text | jianbao tokenize
  Old files, with words of your own:
    jianbao tokenize --charset gbk --words words.tsv 1998.txt 1999.txt
  The persons that are named most often:
    jianbao tokenize --pos article.txt | tr ' ' '\\n' | grep '/nr$' | sort | uniq -c | sort -n

Exit codes: 0 done, 2 usage, configuration or I/O error.";

/// The word that a value is typed as.
pub(crate) fn word(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|word| word.get_name().to_owned()).unwrap_or_default()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// One record a line
    #[default]
    Jsonl,
    /// For reading: one record, or a list of several
    Json,
    /// The clean body only
    Text,
    /// Headline, credits and body
    Markdown,
    /// schema.org NewsArticle, one a line
    Jsonld,
    /// IPTC ninjs 3.1, one a line
    Ninjs,
    /// A row for each document, nested columns as in the JSON, for duckdb, polars, pandas or Spark
    Parquet,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Records {
    /// One record a line
    #[default]
    Jsonl,
    /// For reading: one record, or a list of several
    Json,
}

impl Format {
    /// Those of the formats that annotations have.
    pub(crate) const RECORDS: [Self; 2] = [Self::Jsonl, Self::Json];
}

impl From<Records> for Format {
    fn from(records: Records) -> Self {
        match records {
            Records::Jsonl => Self::Jsonl,
            Records::Json => Self::Json,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Stages {
    /// The article: headline, authors, dates, body
    Article,
    /// And what its body speaks of
    Mentions,
    /// And what times, quantities, places and contacts stand for
    Values,
    /// And which mentions speak of the same thing
    Entities,
    /// And who holds which post where, and who said what
    #[default]
    Relations,
}

impl From<Stages> for jianbao::Stages {
    fn from(stages: Stages) -> Self {
        match stages {
            Stages::Article => Self::Article,
            Stages::Mentions => Self::Mentions,
            Stages::Values => Self::Values,
            Stages::Entities => Self::Entities,
            Stages::Relations => Self::Relations,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Guideline {
    /// Ours; the others exist so that their corpora can be scored
    #[default]
    News,
    /// MSRA's corpus (SIGHAN 2006)
    Msra,
    /// CLUENER 2020
    Cluener,
    /// Résumés of executives
    Resume,
    /// Posts on Weibo
    Weibo,
}

impl From<Guideline> for jianbao::Guideline {
    fn from(guideline: Guideline) -> Self {
        match guideline {
            Guideline::News => Self::News,
            Guideline::Msra => Self::Msra,
            Guideline::Cluener => Self::Cluener,
            Guideline::Resume => Self::Resume,
            Guideline::Weibo => Self::Weibo,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Prefer {
    /// The one nearest to the reference date, as news is written
    #[default]
    Nearest,
    /// The last one, or today
    Past,
    /// The next one, or today
    Future,
}

impl From<Prefer> for jianbao::value::time::Prefer {
    fn from(prefer: Prefer) -> Self {
        match prefer {
            Prefer::Nearest => Self::Nearest,
            Prefer::Past => Self::Past,
            Prefer::Future => Self::Future,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Focus {
    /// Rather lose a line of the article
    Precision,
    /// Both count the same
    #[default]
    Balanced,
    /// Rather keep a line too many
    Recall,
}

impl From<Focus> for jianbao::Focus {
    fn from(focus: Focus) -> Self {
        match focus {
            Focus::Precision => Self::Precision,
            Focus::Balanced => Self::Balanced,
            Focus::Recall => Self::Recall,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Args;

    #[test]
    fn the_arguments_make_sense() {
        Args::command().debug_assert();
    }
}
