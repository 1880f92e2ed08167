//! The codes of diagnostics: what each means, an example of it, and what to do.
//!
//! Codes are part of the JSON interface: a name that was published is not given to another meaning. Adding one takes its
//! entry in the table below, in the order of names, and a diagnostic that bears it.

use std::fmt;

use Code::*;

/// Defines the codes from their table.
macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $code:ident $name:literal $example:literal => $remedy:literal,)+) => {
        /// What kind of mistake a diagnostic is about. Ordered by name.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $meaning])+ $code,)+
        }

        /// All codes, in their order.
        const ALL: &[Entry] = &[
            $(Entry {
                code: $code,
                name: $name,
                meaning: concat!($($meaning),+),
                example: $example,
                remedy: $remedy,
            },)+
        ];
    };
}

/// What is known of a code.
struct Entry {
    code: Code,
    name: &'static str,
    meaning: &'static str,
    example: &'static str,
    remedy: &'static str,
}

codes! {
    /// A page would stand at an address that Windows allows no file to have.
    AddressReserved "address-reserved" "Windows allows no file and no folder of the name `con`"
        => "choose another id, if the report is to be opened there",
    /// Two pages would stand at one address.
    AddressTwice "address-twice" "two pages would stand at `2026-10/metrics/index.html`"
        => "rename the dimension or the figure",
    /// A page would stand at an address that holds more than letters, digits and simple marks.
    AddressUnsafe "address-unsafe" "a page would stand at `2026-10/a b/index.html`, which is no address"
        => "use letters, digits, `-`, `_`, `.` in ids",
    /// All rows of a source lie outside the days between which it is read.
    AllOutside "all-outside" "no row of `survey` lies within `from` and `until`: 412 are set aside"
        => "check the two days, or leave the source out",
    /// All rows of a file are set aside, because their ids stand in other rows that count.
    AllRepeated "all-repeated" "all 120 rows of `data/october.csv` are set aside: their ids stand in other rows"
        => "check the column that `response_id` names",
    /// A value in a text of an author is not written as it has to be.
    Binding "binding" "`{{ recommend. }}` names no value: a part is missing after the point"
        => "write it like `{{ recommend }}`, `{{ recommend.change }}` or `{{ effort(channel=\"chat\") }}`",
    /// A text of an author names a value that this period does not have, or that is withheld.
    BindingAbsent "binding-absent" "`{{ effort.change }}` has no value here: the page says “no data”"
        => "name another value, or say it without one",
    /// A cell of a spreadsheet holds an error that no program is known to write.
    CellError "cell-error" "a cell of the sheet `Answers` holds the error `#SPILT!`"
        => "mend its formula, or clear the cell",
    /// A file was written to while it was read, so that its rows cannot be told to belong together.
    ChangedWhileRead "changed-while-read" "`data/2026-10.csv` was changed while it was read"
        => "build again when the export is finished",
    /// A question was changed on a day, and the periods of the report have no days.
    ChangesWithoutDays "changes-without-days" "`recommend` was changed on days, and waves have none"
        => "give the question another id from the wave on in which it was changed",
    /// A chart could not be drawn; its page has only the table.
    ChartFailed "chart-failed" "a chart could not be drawn, its page has only the table: out of memory"
        => "report it with this message: it is a mistake in the program, not in your data",
    /// A metric of scores reads a column in which customers choose from a list.
    ChoiceAsScore "choice-as-score" "`contact.score` is a choice, and is counted as a score"
        => "write the metric that the message names, with a direction where more or fewer would be good news",
    /// Cells seem to hold several choices, parted by a mark that is not known.
    ChoicesParted "choices-parted" "cells of `reasons` hold several choices that `/` seem to part"
        => "add `separator: \"/\"` to the questions with this column",
    /// The themes into which comments are sorted cannot be told apart, or say nothing.
    Codebook "codebook" "the theme `waiting` has no words"
        => "correct the codebook as the message says",
    /// A file has none of the columns by the name that the configuration gives.
    ColumnNotFound "column-not-found" "`data/survey.csv` has no column `nps`"
        => "name the column as the file does; `[one, other]` names alternatives",
    /// A metric needs a column that its source does not name.
    ColumnOfMetric "column-of-metric" "`resolution` needs to know when a ticket was solved"
        => "add the column that the message names to the source",
    /// A text names a group in its front matter, and another page in its path.
    CommentarySubject "commentary-subject"
        "`subject` names a value of `channel`, but the file's name says that it is about the overview"
        => "move it to `commentary/PERIOD/channel/ANY-NAME.md`, or remove `subject`",
    /// A text belongs to a page that the report has in no period that it shows.
    CommentaryUnseen "commentary-unseen" "this commentary is not shown: this report has no page `2026-10/channel/fax.html`"
        => "move it to a page that there is; values of dimensions have pages for two periods",
    /// Most comments are in a language that the metric cannot read, so the figure has no value.
    CommentsUnread "comments-unread" "`mood` has no value: most comments are in a language that `sentiment` cannot read"
        => "leave the figure out, or take `theme` with a codebook in that language",
    /// What was done about an action is told, and the action has not been taken.
    DidNotShown "did-not-shown" "`did` is not shown: the action has not been taken"
        => "add `action:` with the day on which it was taken",
    /// What was done is told without what customers had said.
    DidWithoutSaid "did-without-said" "`did` answers nothing: there is no `said`"
        => "add `said:` with what customers told you",
    /// An archive holds tables with different columns.
    DifferentTables "different-tables" "`data.zip` holds tables of different kinds, which cannot be one source"
        => "unpack it, and inspect the tables themselves",
    /// An action was given up, and it is said that it worked.
    DroppedAndVerified "dropped-and-verified" "`dropped` stands beside `verified`"
        => "keep `verified` if the action worked, `dropped` if it was given up",
    /// Two actions have one id.
    DuplicateAction "duplicate-action" "two actions have the id `faster-chat`; the other is in actions/chat.yaml:3:1"
        => "rename one of them, or remove it if they are the same action",
    /// An event is listed twice.
    DuplicateEvent "duplicate-event" "“New website” on 2026-10-05 stands in line 4 too"
        => "remove one of them",
    /// Two columns of a file have one name.
    DuplicateHeader "duplicate-header" "`data/survey.csv` has two columns `score`: the third and the seventh"
        => "rename one of them in the file, so that it is clear which one is meant",
    /// A key stands twice in one place of a YAML file.
    DuplicateKey "duplicate-key" "`sources.survey` has two entries `files`, in lines 8 and 14"
        => "rename one of them, or remove it",
    /// Two questions have one id.
    DuplicateQuestion "duplicate-question" "two questions have the id `effort`, in lines 12 and 31"
        => "rename one of them: the id is the name of the figure and the address of its page",
    /// A file holds nothing, or no table.
    EmptyFile "empty-file" "`data/2026-10.csv` is empty"
        => "export it again, or leave it out of `files`",
    /// Something that has to do with no file of the report failed.
    Failed "failed" "`out` was not made by a build"
        => "do what the message says",
    /// Rows lie many empty periods away from all others, which a mistaken date does.
    FarOff "far-off" "2 rows of `survey` lie in 2062-10, 431 empty months after all others"
        => "correct the dates, or keep the rows out with `from` and `until`",
    /// A figure is named by its metric, and several figures have it.
    FigureAmbiguous "figure-ambiguous" "`nps` is the metric of 2 figures"
        => "name the figure by the id of its question",
    /// A file beside a text is of a kind that a report does not show and does not copy.
    FileKind "file-kind" "`commentary/2026-10/tool.exe` is no kind of file that is copied into a report"
        => "save it as one of the kinds that the message lists",
    /// A file beside a text is too large to be copied into a report.
    FileTooLarge "file-too-large" "`commentary/2026-10/talk.pdf` has more than 20 MB"
        => "save it smaller, or link to where it can be had",
    /// A text marks a footnote that it does not have.
    FootnoteMissing "footnote-missing" "there is no footnote `1`: its mark is shown as it is written"
        => "write the footnote in a line of its own, `[^1]: …`, after a blank line",
    /// The lines between `---` at the start of a text cannot be read.
    FrontMatter "front-matter" "the front matter is not closed"
        => "end it with a line `---`, or leave a blank line before a `---` that is a rule",
    /// A group has a name that is often written where there is none.
    GroupNa "group-na" "`region` has a group `NA`, which may also say that there is none"
        => "write `missing: [NA]` beside the column if it is no group, or give it a label if it is one",
    /// Groups have names that differ in case, blanks or accents only.
    GroupsAlike "groups-alike" "`channel` has groups that may be one: `Live chat` and `live-chat`"
        => "if they are one, give them one label under `labels`; if not, give each a label of its own",
    /// A headline is given to a page that shows none.
    HeadlineNotShown "headline-not-shown" "`headline` is shown on the overview only"
        => "remove it, or move it to `overview.md`",
    /// Ids stand in two files and are of two records, as numbers do that begin again in each file.
    IdsBeginAgain "ids-begin-again" "40 ids of `survey` stand in two files, with other dates"
        => "write `response_id: {column: NAME, within: file}` if numbers begin again in each file",
    /// A picture stands somewhere on the web; a report asks no other place for anything.
    ImageDropped "image-dropped" "the picture `https://example.org/desk.png` is shown as its text only"
        => "copy the picture into the folder of the text and name it by its path",
    /// An id is written with letters or marks that no address can have.
    InvalidId "invalid-id" "`questions.Wait time`: an id has no blanks"
        => "write it with small letters, digits and hyphens",
    /// A value is of the right type, and is not one that goes here.
    InvalidValue "invalid-value" "`period`: `mouth` is no period"
        => "write one of the values that the message names",
    /// The text of a comment to label is not the one that was drawn.
    LabelTextChanged "label-text-changed" "the text is not the one that was drawn: its hash is another"
        => "put the text back as it was, or remove the comment",
    /// A comment stands twice among those to label.
    LabelTwice "label-twice" "this comment stands in line 8 too"
        => "keep one of the two, with the label that holds; `times` says how often it was drawn",
    /// Comments of a sample have no labels yet.
    LabelsMissing "labels-missing" "37 of 100 comments in `labels/wait.yaml` are not labelled yet"
        => "write in place of each `todo` what you read in the comment; from 50 on, figures are corrected",
    /// Labels are of another version of the codebook.
    LabelsOfOtherCodebook "labels-of-other-codebook" "the themes in `labels/wait.yaml` are those of codebook `1`, and this is `2`"
        => "if they still mean the same, write `codebook: \"2\"`; else draw a new sample",
    /// Comments that were labelled are not in the data any more.
    LabelsOfOtherComments "labels-of-other-comments" "3 of 100 comments in `labels/wait.yaml` are not in the data any more, and do not count"
        => "remove them, or put their files back",
    /// Comments without labels stand among those with labels.
    LabelsPassedOver "labels-passed-over" "4 comments in `labels/wait.yaml` were passed over, so that those with labels are no random sample"
        => "label them too; the order of the file is random, and may be ended anywhere",
    /// A link leads out of the project.
    LeadsOut "leads-out" "`static/logo.svg` leads out of the project, to `/home/ada/logo.svg`"
        => "copy what the link leads to into the project",
    /// A value whose rows are to be left out stands in no row.
    LeaveOutUnmatched "leave-out-unmatched" "no row of `tickets` has `spam` in `status`"
        => "write it as the column does, but for case; or remove it from `leave_out`",
    /// A link leads to an address of release 0.1.0 that several groups had.
    LinkAmbiguous "link-ambiguous" "`2026-10/region/nord.html` may be one of `2026-10/region/Nord.html`, `2026-10/region/nord.html`"
        => "name the group: `[text](DIMENSION:VALUE)`",
    /// A link leads to something that a report does not link to.
    LinkDropped "link-dropped" "the link to `ftp://example.org` is shown as plain text"
        => "link to `https://…`, `http://…`, `mailto:…`, or by name",
    /// A link leads to a place within a page that the page does not have.
    LinkPlace "link-place" "the link `page:drivers#causes` leads to a place that `2026-10/drivers.html` does not have"
        => "leave out what follows `#`, or take it from the address of a heading there",
    /// A link leads to no file beside the text and to no page of the report.
    LinkUnresolved "link-unresolved" "the link `desk.pdf` leads to no file beside the text and to no page of the report"
        => "link by name, `figure:ID`, `DIMENSION:VALUE`, `action:ID`, `page:NAME`, or to a file below `commentary/`",
    /// A link leads to a page that there would be if there were something to show.
    LinkUnseen "link-unseen" "the link to `page:voice` is shown as plain text: this report has no page `2026-10/voice.html`"
        => "link to another page, or leave the link out",
    /// The logo of the report cannot be read or shown.
    Logo "logo" "the logo `brand/logo.svg` cannot be read: no such file"
        => "write its path from the folder of the report",
    /// A cell of a spreadsheet is longer than any answer.
    LongCell "long-cell" "the cell `C17` is longer than 1 MiB"
        => "look whether a whole file was pasted into it",
    /// A row is longer than any row of a table, mostly because a quote is not closed.
    LongRow "long-row" "the row that starts here is longer than 1 MiB"
        => "look for a quote that is opened and not closed; if there is none, the file is no table",
    /// A sheet has more rows or cells than are read of a spreadsheet.
    LongSheet "long-sheet" "the sheet `Answers` has more than 1048576 rows"
        => "save it as CSV, of which any number of rows is read",
    /// A spreadsheet took long ids for numbers, so that different rows look alike.
    MangledIds "mangled-ids" "812 ids of `tickets` are in scientific notation under `id`, such as 4.00123E+15"
        => "export it again without opening it, or format the column as text before saving",
    /// Many rows of a source are set aside because their ids stand in other rows.
    ManyRepeated "many-repeated" "300 of 812 rows of `survey` are set aside: their ids stand in other rows"
        => "check the column that `response_id` names",
    /// Cells of a spreadsheet are merged, so that all but one of them lost their value.
    MergedCells "merged-cells" "the cells `A2:A9` are merged"
        => "unmerge them and write the value into each",
    /// The code of a metric failed; its figure is not shown.
    MetricFailed "metric-failed" "the metric of `recommend` failed: index out of bounds"
        => "report it with this message: it is a mistake in the metric, not in your data",
    /// A text is listed as a missing answer and as an answer.
    MissingAndValue "missing-and-value" "`n/a` stands under `missing` and under `values`"
        => "keep one of them",
    /// A key that has to be there is not.
    MissingKey "missing-key" "`sources.survey` has no `files`"
        => "add the key as the message shows",
    /// A number counts as a missing answer, and is an answer on the scale of the question.
    MissingOnScale "missing-on-scale" "`9` counts as missing, but is an answer on `0..10`, the scale of `recommend`"
        => "remove `9` from `missing` if customers could choose it",
    /// No usable answer is left, of a question or of all.
    NoAnswers "no-answers" "`survey` has not a single usable answer"
        => "check the columns, `scale` and `missing` of its questions",
    /// A figure counts business time, and no hours are given.
    NoBusinessHours "no-business-hours" "`first-response` counts business time, and there are no hours"
        => "add `business_hours: {days: {mon-fri: 09:00-17:30}}` at the left margin",
    /// The choice that a question counts was made by nobody.
    NoChoice "no-choice" "nobody chose `Too slow`, which `slow` asks for"
        => "write `choice` as the file does; `separator` says what stands between several in one cell",
    /// A file has none of the columns of its source.
    NoColumns "no-columns" "`data/readme.csv` has none of the columns of `survey`"
        => "leave it out of `files`, or name its columns; the names must stand in its first row",
    /// The folder has no configuration that can be read.
    NoConfiguration "no-configuration" "`cxpress.yaml` cannot be read: no such file"
        => "name the folder of a report, such as `cxpress build content`",
    /// There are data, and none of the period that is asked for.
    NoDataInPeriod "no-data-in-period" "there are no data in `2026-11`"
        => "choose another `--period`, or add its files to `files`",
    /// Actions or events have days, and the periods of the report have none.
    NoDates "no-dates" "actions are not shown: the periods of this report are waves, which have no dates"
        => "set `period:` to week, month, quarter or year, or remove the file",
    /// It is not said whether a high answer is good news.
    NoDirection "no-direction" "`questions.effort` needs a `direction`"
        => "add `direction: higher` if a high answer is good news, `lower` if a low one is, `neither` if neither is",
    /// A pattern matches no file.
    NoFiles "no-files" "`data/*.csv` matches no file"
        => "check the folder and the pattern; paths are relative to the project's folder",
    /// The first row of a file looks like data.
    NoHeader "no-header" "`data/survey.csv` seems to have no header: its first row looks like data"
        => "put a row with the names of its columns above it",
    /// A single file was asked for, and the reporting period has no page.
    NoPages "no-pages" "the site has no page of the reporting period"
        => "build without `--single-file`",
    /// It cannot be told which period the rows of a file belong to.
    NoPeriod "no-period" "the name of `data/survey.csv` gives no period"
        => "name a column of dates, or name the file after its period, such as `survey-2026-10.csv`",
    /// A file holds nothing to make a figure of.
    NoQuestion "no-question" "`data/list.csv`: there is nothing to make a figure of"
        => "export it with scores, as numbers or as the words of their scale; or name them under `values` by hand",
    /// A file has a header and no rows.
    NoRows "no-rows" "`data/2026-10.csv` has a header but no rows"
        => "export it again, or leave it out of `files`",
    /// A key has nothing after its colon.
    NoValue "no-value" "`sources.survey.files` has no value"
        => "write a value after the colon, or remove the line",
    /// One respondent has so many rows that it may be nobody in particular.
    Nobody "nobody" "`anonymous` has 4,210 rows of `survey`, which is more than one customer gives"
        => "list it under `missing` of `respondent` if it is nobody, under `known` if it is somebody",
    /// A file is of another kind than its name says.
    NotATable "not-a-table" "`data/export.csv` is no table, but a web page"
        => "export it again, as CSV in UTF-8",
    /// A YAML file of data is no list of records.
    NotRecords "not-records" "an item is a text, not a record"
        => "write one item a record, such as `- {date: 2026-10-31, satisfaction: 4}`",
    /// A file has one column, whose cells another mark seems to part.
    OneColumn "one-column" "`data/survey.csv` has one column only; its cells seem to be separated by `;`"
        => "add `delimiter: \";\"` to the source",
    /// All rows of a source have a day that systems write where the true one is not known.
    OneDay "one-day" "all 812 rows of `survey` are of one day, 1970-01-01"
        => "take another column of dates, or the period from the name of the file",
    /// A quote is opened in a cell and never closed.
    OpenQuote "open-quote" "a quote is opened in this row and never closed, so the rest of the file is one cell"
        => "close it; a quote within a cell in quotes is written twice: `\"\"`",
    /// Waves are put into the order of their letters, which may not be that in which they were.
    OrderOfWaves "order-of-waves" "`Autumn` is taken to come before `Spring`, by their letters alone"
        => "say the order of waves, at the left margin: `waves: [Spring, Autumn]`",
    /// A template makes pages that do not say what they may load.
    PageWithoutPolicy "page-without-policy" "the template `base.html` makes pages that do not say what they may load"
        => "keep the line with the content-security policy in the head",
    /// A source has more pairs of groups than are counted, so that no group can be told to have fallen only because it
    /// holds answers of another.
    PairsGivenUp "pairs-given-up" "`stores` has more pairs of groups than are counted"
        => "leave out a dimension with many values, or take a column that has fewer",
    /// A picture is so large that its page opens slowly.
    PictureHeavy "picture-heavy" "the picture `commentary/2026-10/desk.png` has 3.2 MB"
        => "save it with at most 1 MB: 1,600 pixels across are enough for a page",
    /// A picture has no description for those who do not see it.
    PictureWithoutWords "picture-without-words" "the picture `desk.png` has no description"
        => "say between the brackets what is to be seen: `![The new desk](desk.png)`",
    /// A figure is computed in another way than when its period was published.
    PublishedOtherwise "published-otherwise" "`recommend` was another figure when `2026-10` was published"
        => "give the new question another id, and keep the old one as it was",
    /// A question was not there when a period was published, and is left out of it.
    PublishedWithout "published-without" "`effort` was not there when `2026-10` was published"
        => "say `cxpress freeze --restate --period 2026-10` to publish it there as well",
    /// Records with dates are reported on by wave.
    RecordsByWave "records-by-wave" "`sources.tickets` holds tickets, which belong to dates, not to waves"
        => "report by `month`, or keep them in a report of their own",
    /// Rows or answers cannot be used.
    Rejected "rejected" "3 rows rejected: `created` holds no date"
        => "mend the file or the configuration; the ledger of the report counts what was rejected",
    /// Two files hold the same rows, which count twice.
    RowsTwice "rows-twice" "40 rows were in two files of `survey`, and count twice"
        => "name a `response_id`, or export the files so that none repeats another",
    /// Two files hold the same, and count once.
    SameFile "same-file" "`data/copy.csv` holds the same rows as `data/2026-10.csv`, which count once"
        => "delete one of the two, or leave it out of `files`",
    /// One text is listed twice; case and blanks do not count.
    SameText "same-text" "`N/A` and `n/a` are the same text: case and blanks do not count"
        => "keep one of them",
    /// Two samples of comments are of the same period, so that comments may count twice.
    SamplesOverlap "samples-overlap" "`labels/wait.yaml` and `labels/wait-2.yaml` are both samples of `2026-10`"
        => "keep one of them; `cxpress sample --n` with a larger number adds to it and keeps its labels",
    /// Answers run over another range from a period on.
    ScaleChanged "scale-changed" "`ease` seems to have another scale from 2026-07 on: answers run from 1 to 7, before from 1 to 5"
        => "make the later answers a question of their own, or say that they cannot be compared, under `changes`",
    /// A metric is defined for another scale than the question has.
    ScaleOfMetric "scale-of-metric" "`nps` is asked on `0..10`, and `recommend` has `1..5`"
        => "correct `scale`, or take a metric for any scale",
    /// Nobody gave an answer at one end of the scale.
    ScaleUnreached "scale-unreached" "`ease` is read on a scale from 0 to 10, and none of 812 answers is 0"
        => "write `scale: 1..10` if customers could answer from 1 to 10 only",
    /// A spreadsheet holds several sheets, and none is named.
    SeveralSheets "several-sheets" "`data/survey.xlsx` holds several sheets: `Answers`, `Notes`"
        => "say which one is meant: add `sheet: Answers` to the source",
    /// A spreadsheet has no sheet by the name that the configuration gives.
    SheetNotFound "sheet-not-found" "`data/survey.xlsx` holds no sheet `Anwsers`"
        => "name one of the sheets that there are",
    /// A page cannot become part of the single file.
    SingleFileFailed "single-file-failed" "the template `overview.html` makes whole pages, which cannot be part of one file"
        => "say `{% extends \"base.html\" %}`, and what it shows in the block `main`",
    /// Some cells of a spreadsheet hold errors instead of values.
    Spreadsheet "spreadsheet" "`data/survey.xlsx`: 3 cells hold `#REF!`"
        => "look at these cells; their answers are rejected unless `missing` names them",
    /// A file under `static/` would take the place of one that builds make.
    StaticClash "static-clash" "`static/index.html` would take the place of `index.html`, which builds make"
        => "give it another name; what pages look like is changed with `cxpress theme`",
    /// `static` is a file.
    StaticNoFolder "static-no-folder" "`static` is a file: it should be the folder of files that are copied into the site"
        => "rename it",
    /// A step of an action has a day, and the one before it has none.
    StepMissing "step-missing" "`verified` has a date, but `action` has none"
        => "add `action:` with its day, or remove `verified`",
    /// A step of an action lies before the one that it follows.
    StepsOutOfOrder "steps-out-of-order" "`action` is 2026-09-01, before `reviewed`, which is 2026-09-14"
        => "correct one of the two dates; both may be the same day",
    /// A string of a theme could not be filled in, and is shown with its gap.
    StringUnfilled "string-unfilled" "the string `percent` could not be filled in: Resolver error: Unknown variable: $numbre"
        => "use the arguments that the string of the default theme has",
    /// A table of strings of a theme cannot be read.
    StringsBroken "strings-broken" "this is no string of a theme: expected a token starting with `=`"
        => "write it like `nav-overview = Overview`, further lines indented",
    /// A target is set for a figure of which neither more nor less is better.
    TargetWithoutDirection "target-without-direction"
        "the target of `contacts` is not judged: neither more nor less of it is better"
        => "add `direction: higher` or `direction: lower` to the question, or remove the target",
    /// A template of a theme cannot be filled in.
    TemplateBroken "template-broken" "the template cannot be filled in: `page.titel` is not defined"
        => "see `cxpress theme --copy TEMPLATES.md` for what templates are given",
    /// A theme was written for another version of what templates are given.
    ThemeVersion "theme-version" "the theme was written for version 2 of what templates are given; this is version 1"
        => "compare with `cxpress theme --copy TEMPLATES.md`, then write the version into `theme.yaml`",
    /// A theme does not say for which version its templates were written.
    ThemeWithoutVersion "theme-without-version" "no `theme.yaml` says which version `templates/base.html` was written for"
        => "write `templates:` and the version into `theme.yaml`",
    /// Tickets that are of no customer by their own state count all the same.
    TicketsOfNobody "tickets-of-nobody" "`status` of `tickets` is `spam` in 14 rows, which count"
        => "list the states under `leave_out`, or write `leave_out: none` if they are meant to count",
    /// The data reach over more periods than a report can have.
    TooManyPeriods "too-many-periods" "the data reach from `1970-01` to `2026-10`, more than 600 periods"
        => "look for a mistaken date, or choose a longer `period`",
    /// More was rejected than the limits allow.
    TooManyRejected "too-many-rejected" "31 rows were rejected, more than 1 %"
        => "mend the files or the configuration, or raise `limits.rejected_rows`",
    /// A dimension has more values than groups that a report could show.
    TooManyValues "too-many-values" "`customer` has more than 2000 different values"
        => "a dimension has few values, such as channels; choose another column",
    /// A column of waves holds more names than a survey has rounds.
    TooManyWaves "too-many-waves" "`respondent` of `survey` holds 812 different names, more than 200 waves"
        => "name the column that says in which round of the survey an answer was given",
    /// A value in a text is asked for by two dimensions at once.
    TwoFilters "two-filters" "`effort(channel=\"chat\", region=\"Nord\")` has 2 filters"
        => "keep one filter: figures are known by one dimension at a time",
    /// A dimension has another label in another source.
    TwoLabels "two-labels" "the dimension `channel` is called `Channel` in one source and `Contact by` here"
        => "give one label; a dimension with the same id in two sources is one",
    /// A link names an action that there is not.
    UnknownAction "unknown-action" "there is no action `faster-caht`"
        => "write the id of an action under `actions/`",
    /// A dimension is named that the report does not have.
    UnknownDimension "unknown-dimension" "there is no dimension `chanel`"
        => "write the id of a dimension of the configuration",
    /// A figure is named that the report does not have: the id of no question.
    UnknownFigure "unknown-figure" "there is no figure `recomend`"
        => "write the id of a question of the configuration",
    /// A key is not known in its place, mostly because it is misspelt.
    UnknownKey "unknown-key" "unknown key `titel`"
        => "write it as the message proposes, or remove it",
    /// The report is to be written in a language in which numbers and dates cannot be.
    UnknownLanguage "unknown-language" "numbers and dates cannot be written in the language `xx-x`"
        => "set `language:` in cxpress.yaml to a tag such as `en`, `de` or `de-AT`",
    /// A link names a kind of thing that there is not.
    UnknownLink "unknown-link" "nothing is called by `figur:`"
        => "write `figure:`, `action:`, `page:` or the id of a dimension before the colon",
    /// A page is named that no report has, by a link or by the path of a text.
    UnknownPage "unknown-page" "there is no page `drvers`"
        => "write the name of a page, such as `overview`, `drivers` or `journey`",
    /// A value in a text asks for a part of a figure that the figure does not have.
    UnknownPart "unknown-part" "there is no part of `recommend` `chnage`"
        => "write one of the parts that the message names",
    /// A period is named that the report does not have or cannot have.
    UnknownPeriod "unknown-period" "`2026-13` is not a period of this report"
        => "write it as the periods of the report are written",
    /// The configuration was written for another version of the program.
    UnknownSchema "unknown-schema" "this version does not read schema `7`"
        => "write `schema: 1`, or use a newer cxpress",
    /// A theme is named that there is not.
    UnknownTheme "unknown-theme" "there is no theme `papr`"
        => "write the name of a theme, or of a folder under `themes/`",
    /// A file of a theme is read by nothing.
    UnknownThemeFile "unknown-theme-file" "nothing reads `themes/ours/templates/overveiw.html`"
        => "`cxpress theme` lists the files that a theme can have",
    /// A value of a dimension is named that the data do not have.
    UnknownValue "unknown-value" "there is no value of `region` `Zurich`"
        => "write it as it stands in the data, or as its label",
    /// A file cannot be read: it is damaged, protected, or of another version.
    UnreadableFile "unreadable-file" "`data/2026-10.csv` cannot be read: it is not UTF-8"
        => "check its permissions, or export it again",
    /// A folder cannot be looked into.
    UnreadableFolder "unreadable-folder" "`actions` cannot be listed: permission denied"
        => "check the permissions of the folder",
    /// A key is known, and does not go with the others beside it.
    UnsuitableKey "unsuitable-key" "`questions.effort.choice` does not go here: the metric reads scores"
        => "remove it",
    /// A group is named in a way that may mean several.
    ValueAmbiguous "value-ambiguous" "`nord` may be one of 2 values of `region`: `Nord`, `NORD`"
        => "name the value as it stands in the data",
    /// A group is named by the address that it had in release 0.1.0.
    ValueByFormerAddress "value-by-former-address"
        "`live-chat` is taken for `Live chat` of `channel`, whose address it was in release 0.1.0"
        => "name the value as it stands in the data",
    /// Two waves have names that differ in case or blanks only.
    WavesAlike "waves-alike" "`Autumn 2026` and `autumn 2026` are two waves, and read alike"
        => "write them alike in files and file names, so that they are one wave",
    /// A column of waves holds days.
    WavesWithDays "waves-with-days" "`date` of `survey` holds days such as `2026-10-05`, and waves have names"
        => "report by `period: month` or `period: year`, or name a column with the names of the waves",
    /// A workbook could not be made.
    WorkbookFailed "workbook-failed" "the workbook of `Customer report` could not be made: file too large"
        => "report it with this message: it is a mistake in the program, not in your data",
    /// A value is of another type than goes here: a text, a list, a mapping.
    WrongType "wrong-type" "`sources` must be a mapping, not a list"
        => "write it as the message shows",
    /// A file is not written as YAML has to be.
    Yaml "yaml" "this is not valid YAML: a key is not followed by a colon"
        => "correct the line as the message says",
    /// A YAML file unfolds to more than it says, by references to references.
    YamlTooLarge "yaml-too-large" "the file unfolds to more values than are allowed"
        => "write the values out, without anchors (`&name`) and references (`*name`)",
    /// The times of a column may be of another zone than the report's, by letters that name several.
    ZoneInLetters "zone-in-letters" "`created` of `data/tickets.csv` may be of another zone: the letters `CST` do not tell which"
        => "say it in the source, such as `timezone: Europe/Berlin`",
}

