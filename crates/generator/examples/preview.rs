//! Writes the site of the tests' report to a folder, to look at: `cargo run --example preview -- site de`.
//!
//! The second argument is the language; English if it is left out. `rtl` shows the layout from right to left,
//! with English words.

#[expect(dead_code, reason = "the preview needs no wrong commentary")]
#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "site".to_owned()));
    let language = std::env::args().nth(2).unwrap_or_else(|| "en-GB".to_owned());
    let mut report = fixture::report();
    if language != "rtl" {
        report.language.clone_from(&language);
    }
    let generated = cxpress_generator::generate(
        &report,
        &fixture::good_commentary(),
        &cxpress_themes::Theme::default(),
    );
    let Some(site) = generated.site else {
        return Err(std::io::Error::other(format!("{:?}", generated.diagnostics)));
    };
    for (path, mut bytes) in site.files {
        if language == "rtl" && path.ends_with(".html") {
            bytes = String::from_utf8_lossy(&bytes)
                .replacen("dir=\"ltr\"", "dir=\"rtl\"", 1)
                .into_bytes();
        }
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
