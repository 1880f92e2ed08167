//! Where a table is: a file, or a member of an archive.

/// A table by its place in the project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TablePath {
    /// The path of its file, relative to the project.
    pub path: String,
    /// The table in it, if it is an archive of them.
    pub member: Option<String>,
}

impl TablePath {
    /// Its name in messages: that of a table in an archive stands after the archive's.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.member {
            Some(member) => format!("{}/{member}", self.path),
            None => self.path.clone(),
        }
    }

    /// The names of the table and of the file without folders.
    #[must_use]
    pub fn base_names(&self) -> Vec<&str> {
        let member = self.member.as_deref();
        let names = member.into_iter().chain([self.path.as_str()]);
        names.map(file_name).collect()
    }
}

/// The last part of a path.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
