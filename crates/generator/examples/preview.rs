//! Writes the site of the tests' report to a folder, to look at: `cargo run --example preview -- /tmp/site`.

#[expect(dead_code, reason = "the preview needs no wrong commentary")]
#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "site".to_owned()));
    let generated = cxpress_generator::generate(
        &fixture::report(),
        &fixture::good_commentary(),
        &cxpress_themes::DEFAULT,
        &cxpress_core::read::Forgetful,
    );
    let Some(site) = generated.site else {
        return Err(std::io::Error::other(format!("{:?}", generated.diagnostics)));
    };
    for (path, bytes) in site.files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
