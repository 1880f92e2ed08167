use super::*;

/// Two pages and what they load.
fn site(text: &str) -> Site {
    let files = ["index.html", "2026-10/index.html", "assets/style.css"];
    let files = files.map(|path| (path.to_owned(), text.as_bytes().to_vec()));
    Site { files: files.into() }
}

/// A folder with a project and room for sites.
struct Ground {
    folder: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, text: &str, output: &str) -> Result<Vec<Remark>, WriteError> {
        write(&site(text), &self.at(output), &self.at("project"))
    }

    /// What the refusal says and advises. Nothing is another after it.
    #[track_caller]
    fn refused(&self, output: &str) -> (String, &'static str) {
        let before = self.listed();
        let error = self.write("new", output).expect_err("refused");
        assert_eq!(self.listed(), before, "{error}");
        assert!(error.help().ends_with("nothing was written"), "{}", error.help());
        (error.to_string(), error.help())
    }

    /// All files and folders with what they hold.
    fn listed(&self) -> Vec<(PathBuf, Option<Vec<u8>>)> {
        let entries = WalkDir::new(self.folder.path()).sort_by_file_name().into_iter();
        let entries = entries.map(|entry| entry.expect("an entry").into_path());
        entries.map(|path| (path.clone(), fs::read(path).ok())).collect()
    }

    fn lay(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("written");
    }

    #[track_caller]
    fn holds(&self, output: &str, text: &str) {
        assert!(stands(&site(text), &self.at(output)), "{output} holds {text}");
    }

    /// What stands beside a site.
    fn beside(&self, output: &str) -> Vec<String> {
        let folder = self.at(output);
        let entries = fs::read_dir(folder.parent().expect("a folder")).expect("a folder");
        let names = entries.map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        });
        names.filter(|name| !output.ends_with(name.as_str())).collect()
    }
}

#[test]
fn a_site_takes_the_place_of_the_one_before() {
    let ground = Ground::new();
    let mut first = site("one");
    first.files.insert("2026-09/stale.html".to_owned(), b"x".to_vec());
    write(&first, &ground.at("deep/site"), &ground.at("project")).expect("written");
    ground.write("two", "deep/site").expect("written");
    ground.holds("deep/site", "two");
    assert_eq!(ground.beside("deep/site"), Vec::<String>::new());
}

#[test]
fn a_site_that_is_the_same_to_the_last_byte_is_left_as_it_is() {
    let ground = Ground::new();
    ground.write("one", "site").expect("written");
    ground.holds("site", "one");
    assert!(!stands(&site("two"), &ground.at("site")));
    ground.lay("site/index.html", "one ");
    assert!(!stands(&site("one"), &ground.at("site")));
    ground.write("one", "site").expect("written");
    ground.holds("site", "one");
}

#[test]
fn what_no_build_wrote_is_not_lost() {
    for (path, named) in [
        ("CNAME", "CNAME"),
        (".git/HEAD", ".git/"),
        ("2026-10/own.html", "2026-10/own.html"),
        ("2026-10/own/deep.txt", "2026-10/own/"),
    ] {
        let ground = Ground::new();
        ground.write("one", "site").expect("written");
        ground.lay(&format!("site/{path}"), "own");
        let (message, help) = ground.refused("site");
        assert!(
            message.ends_with(&format!("holds files that no build wrote: `{named}`")),
            "{message}"
        );
        assert!(
            help.contains("another folder with `-o`") && help.contains("`static/`"),
            "{help}"
        );
    }
}

#[test]
fn five_of_many_files_are_named() {
    let ground = Ground::new();
    for at in 1..=7 {
        ground.lay(&format!("site/{at}.txt"), "own");
    }
    let (message, _) = ground.refused("site");
    assert!(
        message.ends_with("`1.txt`, `2.txt`, `3.txt`, `4.txt`, `5.txt` and 2 more"),
        "{message}"
    );
}

#[test]
fn a_folder_that_somebody_made_in_a_site_stays() {
    let ground = Ground::new();
    ground.write("one", "site").expect("written");
    fs::create_dir(ground.at("site/uploads")).expect("a folder");
    assert!(ground.refused("site").0.ends_with("`uploads/`"));
}

