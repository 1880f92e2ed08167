//! Every code is borne by a diagnostic somewhere in the workspace.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use cxpress_diagnostic::Code;

/// Collects the codes that the sources below a folder name outside their tests, as `Code::UnknownKey`.
fn collect(folder: &Path, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() && name != "tests" && name != "target" {
            collect(&path, found)?;
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let text = fs::read_to_string(&path)?;
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            found.extend(code.split("Code::").skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
                rest[..end.unwrap_or(rest.len())].to_owned()
            }));
        }
    }
    Ok(())
}

#[test]
fn every_code_is_used() -> io::Result<()> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut used = BTreeSet::new();
    for entry in fs::read_dir(&crates)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("diagnostic") {
            collect(&path, &mut used)?;
        }
    }
    let unused = Code::all().filter(|code| !used.contains(&format!("{code:?}")));
    assert_eq!(unused.collect::<Vec<_>>(), []);
    Ok(())
}
