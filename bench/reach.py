#!/usr/bin/env python3
"""Measures reachability on generated clusters: time and peak memory as pods and policies grow.

  python3 bench/reach.py                                # 5,000 pods with 200 policies, and smaller and larger ones
  python3 bench/reach.py --sizes 5000x200 --keep DIR    # one size; keep the generated files
  python3 bench/reach.py --bin target/debug/ringfort

Three clusters of each size: namespaces that allow their own tiers (`tiers`), every pod with its own labels and ports
(`unlike`: the worst case for gathering pods into classes), and `mixed`, 10,000 objects with RBAC beside them.
Python 3, standard library only. These are benchmarks, not tests: they print figures and never fail on a number."""
import argparse, os, pathlib, shutil, sys, tempfile

from run import ROOT, kubernetes, measure, size

POD = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, namespace: {ns}}}
spec:
  template:
    metadata: {{labels: {{app: {app}, tier: {tier}, release: "{release}"}}}}
    spec: {{containers: [{{name: c, image: registry.example.com/{app}:1, ports: [{{name: http, containerPort: {port}}}]}}]}}
"""
NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {{name: {ns}, labels: {{team: {team}}}}}\n"
POLICY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{name: {name}, namespace: {ns}}}
spec:
  podSelector: {{matchLabels: {{{subject}}}}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{{podSelector: {{matchLabels: {{tier: {peer}}}}}}}, {{namespaceSelector: {{matchLabels: {{team: {team}}}}}}}]
    ports: [{{port: http}}, {{port: {port}, endPort: {end}}}]
  egress:
  - to: [{{ipBlock: {{cidr: 10.{octet}.0.0/16, except: [10.{octet}.1.0/24]}}}}]
  - ports: [{{port: 53, protocol: UDP}}]
"""
TIERS = ["front", "back", "data"]


def cluster(into, pods, policies, unlike):
    """Pods in namespaces of fifty, and policies spread over them."""
    into.mkdir(parents=True, exist_ok=True)
    namespaces = max(1, pods // 50)
    for n in range(namespaces):
        ns, team = f"ns-{n}", f"team-{n % 10}"
        docs = [NAMESPACE.format(ns=ns, team=team)]
        for p in range(n * 50, min((n + 1) * 50, pods)):
            app = f"app-{p}" if unlike else f"app-{p % 5}"
            docs.append(POD.format(name=f"app-{p}", ns=ns, app=app, tier=TIERS[p % 3], release=p if unlike else 1, port=8000 + (p if unlike else 0)))
        for q in range(n, policies, namespaces):
            subject = f"app: app-{n * 50 + q % 50}" if unlike else f"tier: {TIERS[q % 3]}"
            docs.append(POLICY.format(name=f"policy-{q}", ns=ns, subject=subject, peer=TIERS[(q + 1) % 3], team=f"team-{q % 10}", port=9000 + q, end=9100 + q, octet=q % 200))
        (into / f"{ns}.yaml").write_text("---\n".join(docs))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--bin", default=str(ROOT / "target" / "release" / "ringfort"))
    args.add_argument("--sizes", default="500x20,5000x200,20000x800", help="PODSxPOLICIES, separated by commas")
    args.add_argument("--limit", type=int, default=300, help="seconds after which a run is given up")
    args.add_argument("--keep", help="a folder to leave the generated clusters in")
    a = args.parse_args()
    if not os.path.exists(a.bin): sys.exit(f"{a.bin} is not there: cargo build --release")
    binary = os.path.abspath(a.bin)
    trees = {}
    for text in a.sizes.split(","):
        pods, policies = (int(part) for part in text.split("x"))
        trees[f"tiers {text}"] = lambda d, n=pods, q=policies: cluster(d, n, q, False)
        trees[f"unlike {text}"] = lambda d, n=pods, q=policies: cluster(d, n, q, True)
    trees["mixed 10,000 objects"] = lambda d: kubernetes(d, 10_000)
    print("%-24s %6s %7s   %-22s %9s %9s %9s" % ("cluster", "files", "MB", "question", "seconds", "CPU s", "peak MB"))
    for name, build in trees.items():
        with tempfile.TemporaryDirectory(prefix="ringfort-bench-") as tmp:
            tree = pathlib.Path(tmp) / "tree"
            build(tree)
            if a.keep: shutil.copytree(tree, pathlib.Path(a.keep) / name.replace(" ", "-"), dirs_exist_ok=True)
            files, megabytes = size(tree)
            for question, command in (("everything (table)", []), ("from the internet", ["--from", "internet"])):
                result = measure([binary, "reach", ".", *command], tree, a.limit)
                row = "%-24s %6d %7.1f   %-22s" % (name, files, megabytes, question)
                if result is None: print(row, "%9s" % f"> {a.limit}"); continue
                print(row, "%9.2f %9.2f %9.0f" % result[:3], "" if result[3] in (0, 3) else "exit code %d" % result[3])
                sys.stdout.flush()


if __name__ == "__main__": main()
