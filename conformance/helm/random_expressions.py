#!/usr/bin/env python3
"""Renders random expressions, well typed for the most part, here and with Helm's own library, and prints what differs.

    python3 conformance/helm/random_expressions.py [--seed N] [--count N] [--render PATH]

Exotic differences are expected (the page `README.md` names them); the last line has the counts.
"""

import argparse
import json
import pathlib
import random
import tempfile

from compare import ROOT, TESTS, ours, theirs

# Function, the kinds of its arguments, the kind of its result. S text, I int, J small int, W width, N number, B bool,
# L list, M map, R regular expression, C constraint, V version, A anything, Y a format with its arguments.
SIGNATURES = """
trim:S>S upper:S>S lower:S>S title:S>S untitle:S>S swapcase:S>S camelcase:S>S snakecase:S>S kebabcase:S>S initials:S>S
trunc:IS>S abbrev:IS>S abbrevboth:IIS>S substr:IIS>S trimAll:SS>S trimPrefix:SS>S trimSuffix:SS>S contains:SS>B
hasPrefix:SS>B hasSuffix:SS>B quote:AA>S squote:A>S cat:AAA>S indent:JS>S nindent:JS>S replace:SSS>S plural:SSI>S
toString:A>S split:SS>M splitList:SS>L splitn:SIS>M join:SL>S toStrings:A>L sortAlpha:L>L wrap:WS>S repeat:JS>S
list:AAA>L append:LA>L prepend:LA>L first:L>A last:L>A rest:L>L initial:L>L reverse:L>L uniq:L>L without:LAA>L has:AL>B
compact:L>L concat:LL>L chunk:WL>L slice:LI>L dict:SASA>M get:MS>A set:MSA>M unset:MS>M hasKey:MS>B pick:MSS>M omit:MSS>M
merge:MM>M mergeOverwrite:MM>M deepCopy:M>M dig:SAM>A int:A>I int64:A>I float64:A>F add:NN>I add1:N>I sub:NN>I mul:NN>I
max:NN>I min:NN>I addf:NN>F subf:NN>F mulf:NN>F ceil:N>F floor:N>F round:NJ>F until:J>L seq:J>S atoi:S>I toDecimal:A>I
default:AA>A empty:A>B coalesce:AAA>A all:AA>B any:AA>B ternary:AAB>A kindOf:A>S kindIs:SA>B deepEqual:AA>B not:A>B
and:AA>A or:AA>A eq:SS>B ne:II>B lt:II>B len:L>I print:AAA>S printf:Y>S html:S>S js:S>S urlquery:S>S println:AA>S
toYaml:A>S toJson:A>S toPrettyJson:A>S toRawJson:A>S toToml:M>S b64enc:S>S b32enc:S>S sha256sum:S>S regexMatch:RS>B
regexFind:RS>S regexFindAll:RSI>L regexReplaceAll:RSS>S regexReplaceAllLiteral:RSS>S regexSplit:RSI>L regexQuoteMeta:S>S
base:S>S dir:S>S ext:S>S clean:S>S isAbs:S>B semverCompare:CV>B
"""
TEXTS = ["abc", "a-b_c d", "", "Hello World", "10", "x", "  pad  ", "a,b,c", "é ü", "l1\nl2\n", "UPPER", "foo.bar/baz", "k: v", "- item",
         "yes", "0123", "1e3", "#c", "it's", '"q"', "a\tb", "null", "{a}", "*x", "trail ", "very long text " * 8, "true", "~", "@at", "日本"]
