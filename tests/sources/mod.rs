//! The source files of the library and which of them use which, read from their tokens.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A module: the names on its path from the root of the crate.
type Module = Vec<String>;
/// What a file calls by a name of its own: the path behind it, from the root of the crate.
type Names = BTreeMap<String, Vec<String>>;

struct Source {
    file: String,
    lines: usize,
    tokens: Vec<TokenTree>,
}

/// The files of `src`, by module.
pub struct Sources {
    files: BTreeMap<Module, Source>,
    names: BTreeMap<Module, Names>,
}

impl Sources {
    /// Reads all files of `src`; the binary's own are no part of the library.
    pub fn read() -> Self {
        let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("src");
        let mut files = BTreeMap::new();
        read_folder(&root, &mut Vec::new(), &mut files);
        let mut sources = Self {
            files,
            names: BTreeMap::new(),
        };
        let names = sources.files.iter().map(|(module, source)| {
            let mut names = Names::new();
            paths(&source.tokens, &mut |path, is_import| {
                if let (true, Some(name)) = (is_import, path.last()) {
                    names.insert(name.clone(), full_path(module, path));
                }
            });
            (module.clone(), names)
        });
        sources.names = names.collect();
        sources
    }

    /// The length of each file in lines.
    pub fn lines(&self) -> impl Iterator<Item = (&str, usize)> {
        self.files
            .values()
            .map(|source| (source.file.as_str(), source.lines))
    }

    /// Which file uses which: by an import or a path in its code, behind all re-exports.
    pub fn arrows(&self) -> BTreeSet<(String, String)> {
        let mut arrows = BTreeSet::new();
        for (module, source) in &self.files {
            paths(&source.tokens, &mut |path, _| {
                let used = self.module_of(&full_path(module, path));
                if let Some(used) = used.filter(|used| used.file != source.file) {
                    arrows.insert((source.file.clone(), used.file.clone()));
                }
            });
        }
        arrows
    }

    /// Files with an `impl` block, of no trait, for a type of another file of the library.
    pub fn methods_from_afar(&self) -> BTreeSet<(String, String)> {
        let mut found = BTreeSet::new();
        for (module, source) in &self.files {
            for (at, token) in source.tokens.iter().enumerate() {
                let opens_item = at == 0
                    || matches!(source.tokens[at - 1], TokenTree::Group(_))
                    || is_mark(&source.tokens[at - 1], ';');
                if !(opens_item && is_word(token, "impl")) {
                    continue;
                }
                let head: Vec<String> = source.tokens[at + 1..]
                    .iter()
                    .take_while(|token| !is_block(token))
                    .filter_map(word)
                    .collect();
                if head.iter().any(|word| word == "for") {
                    continue;
                }
                let is_from_afar = |name: &&String| {
                    let path = self.names[module].get(*name);
                    let home = path.and_then(|path| self.module_of(path));
                    home.is_some_and(|home| home.file != source.file && home.file != "lib.rs")
                };
                let from_afar = head.into_iter().find(|name| is_from_afar(&name));
                found.extend(from_afar.map(|name| (source.file.clone(), name)));
            }
        }
        found
    }

    /// The file that defines what a path from the root leads to, behind all re-exports.
    fn module_of(&self, path: &[String]) -> Option<&Source> {
        let mut path = path.to_vec();
        for _ in 0..8 {
            let depth = (0..=path.len())
                .rev()
                .find(|depth| self.files.contains_key(&path[..*depth]))?;
            let module = path[..depth].to_vec();
            let passed_on = path
                .get(depth)
                .and_then(|name| self.names[&module].get(name));
            match passed_on {
                Some(target) if *target != path => {
                    let rest = path[depth + 1..].to_vec();
                    path = target.clone();
                    path.extend(rest);
                }
                _ => return self.files.get(&module),
            }
        }
        None
    }
}

