//! From the paths in the code of a crate to the files they lead to.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Macro, Visibility};

use super::Graph;
use super::tree::{Bound, Id, Names, Tree};

/// How many re-exports are followed; no name is passed on more often.
const MOST_STEPS: usize = 16;

/// Which file uses which: every `use`, and every path that starts in the crate.
pub(super) fn graph(tree: &Tree) -> Graph {
    let mut graph = Graph::new();
    for (id, module) in tree.modules.iter().enumerate() {
        let brought = module.names.values().filter_map(|bound| match bound {
            Bound::Brought(path) => Some(path.clone()),
            Bound::Item => None,
        });
        let mut written = Written(Vec::new());
        module.items.iter().for_each(|item| written.visit_item(item));
        let paths = brought.chain(module.globs.iter().cloned()).chain(written.0);
        let files: BTreeSet<String> = paths
            .filter_map(|path| target(tree, id, &path, MOST_STEPS))
            .map(|target| tree.modules[target].file.clone())
            .filter(|file| *file != module.file)
            .collect();
        graph.entry(module.file.clone()).or_default().extend(files);
    }
    graph
}

/// The module in which the thing is defined that a path names in module `from`; none if it is of another crate.
fn target(tree: &Tree, from: Id, path: &[String], steps: usize) -> Option<Id> {
    let steps = steps.checked_sub(1)?;
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => walk(tree, 0, rest, steps),
        "self" => walk(tree, from, rest, steps),
        "super" => walk(tree, tree.modules[from].parent?, rest, steps),
        name if tree.modules[from].children.contains_key(name) => walk(tree, from, path, steps),
        name => match tree.modules[from].names.get(name)? {
            Bound::Brought(brought) if brought[0] != *name => {
                let whole: Names = brought.iter().chain(rest).cloned().collect();
                target(tree, from, &whole, steps)
            }
            _ => None,
        },
    }
}

/// Goes down from a module along names, through what modules pass on.
fn walk(tree: &Tree, at: Id, path: &[String], steps: usize) -> Option<Id> {
    let Some((first, rest)) = path.split_first() else {
        return Some(at);
    };
    let module = &tree.modules[at];
    if first == "super" {
        return walk(tree, module.parent?, rest, steps);
    }
    if let Some(child) = module.children.get(first) {
        return walk(tree, *child, rest, steps);
    }
    match module.names.get(first) {
        Some(Bound::Item) => Some(at),
        Some(Bound::Brought(brought)) => {
            let whole: Names = brought.iter().chain(rest).cloned().collect();
            target(tree, at, &whole, steps)
        }
        None => {
            let through = |glob: &Names| {
                let inner = target(tree, at, glob, steps)?;
                let module = &tree.modules[inner];
                let has = module.children.contains_key(first) || module.names.contains_key(first);
                if has { walk(tree, inner, path, steps) } else { None }
            };
            Some(module.globs.iter().find_map(through).unwrap_or(at))
        }
    }
}

/// All paths of several names in the code, also in the arguments of macros.
struct Written(Vec<Names>);

impl<'ast> Visit<'ast> for Written {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            self.0.push(
                path.segments
                    .iter()
                    .map(|segment| segment.ident.to_string())
                    .collect(),
            );
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.read(call.tokens.clone());
    }

    /// `pub(crate)` and `pub(super)` use nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    /// What is brought in is known from the module's names.
    fn visit_item_use(&mut self, _: &'ast syn::ItemUse) {}
}

impl Written {
    fn read(&mut self, tokens: TokenStream) {
        let mut path = Names::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.end(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.read(group.stream());
                    }
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Names) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.0.push(path);
        }
    }
}
