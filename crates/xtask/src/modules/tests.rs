use std::fs;

use super::tree::Tree;
use super::{Graph, circle, paths};

fn graph(files: &[(&str, &str)]) -> Graph {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    paths::graph(&Tree::of(&folder.path().join("lib.rs")).expect("a crate"))
}

fn circles(files: &[(&str, &str)]) -> Vec<String> {
    circle::all(&graph(files))
        .iter()
        .map(|circle| circle.join(" "))
        .collect()
}

#[test]
fn two_files_that_use_each_other_are_a_circle() {
    let found = circles(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B; fn f() { vec![crate::a::A::new()]; }"),
    ]);
    assert_eq!(found, ["a.rs b.rs a.rs"]);
}

#[test]
fn a_module_and_its_children_may_use_each_other() {
    let found = circles(&[
        ("lib.rs", "mod a; pub type Fault = u8;"),
        (
            "a.rs",
            "mod c; use self::c::C; pub struct A(C); use crate::Fault;",
        ),
        ("a/c.rs", "use super::A; pub struct C; fn f(_: &A) {}"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn children_of_one_module_are_a_circle_if_they_use_each_other() {
    let found = circles(&[
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod c; mod d; use c::C; use d::D;"),
        ("a/c.rs", "use super::D; pub struct C;"),
        ("a/d.rs", "use super::C; pub struct D;"),
    ]);
    assert_eq!(found, ["a/c.rs a/d.rs a/c.rs"]);
}

#[test]
fn a_circle_over_the_parent_of_one_of_its_files_is_one() {
    let found = circles(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "mod c; use crate::b::B;"),
        ("a/c.rs", "use super::A; pub struct C;"),
        ("b.rs", "pub struct B; use crate::a::c::C;"),
    ]);
    assert_eq!(found, ["a.rs b.rs a/c.rs a.rs"]);
}

#[test]
fn what_is_passed_on_leads_to_where_it_is_defined() {
    let graph = graph(&[
        ("lib.rs", "mod a; mod b; pub use a::A; pub use b::*;"),
        ("a.rs", "pub struct A;"),
        ("b.rs", "pub struct B;"),
        ("c.rs", ""),
    ]);
    assert_eq!(graph["lib.rs"].iter().collect::<Vec<_>>(), ["a.rs", "b.rs"]);
    let user = [
        ("lib.rs", "mod a; mod b; mod c; pub use a::A; pub use b::*;"),
        ("a.rs", "pub struct A;"),
        ("b.rs", "pub struct B;"),
        ("c.rs", "use crate::{A as Other, B}; fn f() { Other::new(); }"),
    ];
    assert_eq!(
        self::graph(&user)["c.rs"].iter().collect::<Vec<_>>(),
        ["a.rs", "b.rs"]
    );
}

#[test]
fn tests_and_other_crates_take_no_part() {
    let found = circles(&[
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "use std::fmt; pub struct A; #[cfg(test)] mod tests { use crate::b::B; }",
        ),
        ("b.rs", "use crate::a::A; use serde::a; pub struct B;"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}