#[test]
fn a_manifest_that_is_not_whole_does_not_count() {
    let ground = Ground::new();
    for (at, text) in ["{}", "", "{\"cxpress\": \"0.1.0\", \"files\": {}}"]
        .into_iter()
        .enumerate()
    {
        let output = format!("site-{at}");
        ground.lay(&format!("{output}/{MANIFEST}"), text);
        let (message, _) = ground.refused(&output);
        assert!(
            message.contains("is not whole") && message.contains(MANIFEST),
            "{message}"
        );
        ground.lay(&format!("{output}/thesis.txt"), "years of work");
        assert!(ground.refused(&output).0.contains("`thesis.txt`"));
    }
}

#[test]
fn a_manifest_counts_only_with_the_files_that_it_names() {
    let ground = Ground::new();
    ground.write("one", "site").expect("written");
    fs::remove_file(ground.at("site/2026-10/index.html")).expect("removed");
    let (message, _) = ground.refused("site");
    assert!(
        message.ends_with("names what is not there: `2026-10/index.html`"),
        "{message}"
    );
    // Somebody copied a manifest alone.
    fs::create_dir(ground.at("other")).expect("a folder");
    fs::copy(
        ground.at("site").join(MANIFEST),
        ground.at("other").join(MANIFEST),
    )
    .expect("copied");
    ground.lay("other/thesis.txt", "years of work");
    assert!(ground.refused("other").0.contains("is no whole site"));
}

#[test]
fn a_folder_with_dust_in_it_is_replaced() {
    let ground = Ground::new();
    ground.write("one", "site").expect("written");
    ground.lay("site/2026-10/.DS_Store", "x");
    ground.holds("site", "one");
    ground.write("two", "site").expect("written");
    ground.holds("site", "two");
    assert!(!ground.at("site/2026-10/.DS_Store").exists());
}

#[test]
fn a_project_is_never_replaced() {
    let ground = Ground::new();
    ground.lay("project/cxpress.yaml", "title: T");
    // Even where a manifest names all of it.
    let named: serde_json::Map<String, serde_json::Value> =
        [("cxpress.yaml".to_owned(), "0123456789abcdef".into())]
            .into_iter()
            .collect();
    let manifest = serde_json::json!({ "cxpress": "0.1.0", "files": named });
    ground.lay(&format!("project/{MANIFEST}"), &manifest.to_string());
    assert!(
        ground
            .refused("project")
            .0
            .contains("the folder of the report itself")
    );
    assert!(ground.refused("").0.contains("above the folder of the report"));
    assert!(ground.at("project/cxpress.yaml").exists());
}

#[test]
fn a_file_in_the_way_is_said() {
    let ground = Ground::new();
    ground.lay("site", "x");
    assert!(ground.refused("site").0.ends_with("is not a folder"));
    assert!(ground.refused("site/deep").0.ends_with("is not a folder"));
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let ground = Ground::new();
    ground.write("one", "site").expect("written");
    let left = [".site.cxpress-0aZ4567890123456/a/b.html", ".site.cxpress-lock"];
    let others = [
        ".other.cxpress-0aZ4567890123456/a",
        ".site.cxpress-notes",
        ".site.zip.cxpress-0aZ4567890123456",
    ];
    for text in ["one", "two"] {
        for path in left {
            ground.lay(path, "");
        }
        for path in others {
            ground.lay(path, "mine");
        }
        ground.write(text, "site").expect("written");
        ground.holds("site", text);
        for path in left {
            assert!(!ground.at(path).exists(), "{path} after {text}");
        }
        for path in others {
            assert!(ground.at(path).exists(), "{path} after {text}");
        }
    }
}

#[test]
fn a_lock_that_somebody_wrote_into_is_not_removed() {
    let ground = Ground::new();
    ground.lay(".site.cxpress-lock", "mine");
    ground.write("one", "site").expect("written");
    assert_eq!(ground.beside("site"), [".site.cxpress-lock"]);
}