/// The sets of files that reach each other.
pub fn circles(arrows: &BTreeSet<(String, String)>) -> Vec<BTreeSet<String>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows {
        next.entry(from).or_default().push(to);
    }
    let reached = |start: &str| {
        let mut reached: BTreeSet<String> = BTreeSet::new();
        let mut open = vec![start];
        while let Some(file) = open.pop() {
            for &used in next.get(file).into_iter().flatten() {
                if reached.insert(used.into()) {
                    open.push(used);
                }
            }
        }
        reached
    };
    let all: BTreeMap<&str, BTreeSet<String>> =
        next.keys().map(|file| (*file, reached(file))).collect();
    let circles: BTreeSet<BTreeSet<String>> = all
        .iter()
        .filter(|(file, reached)| reached.contains(**file))
        .map(|(file, reached)| {
            let back = |used: &&String| {
                all.get(used.as_str())
                    .is_some_and(|from| from.contains(*file))
            };
            reached.iter().filter(back).cloned().collect()
        })
        .collect();
    circles.into_iter().collect()
}

/// A path as written in a module, from the root of the crate.
fn full_path(module: &Module, path: &[String]) -> Vec<String> {
    let mut full = match path.first().map(String::as_str) {
        Some("crate") => Vec::new(),
        _ => module.clone(),
    };
    for part in path {
        match part.as_str() {
            "crate" | "self" => {}
            "super" => {
                full.pop();
            }
            name => full.push(name.into()),
        }
    }
    full
}

fn read_folder(folder: &Path, module: &mut Module, files: &mut BTreeMap<Module, Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            module.push(name);
            read_folder(&path, module, files);
            module.pop();
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs")
            || (module.is_empty() && name == "main")
        {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let tokens: TokenStream = text.parse().unwrap();
        let is_own = name != "mod" && !(module.is_empty() && name == "lib");
        let mut file = module.join("/");
        if !file.is_empty() {
            file.push('/');
        }
        let mut of = module.clone();
        of.extend(is_own.then(|| name.clone()));
        files.insert(
            of,
            Source {
                file: format!("{file}{name}.rs"),
                lines: text.lines().count(),
                tokens: without_inner_modules(tokens),
            },
        );
    }
}

/// The tokens outside of `mod name { … }`: tests know everything.
fn without_inner_modules(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let is_inner = is_block(&token) && kept.len() > 1 && is_word(&kept[kept.len() - 2], "mod");
        if !is_inner {
            kept.push(token);
        }
    }
    kept
}

/// Tells `tell` each path in `tokens`, and whether it is an import.
fn paths(tokens: &[TokenTree], tell: &mut impl FnMut(&[String], bool)) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let TokenTree::Group(group) = token {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            // "pub(in crate::x)" says who may know, not whom it knows.
            if !inner.first().is_some_and(|first| is_word(first, "in")) {
                paths(&inner, tell);
            }
        }
        let is_import = is_word(token, "use");
        let is_start = word(token).is_some()
            && tokens.get(at + 1).is_some_and(|next| is_mark(next, ':'))
            && tokens.get(at + 2).is_some_and(|next| is_mark(next, ':'));
        if is_import || is_start {
            let from = at + usize::from(is_import);
            at = follow(tokens, from, &mut Vec::new(), &mut |path| {
                tell(path, is_import)
            });
        } else {
            at += 1;
        }
    }
}

/// Follows a path or a tree of paths from `at`, and gives where it ends.
fn follow(
    tokens: &[TokenTree],
    mut at: usize,
    path: &mut Vec<String>,
    tell: &mut impl FnMut(&[String]),
) -> usize {
    let mut own = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Ident(name) => {
                path.push(name.to_string());
                own += 1;
                at += 1;
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && own > 0 => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for branch in inner.split(|token| is_mark(token, ',')) {
                    follow(branch, 0, path, tell);
                }
                path.truncate(path.len() - own);
                return at + 1;
            }
            TokenTree::Punct(mark) if mark.as_char() == '*' => at += 1,
            _ => break,
        }
        let goes_on = tokens.get(at).is_some_and(|next| is_mark(next, ':'))
            && tokens.get(at + 1).is_some_and(|next| is_mark(next, ':'));
        if !goes_on {
            break;
        }
        at += 2;
    }
    if own > 0 {
        tell(path);
    }
    path.truncate(path.len() - own);
    at.max(1)
}

fn word(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

fn is_word(token: &TokenTree, text: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == text)
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == mark)
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
