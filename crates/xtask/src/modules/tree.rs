//! The modules of a crate, parsed: in which file each stands, what it defines and what it brings in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::{Item, UseTree};

/// A path of names, as written: `crate::words::Words`.
pub(super) type Names = Vec<String>;

/// The number of a module in its tree.
pub(super) type Id = usize;

/// A module: a file, or a `mod … { }` inside one.
pub(super) struct Module {
    /// The module it stands in; none for the root.
    pub(super) parent: Option<Id>,
    /// The path of its file, in the folder of the crate's root.
    pub(super) file: String,
    /// Modules inside it, by name.
    pub(super) children: BTreeMap<String, Id>,
    /// Items that are defined in it, and what `use` brings in, by name.
    pub(super) names: BTreeMap<String, Bound>,
    /// Modules whose whole content `use …::*` brings in.
    pub(super) globs: Vec<Names>,
    /// What it consists of, without tests.
    pub(super) items: Vec<Item>,
}

/// What a name in a module stands for.
pub(super) enum Bound {
    /// An item that is defined there.
    Item,
    /// Something else, by its path.
    Brought(Names),
}

/// All modules of a crate; the first is its root.
pub(super) struct Tree {
    pub(super) modules: Vec<Module>,
    folder: PathBuf,
}

impl Tree {
    /// Reads the crate whose root is this file.
    pub(super) fn of(root: &Path) -> Result<Self, String> {
        let folder = root.parent().unwrap_or(Path::new("")).to_owned();
        let mut tree = Self {
            modules: Vec::new(),
            folder: folder.clone(),
        };
        tree.read(root, &folder, None)?;
        Ok(tree)
    }

    /// Reads the module in a file, whose children lie in `folder`.
    fn read(&mut self, path: &Path, folder: &Path, parent: Option<Id>) -> Result<Id, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file = syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.strip_prefix(&self.folder).unwrap_or(path);
        self.add(name.display().to_string(), file.items, folder, parent)
    }

    fn add(
        &mut self,
        file: String,
        items: Vec<Item>,
        folder: &Path,
        parent: Option<Id>,
    ) -> Result<Id, String> {
        let items: Vec<Item> = items.into_iter().filter(|item| !is_test(item)).collect();
        let id = self.modules.len();
        self.modules.push(Module {
            parent,
            file: file.clone(),
            children: BTreeMap::new(),
            names: BTreeMap::new(),
            globs: Vec::new(),
            items: Vec::new(),
        });
        let (inner, items): (Vec<_>, Vec<_>) =
            items.into_iter().partition(|item| matches!(item, Item::Mod(_)));
        for item in &items {
            self.modules[id].bind(item);
        }
        self.modules[id].items = items;
        for item in inner {
            let Item::Mod(module) = item else { continue };
            let name = module.ident.to_string();
            let below = folder.join(&name);
            let child = match module.content {
                Some((_, items)) => self.add(file.clone(), items, &below, Some(id))?,
                None => self.read(&found(folder, &name)?, &below, Some(id))?,
            };
            self.modules[id].children.insert(name, child);
        }
        Ok(id)
    }
}

impl Module {
    fn bind(&mut self, item: &Item) {
        if let Item::Use(item) = item {
            return self.bring(&item.tree, Vec::new());
        }
        if let Some(name) = defined(item) {
            self.names.insert(name, Bound::Item);
        }
    }

    fn bring(&mut self, tree: &UseTree, before: Names) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Names>();
        match tree {
            UseTree::Path(path) => self.bring(&path.tree, with(path.ident.to_string())),
            UseTree::Name(name) if name.ident == "self" => {
                let last = before.last().cloned().unwrap_or_default();
                self.names.insert(last, Bound::Brought(before));
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.names.insert(name.clone(), Bound::Brought(with(name)));
            }
            UseTree::Rename(rename) => {
                let path = with(rename.ident.to_string());
                self.names.insert(rename.rename.to_string(), Bound::Brought(path));
            }
            UseTree::Glob(_) => self.globs.push(before),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.bring(tree, before.clone());
                }
            }
        }
    }
}

/// The file of a module that is declared without content.
fn found(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let files = [
        folder.join(format!("{name}.rs")),
        folder.join(name).join("mod.rs"),
    ];
    let found = files.iter().find(|file| file.is_file()).cloned();
    found.ok_or_else(|| format!("there is no file for the module `{name}` in {}", folder.display()))
}

fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => return item.ident.as_ref().map(ToString::to_string),
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn is_test(item: &Item) -> bool {
    let attributes = match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string());
        attribute.path().is_ident("cfg") && condition.is_ok_and(|condition| condition == "test")
    })
}
