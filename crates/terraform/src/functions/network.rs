//! Address blocks.

use std::net::IpAddr;

use super::Args;
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = match name {
        "cidrhost" => host(args),
        "cidrnetmask" => netmask(args),
        "cidrsubnet" => subnet(args),
        "cidrsubnets" => subnets(args),
        "cidrcontains" => contains(args),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.wrong(name)))
}

/// An address block as a number.
#[derive(Clone, Copy)]
struct Block {
    bits: u128,
    prefix: u32,
    /// 32 or 128.
    width: u32,
}

fn number(ip: IpAddr) -> (u128, u32) {
    match ip {
        IpAddr::V4(v4) => (u128::from(v4.to_bits()), 32),
        IpAddr::V6(v6) => (v6.to_bits(), 128),
    }
}

impl Block {
    fn read(text: &str) -> Option<Self> {
        let (ip, prefix) = text.split_once('/')?;
        let (bits, width) = number(ip.parse().ok()?);
        let prefix = prefix.parse().ok().filter(|p| *p <= width)?;
        Some(Self { bits, prefix, width }.masked())
    }

    /// Bits of the host part.
    fn host_mask(self) -> u128 {
        let free = self.width - self.prefix;
        if free >= 128 { u128::MAX } else { (1 << free) - 1 }
    }

    fn masked(self) -> Self {
        let all = if self.width == 128 { u128::MAX } else { u128::from(u32::MAX) };
        Self { bits: self.bits & all & !self.host_mask(), ..self }
    }

    fn ip(self, bits: u128) -> String {
        match u32::try_from(bits) {
            Ok(v4) if self.width == 32 => std::net::Ipv4Addr::from_bits(v4).to_string(),
            _ => std::net::Ipv6Addr::from_bits(bits).to_string(),
        }
    }

    /// Subnet `number` among those `more` bits longer.
    fn sub(self, more: u32, number: u128) -> Option<Self> {
        let prefix = self.prefix.checked_add(more).filter(|p| *p <= self.width)?;
        let fits = more >= 128 || number < 1 << more;
        let shift = self.width - prefix;
        let moved = if shift >= 128 { 0 } else { number << shift };
        fits.then_some(Self { bits: self.bits | moved, prefix, ..self })
    }

    fn text(self) -> String {
        format!("{}/{}", self.ip(self.bits), self.prefix)
    }
}

fn block(args: Args<'_>) -> Option<Block> {
    Block::read(&args.text(0)?)
}

fn host(args: Args<'_>) -> Option<Val> {
    let (block, n) = (block(args)?, args.int(1)?);
    let size = block.host_mask();
    let n = match u128::try_from(n) {
        Ok(n) => n,
        Err(_) => (size + 1).checked_sub(u128::from(n.unsigned_abs()))?,
    };
    (n <= size).then(|| args.str(block.ip(block.bits | n)))
}

fn netmask(args: Args<'_>) -> Option<Val> {
    let block = block(args).filter(|b| b.width == 32)?;
    Some(args.str(block.ip(u128::from(u32::MAX) & !block.host_mask())))
}

fn subnet(args: Args<'_>) -> Option<Val> {
    let (more, number) = (u32::try_from(args.int(1)?).ok()?, u128::try_from(args.int(2)?).ok()?);
    Some(args.str(block(args)?.sub(more, number)?.text()))
}

fn subnets(args: Args<'_>) -> Option<Val> {
    let block = block(args)?;
    let end = block.bits | block.host_mask();
    let mut at = block.bits;
    let mut out = Vec::new();
    for i in 1..args.all.len() {
        let prefix = block.prefix.checked_add(u32::try_from(args.int(i)?).ok()?)?;
        if prefix > block.width {
            return None;
        }
        let mut next = Block { bits: at, prefix, width: block.width };
        // The next free place of this size.
        if next.masked().bits != at {
            next.bits = next.masked().bits.checked_add(next.host_mask())?.checked_add(1)?;
        }
        let last = next.bits | next.host_mask();
        if last > end {
            return None;
        }
        out.push(next.text());
        at = last.checked_add(1)?;
    }
    Some(args.strs(out))
}

fn contains(args: Args<'_>) -> Option<Val> {
    let (outer, inner) = (block(args)?, args.text(1)?);
    let (bits, prefix) = match Block::read(&inner) {
        Some(b) if b.width == outer.width => (b.bits, b.prefix),
        Some(_) => return None,
        None => {
            let (bits, width) = number(inner.parse().ok()?);
            (bits, width)
        }
    };
    Some(args.bool(prefix >= outer.prefix && bits & !outer.host_mask() == outer.bits))
}