/// The codes of release 0.1.0 that have become one with another, or have changed their name.
const FORMER: &[(&str, Code)] = &[
    ("commentary-page", UnknownPage),
    ("dimension-unknown", UnknownDimension),
    ("figure-unknown", UnknownFigure),
    ("language-unknown", UnknownLanguage),
    ("part-unknown", UnknownPart),
    ("period-unknown", UnknownPeriod),
    ("theme-file-unknown", UnknownThemeFile),
    ("unknown-published-period", UnknownPeriod),
    ("unknown-question", UnknownFigure),
    ("unreadable-published", UnreadableFile),
    ("value-unknown", UnknownValue),
];

impl Code {
    /// All codes, in the order of their names.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(|entry| entry.code)
    }

    /// The code of a name, or of one that release 0.1.0 gave to it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let former = || {
            FORMER
                .iter()
                .find(|(former, _)| *former == name)
                .map(|(_, code)| *code)
        };
        Self::all().find(|code| code.name() == name).or_else(former)
    }

    /// Its stable short name in kebab case: `column-not-found`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// What it means: one sentence or two.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.entry().meaning.trim_ascii_start()
    }

    /// A message that bears it.
    #[must_use]
    pub fn example(self) -> &'static str {
        self.entry().example
    }

    /// What to do about it in general; the help of a diagnostic knows more.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.entry().remedy
    }

    fn entry(self) -> &'static Entry {
        &ALL[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_variants_in_order_and_once() {
        for code in Code::all() {
            let kebab = format!("{code:?}").chars().fold(String::new(), |mut kebab, c| {
                if c.is_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(c.to_ascii_lowercase());
                kebab
            });
            assert_eq!(code.name(), kebab);
            assert_eq!(Code::named(code.name()), Some(code));
        }
        assert!(ALL.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn every_code_says_what_it_means_by_an_example_and_what_to_do() {
        for code in Code::all() {
            let meaning = code.meaning();
            assert!(meaning.len() > 10 && meaning.ends_with('.'), "{code}: {meaning}");
            for text in [code.example(), code.remedy()] {
                assert!(text.len() > 5 && !text.ends_with('.'), "{code}: {text}");
                assert_eq!(text.matches('`').count() % 2, 0, "{code}: {text}");
            }
        }
    }

    #[test]
    fn names_of_0_1_0_lead_on_and_are_no_names_of_today() {
        for (former, code) in FORMER {
            assert_eq!(Code::named(former), Some(*code));
            assert!(Code::all().all(|code| code.name() != *former));
        }
        assert_eq!(Code::named("no-such-code"), None);
    }
}
