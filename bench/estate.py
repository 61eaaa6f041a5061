#!/usr/bin/env python3
"""Growth over one large estate: N resources of many types in one Terraform root module, and in CloudFormation templates of 500.

  python3 bench/estate.py --bin target/release/ringfort --sizes 4000,8000,16000

The types of Terraform come from the pages of the checks, so that each check has its subjects; each block is written again under other
names until N are there. Twice the resources ought to take twice the time; the last column says how much more it was."""
import argparse, json, pathlib, re, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
FENCE = re.compile(r"^```(?:hcl|terraform|tf)\b[^\n]*\n(.*?)^```", re.M | re.S)
HEAD = re.compile(r'^(resource|data) "([a-z0-9_]+)" "([A-Za-z0-9_-]+)"', re.M)
GLOBAL = re.compile(r"^\s*(provider|terraform|variable|locals|output|module)\b", re.M)


def fragments():
    """The self-contained blocks of the pages, each with the names that it declares."""
    found = []
    for page in sorted(ROOT.glob("crates/checks-*/src/**/*.md")):
        for block in FENCE.findall(page.read_text()):
            names = [(kind, name) for _, kind, name in HEAD.findall(block)]
            if names and not GLOBAL.search(block) and "path=" not in block.split("\n", 1)[0]:
                found.append((block, names))
    return found


def renamed(block, names, n):
    for kind, name in names:
        block = re.sub(rf'("{kind}" ")({re.escape(name)})"', rf'\g<1>{name}_{n}"', block)
        block = re.sub(rf"\b{kind}\.{re.escape(name)}\b", f"{kind}.{name}_{n}", block)
    return block


def terraform(into, resources):
    """`resources` of them in one root module, spread over files of about a thousand lines; all networks, groups and roles have
    companions, and one network that everybody refers to."""
    all_, made, n, text, part = fragments(), 0, 0, [], 0
    head = 'resource "aws_vpc" "hub" {\n  cidr_block = "10.0.0.0/8"\n}\n'
    (into / "hub.tf").write_text(head)
    while made < resources:
        block, names = all_[n % len(all_)]
        text.append(renamed(block, names, n))
        text.append(f'resource "aws_subnet" "hub_{n}" {{\n  vpc_id     = aws_vpc.hub.id\n  cidr_block = "10.1.0.0/16"\n}}\n')
        made, n = made + len(names) + 1, n + 1
        if len(text) >= 120 or made >= resources:
            (into / f"part-{part}.tf").write_text("\n".join(text))
            text, part = [], part + 1
    return made


