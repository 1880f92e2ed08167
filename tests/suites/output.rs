//! The output belongs to others too: what a build replaces, what it leaves alone, what it copies, and what is left when
//! builds meet or are killed. Those that need containers or mounts of their own are ignored, and run as root on Linux.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cxpress_core::DiskFiles;
use cxpress_report::{FORMAT, Report};
use cxpress_tests::sites::{files, missing, standing, version};
use cxpress_tests::{compute_files, root};

const MANIFEST: &str = "cxpress-manifest.json";

const CONFIG: &str = "schema: 1\ntitle: Report\nperiod: month\nsources:\n  survey:\n    kind: survey\n    \
                      files: data/*.csv\n    period: {column: date}\n    questions:\n      \
                      nps: {column: nps, metric: nps}\n";

/// A folder with a project in `project`.
struct Ground {
    folder: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let ground = Self { folder };
        ground.lay("project/cxpress.yaml", CONFIG);
        ground.answers(60);
        ground
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn lay(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("written");
    }

    /// Lays so many answers.
    fn answers(&self, count: usize) {
        let rows = (0..count).map(|at| format!("2026-10-{:02},{}\n", at % 28 + 1, at % 11));
        let text = format!("date,nps\n{}", rows.collect::<String>());
        self.lay("project/data/s.csv", &text);
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the command in this folder: whether it went well, and what it says.
    fn run(&self, args: &[&str]) -> (bool, String) {
        let ran = Command::new(env!("CARGO_BIN_EXE_cxpress-under-test"))
            .args(args)
            .current_dir(self.folder.path())
            .output()
            .expect("the command runs");
        (
            ran.status.success(),
            String::from_utf8_lossy(&ran.stderr).into_owned(),
        )
    }

    #[track_caller]
    fn built(&self, args: &[&str]) {
        let (went_well, said) = self.run(&[&["build", "project"], args].concat());
        assert!(went_well, "{said}");
    }

    /// What is said of a build that is refused. But for the cache, nothing is another after it.
    #[track_caller]
    fn refused(&self, args: &[&str]) -> String {
        let all = || {
            let mut all = files(self.folder.path());
            all.retain(|path, _| !path.starts_with("project/.cxpress-cache"));
            all
        };
        let before = all();
        let (went_well, said) = self.run(&[&["build", "project"], args].concat());
        assert!(!went_well, "it was not refused");
        assert!(all() == before, "something was written: {said}");
        said
    }
}

#[track_caller]
fn says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "`{part}` is not in: {said}");
    }
}

// ---- What others put there ----

#[test]
fn what_somebody_put_into_the_site_is_named_and_stays() {
    let ground = Ground::new();
    ground.built(&[]);
    ground.lay("project/site/CNAME", "example.org");
    ground.lay("project/site/.git/HEAD", "ref: refs/heads/main");
    ground.answers(80);
    let said = ground.refused(&[]);
    says(
        &said,
        &["`.git/`, `CNAME`", "static/", "-o", "nothing was written"],
    );
}

#[test]
fn a_manifest_that_names_nothing_is_no_site() {
    let ground = Ground::new();
    ground.lay("out/cxpress-manifest.json", "{}");
    ground.lay("out/thesis.txt", "years of work");
    says(
        &ground.refused(&["-o", "out"]),
        &["`thesis.txt`", MANIFEST, "nothing was written"],
    );
}

#[test]
fn a_project_is_no_place_for_its_site() {
    let ground = Ground::new();
    ground.lay("project/cxpress-manifest.json", "{}");
    for output in ["project", "project/.", ".", "project/../project", "/"] {
        says(
            &ground.refused(&["-o", output]),
            &["must not replace it", "nothing was written"],
        );
    }
    for output in ["project/static", "project/themes/own"] {
        says(
            &ground.refused(&["-o", output]),
            &["part of what the report is made of"],
        );
    }
}

