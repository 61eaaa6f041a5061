//! `Fn::Cidr`: a block cut into blocks.

use std::net::Ipv4Addr;

use ringfort_source::Span;

use super::lists::wrong;
use crate::value::Val;

/// Most blocks that the function gives. Source: its reference.
const MAX_BLOCKS: u32 = 256;

/// `[block, count, bits of a host]`.
pub(super) fn cidr(argument: &Val, span: Span) -> Val {
    let mut open = argument.items().iter().filter(|v| v.is_unknown());
    if let Some(open) = open.next() {
        return wrong(open, span, "");
    }
    let texts: Vec<_> = argument.items().iter().filter_map(Val::scalar).collect();
    let number = |i: usize| texts.get(i).and_then(|t| t.parse::<u32>().ok());
    let blocks = texts
        .first()
        .and_then(|block| cut(block, number(1)?.min(MAX_BLOCKS), number(2).unwrap_or(8)));
    match blocks {
        Some(blocks) => Val::seq(span, blocks.into_iter().map(|b| Val::text(span, b))),
        None => wrong(argument, span, "Fn::Cidr is computed for IPv4 blocks only"),
    }
}

fn cut(block: &str, count: u32, bits: u32) -> Option<Vec<String>> {
    let (address, _) = block.split_once('/')?;
    let base = u64::from(u32::from(address.parse::<Ipv4Addr>().ok()?));
    if bits > 31 {
        return None;
    }
    let part = |i: u32| {
        let start = u32::try_from(base + (u64::from(i) << bits)).ok()?;
        Some(format!("{}/{}", Ipv4Addr::from(start), 32 - bits))
    };
    (0..count).map(part).collect()
}
