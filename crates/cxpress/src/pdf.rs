//! The board edition on paper, printed by a browser that is installed: Chromium, Chrome or Edge.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use cxpress_generator::Site;

/// The page that is printed.
const PAGE: &str = "board.html";

/// What names the browser, where it is none of those that are looked for.
const NAMED_BY: &str = "CXPRESS_BROWSER";

/// Browsers by the names of their commands.
const COMMANDS: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];

/// Browsers by where they stand on macOS and on Windows.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
];

/// A browser that takes longer than this has gone astray.
const PATIENCE: Duration = Duration::from_secs(90);

/// Why nothing was printed.
#[derive(Debug)]
pub(crate) enum PrintError {
    /// No browser was found.
    NoBrowser,
    /// The one that the environment names is not there.
    NotThere(PathBuf),
    /// It could not be started, or its files not be written.
    Io(io::Error),
    /// It did not print.
    Failed(String),
}

impl From<io::Error> for PrintError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl PrintError {
    pub(crate) fn message(&self) -> String {
        match self {
            Self::NoBrowser => "no browser was found that prints the board edition".to_owned(),
            Self::NotThere(path) => format!("`{NAMED_BY}` names `{}`, which is no file", path.display()),
            Self::Io(error) => format!("the board edition could not be printed: {error}"),
            Self::Failed(said) => format!("the browser did not print the board edition: {said}"),
        }
    }

    pub(crate) fn help(&self) -> String {
        match self {
            Self::NoBrowser => format!(
                "install Chromium, Chrome or Edge, or name one in `{NAMED_BY}`; or leave `--pdf` out, open `{PAGE}` of the \
                 site in any browser and print it"
            ),
            Self::NotThere(_) => "name the browser itself, or leave the variable out".to_owned(),
            Self::Io(_) | Self::Failed(_) => {
                format!(
                    "leave `--pdf` out, open `{PAGE}` of the site in a browser and print it; nothing was written"
                )
            }
        }
    }
}

/// Prints the board edition of a site.
pub(crate) fn print(site: &Site) -> Result<Vec<u8>, PrintError> {
    let browser = find(env::var_os(NAMED_BY), env::var_os("PATH"))?;
    let folder = tempfile::tempdir()?;
    let is_needed = |path: &str| path == PAGE || path.starts_with("assets/");
    for (path, bytes) in site.files.iter().filter(|(path, _)| is_needed(path)) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or_else(|| folder.path()))?;
        fs::write(path, bytes)?;
    }
    let printed = folder.path().join("board.pdf");
    run(&browser, folder.path(), &printed)?;
    Ok(fs::read(printed)?)
}

/// The browser that the environment names, or else the first that is there.
fn find(named: Option<OsString>, path: Option<OsString>) -> Result<PathBuf, PrintError> {
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        let named = PathBuf::from(named);
        return if named.is_file() {
            Ok(named)
        } else {
            Err(PrintError::NotThere(named))
        };
    }
    let folders: Vec<PathBuf> = path.iter().flat_map(env::split_paths).collect();
    let suffix = env::consts::EXE_SUFFIX;
    let commands = COMMANDS.iter().flat_map(|name| {
        folders
            .iter()
            .map(move |folder| folder.join(format!("{name}{suffix}")))
    });
    let all = commands.chain(PLACES.iter().map(PathBuf::from));
    all.into_iter()
        .find(|path| path.is_file())
        .ok_or(PrintError::NoBrowser)
}

fn run(browser: &Path, folder: &Path, printed: &Path) -> Result<(), PrintError> {
    let profile = folder.join("profile");
    let option = |name: &str, value: &OsStr| {
        let mut option = OsString::from(name);
        option.push(value);
        option
    };
    let mut command = Command::new(browser);
    command
        .args([
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-pdf-header-footer",
        ])
        .arg(option("--user-data-dir=", profile.as_os_str()))
        .arg(option("--print-to-pdf=", printed.as_os_str()))
        .args(sandbox())
        .arg(address(&folder.join(PAGE)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn()?;
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            Some(_) if printed.is_file() => return Ok(()),
            Some(status) => return Err(PrintError::Failed(format!("it ended with {status}"))),
            None if start.elapsed() > PATIENCE => {
                child.kill()?;
                child.wait()?;
                let seconds = PATIENCE.as_secs();
                return Err(PrintError::Failed(format!("it took longer than {seconds} s")));
            }
            None => thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Chromium refuses to run for root within its sandbox, as in a container. The page is our own, and asks for nothing.
fn sandbox() -> Option<&'static str> {
    #[cfg(unix)]
    if rustix::process::geteuid().is_root() {
        return Some("--no-sandbox");
    }
    None
}

/// The address of a file.
fn address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let rooted = if path.starts_with('/') {
        path
    } else {
        format!("/{path}")
    };
    let escaped = rooted.replace('%', "%25").replace(' ', "%20").replace('#', "%23");
    format!("file://{}", escaped.replace('?', "%3F"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_looked_for_where_the_environment_says() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = || Some(folder.path().as_os_str().to_owned());
        if PLACES.iter().all(|place| !Path::new(place).exists()) {
            assert!(matches!(find(None, path()), Err(PrintError::NoBrowser)));
        }
        let browser = folder
            .path()
            .join(format!("google-chrome{}", env::consts::EXE_SUFFIX));
        fs::write(&browser, "").expect("a file");
        assert_eq!(find(None, path()).expect("it is there"), browser);
        let named = folder.path().join("another");
        let found = find(Some(named.clone().into()), path());
        assert!(matches!(found, Err(PrintError::NotThere(path)) if path == named));
    }

    #[test]
    fn addresses_hold_no_letter_that_means_something_else() {
        assert_eq!(
            address(Path::new("/tmp/a b#c/50%?")),
            "file:///tmp/a%20b%23c/50%25%3F"
        );
    }
}