#[test]
fn files_of_somebody_else_beside_the_site_stay() {
    let ground = Ground::new();
    ground.lay("project/site.zip", "mine");
    ground.lay("project/site.html", "<p>mine</p>");
    ground.lay("project/site.json", "{\"mine\":true}");
    for (option, name) in [
        ("--zip", "site.zip"),
        ("--single-file", "site.html"),
        ("--json", "site.json"),
    ] {
        let said = ground.refused(&[option]);
        says(
            &said,
            &[name, "not made by a build of this report", "nothing was written"],
        );
    }
    assert!(!ground.at("project/site").exists());
    for name in ["project/site.zip", "project/site.html", "project/site.json"] {
        fs::write(ground.at(name), "").expect("an empty file");
    }
    for (answers, title) in [(60, "Report"), (80, "Report"), (80, "Another title")] {
        ground.answers(answers);
        ground.lay("project/cxpress.yaml", &CONFIG.replace("Report", title));
        let read = || {
            ["project/site.zip", "project/site.json"].map(|path| fs::read(ground.at(path)).expect("a file"))
        };
        let before = read();
        ground.built(&["--zip", "--single-file", "--json"]);
        let after = read();
        assert!(before[0] != after[0] && before[1] != after[1]);
    }
    let page = ground.text("project/site.html");
    ground.lay(
        "project/site.html",
        &page.replacen("Another title", "My title", 1),
    );
    says(&ground.refused(&["--single-file"]), &["was changed since"]);
}

#[test]
fn archives_are_the_same_wherever_a_project_lies() {
    let made = [1, 2].map(|threads| {
        let ground = Ground::new();
        let threads = format!("{threads}");
        ground.built(&[
            "--zip",
            "--single-file",
            "--json",
            "-o",
            "out/site",
            "--threads",
            &threads,
        ]);
        ["out/site.zip", "out/site.html", "out/site.json"]
            .map(|path| fs::read(ground.at(path)).expect("a file"))
    });
    assert!(made[0] == made[1]);
}

#[test]
fn a_report_that_is_written_is_read_again() {
    let ground = Ground::new();
    ground.built(&["--json"]);
    let read = Report::from_json(&ground.text("project/site.json")).expect("a report");
    let computed = compute_files(&DiskFiles::new(ground.at("project")));
    assert_eq!(read.format, FORMAT);
    assert!(
        read == computed,
        "but for the seal it is all there is to the report"
    );
}

#[test]
fn the_sample_survives_being_written() {
    let report = compute_files(&DiskFiles::new(root().join("content")));
    let text = report.to_json();
    let read = Report::from_json(&text).expect("a report");
    assert!(read == report, "every value is what it was");
    assert!(read.to_json() == text, "and every byte");
    let period = report.current_period();
    let day = period.end.expect("months have days").to_string();
    assert!(
        text.contains(&format!("\"end\":\"{day}\"")),
        "days are written as in ISO 8601"
    );
}

#[test]
fn the_archive_of_another_project_stays() {
    let ground = Ground::new();
    ground.built(&["--zip", "-o", "out/site"]);
    ground.lay(
        "elsewhere/report/cxpress.yaml",
        &CONFIG.replace("Report", "Another"),
    );
    fs::create_dir(ground.at("elsewhere/report/data")).expect("a folder");
    fs::copy(
        ground.at("project/data/s.csv"),
        ground.at("elsewhere/report/data/s.csv"),
    )
    .expect("copied");
    let before = fs::read(ground.at("out/site.zip")).expect("an archive");
    let (went_well, said) = ground.run(&["build", "elsewhere/report", "--zip", "-o", "out/site"]);
    assert!(!went_well);
    says(
        &said,
        &[
            "site.zip",
            "not made by a build of this report",
            "nothing was written",
        ],
    );
    assert!(fs::read(ground.at("out/site.zip")).expect("an archive") == before);
}

