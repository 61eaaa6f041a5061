#!/usr/bin/env python3
"""Compares what charts render to here with what Helm's own library renders them to.

    pip install helm-python-sdk
    cargo build -p ringfort-helm --example render
    python3 conformance/helm/compare.py [--write] [--render PATH] [CHART...]

Without a chart: every snippet of `crates/helm/tests/snippets.jsonl`, each as the one template of a small chart, and every
chart of `crates/helm/tests/charts`. `--write` writes the library's answers into the snippets (a failing one has `null`).
Ends with 1 where a difference is not in `known.tsv`.
"""

import argparse
import difflib
import json
import pathlib
import subprocess
import sys
import tempfile

import helm_python as helm

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TESTS = ROOT / "crates/helm/tests"
RELEASE, NAMESPACE = "rel", "ns"


def theirs(path):
    """What the library renders: texts by template name, or why not."""
    try:
        with helm.Chart.load(str(path)) as chart:
            return chart.render({}, name=RELEASE, namespace=NAMESPACE), None
    except Exception as error:  # the library raises one class per stage
        return None, str(error)


def ours(render, path):
    """The same from the example program."""
    command = [render, str(path), "--release", RELEASE, "--namespace", NAMESPACE, "--json"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    pairs = [json.loads(line) for line in run.stdout.split("\n") if line]
    return dict(pairs), run.stderr


def is_manifest(name):
    """Neither notes nor helpers."""
    return not name.endswith("NOTES.txt") and not name.rsplit("/", 1)[-1].startswith("_")


def snippets(render, write, known):
    """Each snippet by itself. Gives the counts of same and different ones, and the unexplained."""
    path = TESTS / "snippets.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    same, different, unexplained = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        chart = pathlib.Path(folder) / "c"
        (chart / "templates").mkdir(parents=True)
        for name in ("Chart.yaml", "values.yaml"):
            (chart / name).write_text((TESTS / "snippets" / name).read_text())
        for row in rows:
            (chart / "templates/a.yaml").write_text(row["template"])
            want, _ = theirs(chart)
            want = want and want.get("c/templates/a.yaml")
            got = ours(render, chart)[0].get("c/templates/a.yaml")
            if write:
                row["expected"] = want
            if want == got:
                same += 1
                continue
            different += 1
            if row.get("differs") not in known:
                unexplained += 1
                print(f"DIFFERS {row['template']}\n  theirs {want!r}\n  ours   {got!r}")
    if write:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return same, different, unexplained


def charts(render, paths, known):
    """Every template of every chart."""
    same, different, unexplained = 0, 0, 0
    for path in paths:
        want, error = theirs(path)
        got, said = ours(render, path)
        if want is None:
            print(f"REFUSED {path}: theirs {error.splitlines()[0]}; ours {said.splitlines()[:1]}")
            same, different = (same + 1, different) if said else (same, different + 1)
            unexplained += 0 if said else 1
            continue
        for name in sorted(n for n in set(want) | set(got) if is_manifest(n)):
            left, right = want.get(name) or "", got.get(name) or ""
            if left == right:
                same += 1
                continue
            different += 1
            reasons = [known[key] for key in (name,) if key in known]
            lines = difflib.unified_diff(left.splitlines(), right.splitlines(), "theirs", "ours", lineterm="", n=0)
            lines = list(lines)
            if not reasons:
                unexplained += 1
                print(f"DIFFERS {name}")
                print("\n".join("  " + line for line in lines[:30]))
    return same, different, unexplained


def main():
    """Runs both parts and prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--render", default=str(ROOT / "target/debug/examples/render"))
    parser.add_argument("charts", nargs="*")
    asked = parser.parse_args()
    rows = [line.split("\t") for line in (HERE / "known.tsv").read_text().splitlines() if line and not line.startswith("#")]
    known = dict(rows)
    parts = []
    if not asked.charts:
        parts.append(("snippets", snippets(asked.render, asked.write, known)))
    paths = asked.charts or sorted(p.parent for p in (TESTS / "charts").glob("*/Chart.yaml"))
    parts.append(("templates of charts", charts(asked.render, paths, known)))
    for name, (same, different, unexplained) in parts:
        print(f"{name}: {same} the same, {different} different, {unexplained} of them unexplained")
    sys.exit(1 if any(part[1][2] for part in parts) else 0)


if __name__ == "__main__":
    main()