LITERALS = {
    "I": ["0", "1", "-1", "3", "5", "10", "-3", "(int .Values.i)", "63"],
    "J": ["0", "1", "2", "4"],
    "W": ["3", "5", "10", "20"],
    "N": ["1", "2.5", "-3", ".Values.f", ".Values.i", '"4"', ".Values.big", "0.1", "1000000", "3.999", "(int64 7)"],
    "B": ["true", "false", ".Values.t", "(not .Values.t)"],
    "L": ['(list 1 "a" nil 2.5)', '(list "b" "a" "c")', "(list)", ".Values.l", ".Values.m.d", '(splitList "," "x,y,x")'],
    "M": ['(dict "a" 1 "b" "x")', "(dict)", "(deepCopy .Values.m)", '(dict "a" (dict "b" (list 1 2)) "c" "l1\\nl2")'],
    "R": ['"[a-z]+"', '"a"', '"\\\\s"', '"(.)(.)"', '"^."', '"[0-9]"'],
    "C": ['">=1.0"', '"^1.2"', '">1.2 <3"', '"~1"', '"1.x"', '"!=1.2.3"', '"<2.0.0-0"', '"1.2 - 1.4"'],
    "V": ['"1.2.3"', '"v1.36.0"', '"1.2.3-rc.1"', '"2.0.0"', '"0.9.1"'],
}


class Maker:
    """Makes expressions from one seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.table = []
        for row in SIGNATURES.split():
            name, kinds = row.split(":", 1)
            arguments, result = kinds.rsplit(">", 1)
            self.table.append((name, arguments, result))

    def literal(self, kind):
        """A value without a call."""
        if kind == "A":
            return self.literal(self.random.choice("SINBLM"))
        if kind == "S":
            return self.random.choice([json.dumps(self.random.choice(TEXTS), ensure_ascii=False), ".Values.s", ".Values.multi"])
        if kind == "Y":
            return f'"%s|%5d|%q|%v" {self.value("S", 1)} {self.literal("I")} {self.literal("S")} {self.value("A", 1)}'
        return self.random.choice(LITERALS.get(kind, LITERALS["N"]))

    def value(self, kind, depth):
        """A value, called for where there is depth left."""
        rows = [row for row in self.table if row[2] == kind or kind == "A"]
        if depth <= 0 or not rows or kind in "RCVYJWI" or self.random.random() < 0.3:
            return self.literal(kind)
        return f"({self.call(self.random.choice(rows), depth - 1)})"

    def call(self, row, depth):
        """A function with its arguments."""
        return " ".join([row[0]] + [self.value(kind, depth) for kind in row[1]])

    def template(self):
        """A template of one action."""
        call = self.call(self.random.choice(self.table), self.random.choice([1, 1, 2, 3]))
        ends = ["", " | toJson", " | quote", " | toYaml | nindent 2", " | toString"]
        shapes = ["{{ %s%s }}", "{{ with %s%s }}{{ . }}{{ else }}empty{{ end }}", "{{ if %s%s }}yes{{ else }}no{{ end }}"]
        return self.random.choice(shapes) % (call, self.random.choice(ends))


def main():
    """Makes, renders twice, compares."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--render", default=str(ROOT / "target/debug/examples/render"))
    asked = parser.parse_args()
    maker = Maker(asked.seed)
    templates = [maker.template() for _ in range(asked.count)]
    same, different = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        chart = pathlib.Path(folder) / "c"
        (chart / "templates").mkdir(parents=True)
        for name in ("Chart.yaml", "values.yaml"):
            (chart / name).write_text((TESTS / "snippets" / name).read_text())
        for index, template in enumerate(templates):
            (chart / f"templates/t{index}.yaml").write_text(template)
        mine = ours(asked.render, chart)[0]
        for index in range(len(templates)):
            (chart / f"templates/t{index}.yaml").unlink()
        for index, template in enumerate(templates):
            (chart / "templates/a.yaml").write_text(template)
            want, _ = theirs(chart)
            want = want and want["c/templates/a.yaml"]
            got = mine.get(f"c/templates/t{index}.yaml")
            same, different = (same + 1, different) if want == got else (same, different + 1)
            if want != got:
                print(f"DIFFERS {template}\n  theirs {want!r}\n  ours   {got!r}")
    print(f"{same} the same, {different} different")


if __name__ == "__main__":
    main()