#[test]
fn nothing_was_written_is_said_where_it_is_true() {
    let ground = Ground::new();
    ground.lay("project/data/s.csv", "date,nps\n");
    let said = ground.refused(&["--no-cache"]);
    says(&said, &["no site was written: "]);
    let (_, said) = ground.run(&["check", "project"]);
    says(&said, &["the report cannot be built: "]);
    let (_, said) = ground.run(&["freeze", "project"]);
    says(&said, &["nothing was frozen: "]);
    ground.answers(60);
    ground.lay("out", "a file");
    says(
        &ground.refused(&["-o", "out/deep/site"]),
        &["is not a folder", "nothing was written"],
    );
    fs::create_dir(ground.at("project/site.zip")).expect("a folder in the way");
    says(&ground.refused(&["--zip"]), &["nothing was written"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_served_folder_stays_and_what_it_leads_to_is_replaced() {
    let ground = Ground::new();
    fs::create_dir(ground.at("served")).expect("a folder");
    std::os::unix::fs::symlink("served", ground.at("www")).expect("a link");
    for answers in [60, 80] {
        ground.answers(answers);
        ground.built(&["-o", "www"]);
        assert_eq!(
            fs::read_link(ground.at("www")).expect("a link"),
            Path::new("served")
        );
        says(&ground.text("served/index.html"), &[&format!("{answers}")]);
    }
}

// ---- What is copied ----

#[test]
fn files_of_static_are_on_the_site_and_in_its_manifest() {
    let ground = Ground::new();
    ground.lay("project/static/CNAME", "example.org");
    ground.lay("project/static/.nojekyll", "");
    ground.lay("project/static/.well-known/security.txt", "Contact: x");
    ground.lay("project/static/404.html", "<p>gone</p>");
    ground.built(&["--zip"]);
    let (_, said) = ground.run(&["build", "project"]);
    let manifest = ground.text("project/site/cxpress-manifest.json");
    for name in ["CNAME", ".nojekyll", ".well-known/security.txt", "404.html"] {
        assert_eq!(
            ground.text(&format!("project/site/{name}")),
            ground.text(&format!("project/static/{name}"))
        );
        says(&manifest, &[&format!("\"{name}\"")]);
    }
    let pages = files(&ground.at("project/site")).into_keys();
    let pages = pages.filter(|path| path.ends_with(".html")).count() - 1;
    says(&said, &[&format!("{pages} pages for")]);
    // What is no longer there is no longer on the site.
    fs::remove_file(ground.at("project/static/CNAME")).expect("removed");
    ground.built(&[]);
    assert!(!ground.at("project/site/CNAME").exists() && ground.at("project/site/404.html").exists());
}

#[test]
fn a_copied_file_never_takes_the_place_of_a_page() {
    for (name, place) in [
        ("index.html", "index.html"),
        ("2026-10/Index.html", "2026-10/index.html"),
        ("2026-10", "2026-10/"),
    ] {
        let ground = Ground::new();
        ground.lay(&format!("project/static/{name}"), "mine");
        let said = ground.refused(&[]);
        says(
            &said,
            &[
                &format!("`static/{name}` would take the place of `{place}`"),
                "another name",
            ],
        );
        let (went_well, said) = ground.run(&["check", "project"]);
        assert!(!went_well && said.contains("would take the place of"), "{said}");
    }
    let ground = Ground::new();
    ground.lay("project/static/cxpress-manifest.json", "{}");
    says(
        &ground.refused(&[]),
        &["`static/cxpress-manifest.json` would take the place of"],
    );
    let ground = Ground::new();
    ground.lay("project/static", "mine");
    says(&ground.refused(&[]), &["`static` is a file"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_project_are_refused_with_both_paths() {
    use std::os::unix::fs::symlink;
    let secret = "/etc/hostname-of-somebody";
    for (link, config) in [
        ("static/notes.txt", ""),
        ("static/deep", ""),
        ("themes/default/extra.css", ""),
        ("commentary/2026-10/overview.md", ""),
        ("actions/one.yaml", ""),
        ("logo.svg", "logo: logo.svg\n"),
        ("data/more.csv", ""),
        ("data", ""),
    ] {
        let ground = Ground::new();
        let target = ground.at("outside");
        match link {
            "data" => fs::rename(ground.at("project/data"), &target).expect("moved"),
            "static/deep" => ground.lay("outside/notes.txt", secret),
            _ => ground.lay("outside", secret),
        }
        ground.lay("project/cxpress.yaml", &format!("{config}{CONFIG}"));
        let path = ground.at("project").join(link);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        symlink(&target, &path).expect("a link");
        let said = ground.refused(&[]);
        let real = fs::canonicalize(&target).expect("a path");
        says(
            &said,
            &[
                &format!("the link `{link}` leads out of the project"),
                &real.display().to_string(),
            ],
        );
        let (went_well, checked) = ground.run(&["check", "project"]);
        assert!(
            !went_well && checked.contains("leads out of the project"),
            "{link}: {checked}"
        );
    }
}

#[cfg(unix)]
#[test]
fn files_lead_out_of_the_project_where_the_pattern_says_so() {
    use std::os::unix::fs::symlink;
    let ground = Ground::new();
    fs::rename(ground.at("project/data"), ground.at("data")).expect("moved");
    fs::rename(ground.at("data/s.csv"), ground.at("moved.csv")).expect("moved");
    symlink("../moved.csv", ground.at("data/s.csv")).expect("a link");
    ground.lay("project/cxpress.yaml", &CONFIG.replace("data/*", "../data/*"));
    ground.built(&[]);
    let absolute = format!("{}/*", ground.at("data").display());
    ground.lay("project/cxpress.yaml", &CONFIG.replace("data/*", &absolute));
    ground.built(&[]);
    fs::rename(ground.at("data"), ground.at("project/real")).expect("moved");
    symlink("real", ground.at("project/data")).expect("a link within");
    fs::remove_file(ground.at("project/real/s.csv")).expect("removed");
    fs::rename(ground.at("moved.csv"), ground.at("project/real/s.csv")).expect("moved");
    ground.lay("project/cxpress.yaml", CONFIG);
    ground.built(&[]);
}

// ---- Builds that meet or are killed ----

/// Where sites are written by processes of their own.
struct Press {
    folder: tempfile::TempDir,
    /// What is run before the writer, such as `unshare`.
    before: Vec<String>,
    /// Where the folder is seen from here.
    seen: PathBuf,
}

impl Press {
    fn new(before: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("published")).expect("a folder");
        Self {
            before: before.iter().map(|word| (*word).to_owned()).collect(),
            seen: folder.path().to_owned(),
            folder,
        }
    }

    fn start(&self, version: usize, signal: &str) -> Child {
        let words = self.before.iter().map(String::as_str);
        let words: Vec<&str> = words.chain([env!("CARGO_BIN_EXE_writer-under-test")]).collect();
        let at = |path: &str| self.folder.path().join(path);
        Command::new(words[0])
            .args(&words[1..])
            .args([at("published/site"), at("project")])
            .arg(version.to_string())
            .arg(at(signal))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the writer starts")
    }

    /// Writes a version to the end, and says how long that took.
    #[track_caller]
    fn finish(&self, version: usize) -> Duration {
        let start = Instant::now();
        let status = self.start(version, ".").wait().expect("the writer ends");
        assert!(status.success(), "version {version}: {status}");
        start.elapsed()
    }

    fn site(&self) -> PathBuf {
        self.seen.join("published/site")
    }

    /// What stands beside the site, and in its root with a name that only builds make.
    fn left(&self) -> Vec<String> {
        let names = |folder: &Path| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect::<Vec<_>>()
        };
        let site = fs::canonicalize(self.site()).unwrap_or_else(|_| self.site());
        let beside = [self.seen.join("published"), site.with_file_name("")];
        let beside = beside.iter().flat_map(|folder| names(folder));
        let beside = beside.filter(|name| name.starts_with('.'));
        let within = names(&self.site())
            .into_iter()
            .filter(|name| name.starts_with(".cxpress-"));
        beside.chain(within).collect()
    }
}

/// Two builds of other versions write at once, again and again.
#[track_caller]
fn meet(press: &Press, trials: usize) {
    let mut old = 0;
    press.finish(old);
    for trial in 1..=trials {
        let new = [2 * trial - 1, 2 * trial];
        let signal = format!("go-{trial}");
        let mut writers = new.map(|version| press.start(version, &signal));
        // Most often both wait by then.
        sleep(Duration::from_millis(8));
        fs::write(press.folder.path().join(&signal), "").expect("a signal");
        while writers
            .iter_mut()
            .any(|writer| writer.try_wait().expect("a state").is_none())
        {
            assert!(
                press.site().join("index.html").exists(),
                "trial {trial}: the site is not there"
            );
            sleep(Duration::from_micros(300));
        }
        for writer in &mut writers {
            let status = writer.wait().expect("the writer ends");
            assert!(status.success(), "trial {trial}: {status}");
        }
        let found = standing(&press.site(), &new);
        assert!(
            found.is_some(),
            "trial {trial}: neither new site is whole, nor the old one {old}"
        );
        assert_eq!(press.left(), Vec::<String>::new(), "trial {trial}");
        old = found.unwrap_or(old);
    }
}

#[test]
fn two_builds_at_once_leave_one_site_whole() {
    meet(&Press::new(&[]), 10);
}

/// The words that run something in a namespace of its own, if that is allowed here.
#[expect(clippy::print_stderr, reason = "a suite says what it skips")]
fn unshare(words: &[&'static str]) -> Option<Vec<&'static str>> {
    let words = [&["unshare"], words].concat();
    let ran = Command::new(words[0]).args(&words[1..]).arg("true").output();
    let is_allowed = ran.as_ref().is_ok_and(|ran| ran.status.success());
    if !is_allowed {
        eprintln!(
            "skipped: `{}` is not allowed here, which root on Linux may do: {ran:?}",
            words.join(" ")
        );
    }
    is_allowed.then_some(words)
}

#[test]
#[ignore = "needs process namespaces: root on Linux"]
fn two_containers_at_once_leave_one_site_whole() {
    if let Some(words) = unshare(&["--pid", "--fork", "--mount-proc"]) {
        meet(&Press::new(&words), 200);
    }
}

/// What was seen of builds that were killed.
#[derive(Debug, Default)]
struct Seen {
    /// The old site stands, and something is left.
    while_filling: usize,
    /// Both are there in part.
    between: usize,
    /// The new site stands, and something is left.
    while_clearing: usize,
}

/// Kills builds at moments spread over all that they do. `is_whole` says whether there is only one step.
#[track_caller]
fn kill(press: &Press, kills: u32, is_whole: bool) -> Seen {
    let (mut old, mut seen) = (0, Seen::default());
    press.finish(0);
    let length = (1..4)
        .map(|version| press.finish(version))
        .max()
        .unwrap_or_default();
    press.finish(0);
    for at in 0..kills {
        let new = usize::try_from(at).expect("a number") + 10;
        let mut writer = press.start(new, ".");
        // The start of the process takes about half of it.
        sleep(length * at / kills);
        writer.kill().expect("killed");
        writer.wait().expect("the writer ends");
        let found = standing(&press.site(), &[old, new]);
        let is_left = !press.left().is_empty();
        match found {
            Some(version) if version == new => seen.while_clearing += usize::from(is_left),
            Some(_) => seen.while_filling += usize::from(is_left),
            None => {
                assert!(!is_whole, "kill {at}: neither site is whole: {:?}", press.left());
                assert_eq!(
                    missing(&press.site()),
                    Vec::<String>::new(),
                    "kill {at}: pages without what they load"
                );
                seen.between += 1;
            }
        }
        // The next build removes what is left, whether it has something to write or not.
        old = if at % 2 == 0 { found.unwrap_or(new) } else { new };
        press.finish(old);
        assert_eq!(standing(&press.site(), &[old]), Some(old), "after kill {at}");
        assert_eq!(press.left(), Vec::<String>::new(), "after kill {at}");
    }
    seen
}

#[test]
#[ignore = "takes half a minute"]
fn builds_killed_on_an_ordinary_folder_leave_one_site_whole() {
    let seen = kill(&Press::new(&[]), 120, true);
    assert!(seen.while_filling > 0 && seen.while_clearing > 0, "{seen:?}");
}

#[cfg(unix)]
#[test]
#[ignore = "takes half a minute"]
fn builds_killed_behind_a_link_leave_one_site_whole() {
    let press = Press::new(&[]);
    fs::create_dir_all(press.folder.path().join("served/now")).expect("folders");
    let link = press.site();
    std::os::unix::fs::symlink("../served/now", &link).expect("a link");
    let seen = kill(&press, 120, true);
    assert!(seen.while_filling > 0 && seen.while_clearing > 0, "{seen:?}");
    assert_eq!(fs::read_link(link).expect("a link"), Path::new("../served/now"));
    let beside = fs::read_dir(press.folder.path().join("served"))
        .expect("a folder")
        .count();
    assert_eq!(beside, 1, "nothing is left beside what the link leads to");
}

#[cfg(unix)]
#[test]
#[ignore = "needs a mount of its own: root on Linux"]
fn builds_killed_on_a_mount_never_leave_a_page_without_what_it_loads() {
    let Some(words) = unshare(&["--mount", "--propagation", "private"]) else {
        return;
    };
    use std::os::unix::fs::PermissionsExt as _;
    let mut press = Press::new(&[]);
    let site = press.site();
    fs::create_dir(&site).expect("a folder");
    // A process that keeps the mount, which others enter.
    let mut keeper = Command::new(words[0])
        .args(&words[1..])
        .args([
            "sh",
            "-c",
            "mount -t tmpfs -o mode=0751 tmpfs \"$0\" && touch \"$0/../mounted\" && exec sleep 600",
        ])
        .arg(&site)
        .spawn()
        .expect("a mount");
    while !press.folder.path().join("published/mounted").exists() {
        assert!(
            keeper.try_wait().expect("a state").is_none(),
            "nothing can be mounted"
        );
        sleep(Duration::from_millis(1));
    }
    let keeper_id = keeper.id().to_string();
    press.before = ["nsenter", "--target", &keeper_id, "--mount"]
        .map(str::to_owned)
        .into();
    let root = PathBuf::from(format!("/proc/{keeper_id}/root"));
    press.seen = root.join(press.folder.path().strip_prefix("/").expect("an absolute path"));
    let seen = kill(&press, 160, false);
    meet(&press, 10);
    let mode = fs::metadata(press.site()).expect("a folder").permissions().mode();
    keeper.kill().expect("killed");
    keeper.wait().expect("the mount is gone");
    assert!(seen.while_filling > 0 && seen.between > 0, "{seen:?}");
    assert_eq!(mode & 0o7777, 0o751, "the folder is as it was mounted");
    assert_eq!(
        fs::read_dir(&site).expect("the folder below").count(),
        0,
        "all went to the mount"
    );
}

#[test]
fn versions_of_made_up_sites_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, file) in version(1).files {
        let path = folder.path().join(at);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, file).expect("written");
    }
    fs::write(folder.path().join(MANIFEST), "x").expect("written");
    assert_eq!(standing(folder.path(), &[2, 1]), Some(1));
    assert_eq!(missing(folder.path()), Vec::<String>::new());
    fs::remove_file(folder.path().join("assets/style.1.css")).expect("removed");
    assert_eq!(standing(folder.path(), &[2, 1]), None);
    assert_eq!(missing(folder.path()).len(), 122);
}

#[test]
fn a_digest_is_written_beside_the_site_and_written_anew() {
    let ground = Ground::new();
    ground.built(&["--digest", "-o", "out/site"]);
    let page = ground.text("out/site.digest.html");
    assert!(
        page.contains("<table role=\"presentation\"") && !page.contains("<link"),
        "{page}"
    );
    let mail = ground.text("out/site.eml");
    assert!(mail.starts_with("Subject: =?utf-8?B?"), "{mail}");
    ground.built(&["--digest", "-o", "out/site"]);
    assert_eq!(mail, ground.text("out/site.eml"), "the same bytes");
    ground.lay("out/site.eml", "Subject: another\r\n\r\nMine.\r\n");
    let (went_well, said) = ground.run(&["build", "project", "--digest", "-o", "out/site"]);
    assert!(!went_well);
    says(
        &said,
        &[
            "site.eml",
            "not made by a build of this report",
            "nothing was written",
        ],
    );
}

#[cfg(unix)]
#[test]
fn the_board_edition_is_printed_by_the_browser_that_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let ground = Ground::new();
    let printed = |ground: &Ground, browser: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_cxpress-under-test"))
            .current_dir(ground.at(""))
            .args(["build", "project", "--pdf", "-o", "out/site"])
            .env("CXPRESS_BROWSER", ground.at(browser))
            .output()
            .expect("started");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), said)
    };
    let (went_well, said) = printed(&ground, "nothing");
    assert!(!went_well && said.contains("`CXPRESS_BROWSER` names"), "{said}");
    assert!(!ground.at("out/site").exists(), "nothing was written");
    let browser = |script: &str| {
        ground.lay("browser", script);
        let all = fs::Permissions::from_mode(0o755);
        fs::set_permissions(ground.at("browser"), all).expect("a program");
    };
    browser("#!/bin/sh\nexit 3\n");
    let (went_well, said) = printed(&ground, "browser");
    assert!(
        !went_well && said.contains("did not print the board edition"),
        "{said}"
    );
    browser(
        "#!/bin/sh\nfor a in \"$@\"; do case $a in --print-to-pdf=*) to=${a#*=};; file://*) from=${a#file://};; esac; done\n\
         test -f \"$from\" && printf '%%PDF-1.4\\n%%%%EOF\\n' > \"$to\"\n",
    );
    for _ in 0..2 {
        let (went_well, said) = printed(&ground, "browser");
        assert!(went_well, "{said}");
    }
    assert!(
        ground
            .text("out/site.pdf")
            .starts_with("%PDF-1.4\n%%EOF\n% cxpress ")
    );
}