#[test]
fn an_old_site_that_a_killed_build_moved_aside_is_put_back() {
    let ground = Ground::new();
    ground.write("one", "site").expect("written");
    fs::create_dir(ground.at(".site.cxpress-0aZ4567890123456")).expect("a folder");
    fs::rename(ground.at("site"), ground.at(".site.cxpress-0aZ4567890123456/old")).expect("moved");
    let mut torn = site("two");
    torn.files.insert("index.html/deep".to_owned(), Vec::new());
    write(&torn, &ground.at("site"), &ground.at("project")).expect_err("cannot be filled");
    ground.holds("site", "one");
    assert_eq!(ground.beside("site"), Vec::<String>::new());
}

#[test]
fn a_file_is_replaced_in_one_step_and_nothing_is_left() {
    let ground = Ground::new();
    for text in ["one", "two"] {
        ground.lay("deep/.site.zip.cxpress-0aZ4567890123456", "");
        write_file(text.as_bytes(), &ground.at("deep/site.zip")).expect("written");
        assert_eq!(
            fs::read_to_string(ground.at("deep/site.zip")).expect("a file"),
            text
        );
        assert_eq!(ground.beside("deep/site.zip"), Vec::<String>::new());
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn what_a_link_leads_to_is_replaced_and_the_link_stays() {
        let ground = Ground::new();
        symlink("served/now", ground.at("www")).expect("a link");
        for text in ["one", "two"] {
            ground.write(text, "www").expect("written");
            ground.holds("served/now", text);
            assert_eq!(
                fs::read_link(ground.at("www")).expect("a link"),
                Path::new("served/now")
            );
            assert_eq!(ground.beside("served/now"), Vec::<String>::new());
        }
        ground.lay("served/now/own.txt", "own");
        assert!(ground.refused("www").0.ends_with("`own.txt`"));
        symlink("served/now.zip", ground.at("www.zip")).expect("a link");
        write_file(b"one", &ground.at("www.zip")).expect("written");
        assert_eq!(fs::read(ground.at("served/now.zip")).expect("a file"), b"one");
    }

    #[test]
    fn a_link_to_the_project_is_refused() {
        let ground = Ground::new();
        ground.lay("project/cxpress.yaml", "title: T");
        symlink("project", ground.at("www")).expect("a link");
        assert!(
            ground
                .refused("www")
                .0
                .contains("the folder of the report itself")
        );
    }

    #[test]
    fn a_link_that_somebody_laid_into_a_site_stays() {
        let ground = Ground::new();
        ground.write("one", "site").expect("written");
        symlink("2026-10", ground.at("site/latest")).expect("a link");
        assert!(ground.refused("site").0.ends_with("`latest`"));
    }

    #[test]
    fn the_mode_of_a_folder_stays() {
        let ground = Ground::new();
        for mode in [0o750, 0o777, 0o2775] {
            ground.write("one", "site").expect("written");
            fs::set_permissions(ground.at("site"), fs::Permissions::from_mode(mode)).expect("a mode");
            ground.write("two", "site").expect("written");
            ground.holds("site", "two");
            let found = fs::metadata(ground.at("site")).expect("a folder");
            assert_eq!(found.mode() & 0o7777, mode);
        }
    }

    #[test]
    fn a_new_folder_and_its_files_have_the_usual_mode() {
        let ground = Ground::new();
        fs::create_dir(ground.at("usual")).expect("a folder");
        ground.lay("usual.txt", "x");
        ground.write("one", "site").expect("written");
        write_file(b"x", &ground.at("site.zip")).expect("written");
        let mode = |path: &str| fs::metadata(ground.at(path)).expect("it is there").mode();
        assert_eq!(mode("site"), mode("usual"));
        assert_eq!(mode("site/index.html"), mode("usual.txt"));
        assert_eq!(mode("site.zip"), mode("usual.txt"));
    }

    #[test]
    fn the_owner_of_a_folder_stays_where_that_is_allowed() {
        let ground = Ground::new();
        ground.write("one", "site").expect("written");
        let own = fs::metadata(ground.at("site")).expect("a folder").uid();
        if std::os::unix::fs::chown(ground.at("site"), Some(4242), Some(4243)).is_err() {
            return eprintln!("only root may give folders away: user {own} has nothing to test");
        }
        ground.write("two", "site").expect("written");
        ground.holds("site", "two");
        let found = fs::metadata(ground.at("site")).expect("a folder");
        assert_eq!((found.uid(), found.gid()), (4242, 4243));
    }
}
