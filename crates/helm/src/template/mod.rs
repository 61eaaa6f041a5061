//! The language: Go's text/template, from text to tree. Source: the documentation of the Go package `text/template`.

pub(crate) mod ast;
mod lex;
mod literal;
mod parse;
mod pipe;
mod token;

pub(crate) use parse::parse;
