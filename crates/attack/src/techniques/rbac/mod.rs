//! Identity to cluster: R.

mod r01;
mod r02;
mod r03;
mod r04;
mod r05;
mod r06;
mod r07;
mod r08;
mod r09;
mod r10;
mod r11;
mod r12;
mod r13;
mod r14;
mod r15;
mod r16;
mod r17;
mod r18;
mod r19;
mod r20;
mod r21;
mod r22;
mod r23;
mod r24;
mod r25;
mod r26;
mod r27;
mod r28;
mod r29;
mod r30;
mod r31;
mod r33;
mod r34;
mod r35;
mod r36;
mod support;

use crate::technique::Technique;

pub(super) const ALL: &[Technique] = &[
    r01::TECHNIQUE,
    r02::TECHNIQUE,
    r03::TECHNIQUE,
    r04::TECHNIQUE,
    r05::TECHNIQUE,
    r06::TECHNIQUE,
    r07::TECHNIQUE,
    r08::TECHNIQUE,
    r09::TECHNIQUE,
    r10::TECHNIQUE,
    r11::TECHNIQUE,
    r12::TECHNIQUE,
    r13::TECHNIQUE,
    r14::TECHNIQUE,
    r15::TECHNIQUE,
    r16::TECHNIQUE,
    r17::TECHNIQUE,
    r18::TECHNIQUE,
    r19::TECHNIQUE,
    r20::TECHNIQUE,
    r21::TECHNIQUE,
    r22::TECHNIQUE,
    r23::TECHNIQUE,
    r24::TECHNIQUE,
    r25::TECHNIQUE,
    r26::TECHNIQUE,
    r27::TECHNIQUE,
    r28::TECHNIQUE,
    r29::TECHNIQUE,
    r30::TECHNIQUE,
    r31::TECHNIQUE,
    r33::TECHNIQUE,
    r34::TECHNIQUE,
    r35::TECHNIQUE,
    r36::TECHNIQUE,
];
