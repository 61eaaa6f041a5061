#!/usr/bin/env python3
"""Measures the attack engine on generated estates: fixpoint, explanation and minimum sets, time and peak memory as pods grow.

  python3 bench/attack.py                        # 1,000, 10,000, 25,000 and 50,000 pods
  python3 bench/attack.py --pods 1000,10000

Runs the example `scale` of ringfort-attack, which generates namespaces, ServiceAccounts, roles, policies, public Services and a few
bad pods, and prints reading, linking and attacking apart. Python 3, standard library only. These are benchmarks, not tests: they
print figures and growth (attack time over that of the size before, divided by the growth in pods: 1.0 is linear) and never fail on a number."""
import argparse, json, subprocess

from run import ROOT


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pods", default="1000,10000,25000,50000")
    args.add_argument("--runs", type=int, default=3, help="runs of each size; the fastest counts")
    a = args.parse_args()
    build = ["cargo", "build", "--quiet", "--release", "--package", "ringfort-attack", "--example", "scale", "--message-format", "json"]
    messages = subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    built = [json.loads(line) for line in messages.splitlines() if '"executable"' in line]
    binary = next(m["executable"] for m in built if m.get("executable") and m["target"]["name"] == "scale")
    print("%8s %10s %6s %5s %8s %8s %9s %10s %9s %7s" % ("pods", "instances", "paths", "sets", "read s", "link s", "attack s", "read MB", "peak MB", "growth"))
    last = None
    for pods in (int(n) for n in a.pods.split(",")):
        runs = [json.loads(subprocess.run([binary, str(pods)], check=True, capture_output=True, text=True).stdout) for _ in range(a.runs)]
        best = min(runs, key=lambda r: r["attack_s"])
        growth = "" if last is None else "%.2f" % (best["attack_s"] / max(last["attack_s"], 0.01) / (pods / last["pods"]))
        print("%8d %10d %6d %5d %8.2f %8.2f %9.2f %10d %9d %7s" % (pods, best["instances"], best["paths"], best["cuts"], best["read_s"], best["link_s"], best["attack_s"], best["memory_before_mb"], best["memory_mb"], growth))
        last = best


if __name__ == "__main__":
    main()