def stack(n):
    """One application: companions joined by reference and by name."""
    ref, att = lambda name: {"Ref": name}, lambda name, what: {"Fn::GetAtt": [name, what]}
    trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    own = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"Fn::Sub": f"${{Bucket{n}.Arn}}/*"}}]}
    types = {
        f"Bucket{n}": ("S3::Bucket", {"BucketName": f"data-{n}"}),
        f"BucketPolicy{n}": ("S3::BucketPolicy", {"Bucket": ref(f"Bucket{n}") if n % 2 else f"data-{n}", "PolicyDocument": {"Statement": []}}),
        f"Key{n}": ("KMS::Key", {"EnableKeyRotation": n % 2 == 0}),
        f"Role{n}": ("IAM::Role", {"RoleName": f"role-{n}", "AssumeRolePolicyDocument": trust}),
        f"Policy{n}": ("IAM::Policy", {"PolicyName": "own", "Roles": [ref(f"Role{n}")], "PolicyDocument": own}),
        f"User{n}": ("IAM::User", {"UserName": f"user-{n}"}),
        f"Function{n}": ("Lambda::Function", {"Role": att(f"Role{n}", "Arn"), "Runtime": "python3.12", "Handler": "a.b", "Code": {"ZipFile": "x"}}),
        f"Permission{n}": ("Lambda::Permission", {"FunctionName": ref(f"Function{n}"), "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}),
        f"Vpc{n}": ("EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        f"Subnet{n}": ("EC2::Subnet", {"VpcId": ref(f"Vpc{n}"), "CidrBlock": "10.0.1.0/24", "MapPublicIpOnLaunch": n % 3 == 0}),
        f"Table{n}": ("EC2::RouteTable", {"VpcId": ref(f"Vpc{n}")}),
        f"Join{n}": ("EC2::SubnetRouteTableAssociation", {"SubnetId": ref(f"Subnet{n}"), "RouteTableId": ref(f"Table{n}")}),
        f"Group{n}": ("EC2::SecurityGroup", {"GroupDescription": "x", "VpcId": ref(f"Vpc{n}"), "SecurityGroupIngress": [
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}]}),
        f"Instance{n}": ("EC2::Instance", {"SubnetId": ref(f"Subnet{n}"), "SecurityGroupIds": [att(f"Group{n}", "GroupId")]}),
        f"Database{n}": ("RDS::DBInstance", {"Engine": "postgres", "StorageEncrypted": n % 2 == 0, "VPCSecurityGroups": [ref(f"Group{n}")]}),
        f"Queue{n}": ("SQS::Queue", {"QueueName": f"queue-{n}"}),
        f"Topic{n}": ("SNS::Topic", {"KmsMasterKeyId": ref(f"Key{n}")}),
        f"Table2{n}": ("DynamoDB::Table", {"BillingMode": "PAY_PER_REQUEST"}),
        f"Logs{n}": ("Logs::LogGroup", {"RetentionInDays": 30}),
        f"Volume{n}": ("EC2::Volume", {"Size": 10, "AvailabilityZone": "eu-west-1a"}),
    }
    return {name: {"Type": "AWS::" + kind, "Properties": properties} for name, (kind, properties) in types.items()}


def cloudformation(into, resources, single=True):
    """`resources` of them in one template (more than AWS takes, which shows growth best), or in templates of 500."""
    made, n, part, body = 0, 0, 0, {}
    while made < resources:
        more = stack(n)
        body.update(more)
        made, n = made + len(more), n + 1
        if made >= resources or not single and len(body) + len(more) > 500:
            text = json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": body}, indent=1)
            (into / f"part-{part}.template.json").write_text(text)
            part, body = part + 1, {}
    return made


FORMS = {"Terraform": terraform, "CloudFormation": cloudformation}


def run(binary, folder, limit):
    start = time.perf_counter()
    command = [binary, "scan", ".", "--format", "json", "--exit-zero"]
    try:
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=limit)
    except subprocess.TimeoutExpired:
        return None, 0
    return time.perf_counter() - start, len(json.loads(done.stdout).get("findings", []))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--bin", default=str(ROOT / "target" / "release" / "ringfort"))
    args.add_argument("--sizes", default="4000,8000,16000")
    args.add_argument("--forms", default=",".join(FORMS))
    args.add_argument("--limit", type=int, default=600, help="seconds after which a run is given up")
    args.add_argument("--keep", help="write the trees into this folder and run nothing")
    a = args.parse_args()
    sizes = [int(s) for s in a.sizes.split(",")]
    print("%-16s %10s %10s %9s %12s" % ("form", "resources", "findings", "seconds", "growth"))
    for form in a.forms.split(","):
        before = None
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="ringfort-estate-") as tmp:
                into = pathlib.Path(a.keep, f"{form.lower()}-{size}") if a.keep else pathlib.Path(tmp)
                into.mkdir(parents=True, exist_ok=True)
                made = FORMS[form](into, size)
                if a.keep: print(into); continue
                seconds, findings = run(str(pathlib.Path(a.bin).resolve()), into, a.limit)
                if seconds is None: print("%-16s %10d %10s %9s" % (form, made, "", f"> {a.limit}")); break
                growth = "" if not before else "%.2f for %.2f" % (seconds / before[0], made / before[1])
                print("%-16s %10d %10d %9.2f %12s" % (form, made, findings, seconds, growth))
                sys.stdout.flush()
                before = seconds, made


if __name__ == "__main__": main()
