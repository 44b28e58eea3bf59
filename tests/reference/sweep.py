#!/usr/bin/env python3
"""Compares a program with the reference on random sites and counts the classes of difference.

    sweep.py BINARY FROM TO [--work DIR] [--only FILE,FILE]

For each seed: random_site.py, reference.py, `BINARY build --root SITE --output OUT`, compare.py with OUT/data. A class is a file
with a metric (its stage names left out) or a column. Prints each class with how many seeds show it and one example. Exit status 1
on any difference or failed build. Two runs at a time; what was made stays in DIR (sites/, ref/, out/).
"""

import argparse
import collections
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile

import compare

HERE = os.path.dirname(os.path.abspath(__file__))
STAGED = ("entered_", "conversion_", "within_", "cost_per_")


def class_of(name, key):
    """(file, metric or model, dimension, column) of a difference, without periods, members and stages."""
    if isinstance(key, str):
        return (name, key)
    first = key[0]
    if name == "metrics.csv":
        metric = next((prefix + "*" for prefix in STAGED if first.startswith(prefix)), first)
        return (name, metric, "all" if key[2] == "all" else "by " + key[2], key[4] if len(key) > 4 else "row")
    if name == "attribution.csv":
        return (name, first, key[2], key[4] if len(key) > 4 else "row")
    if name == "findings.json":
        return (name, *key)
    return (name, key[compare.FILES[name][0]] if len(key) > compare.FILES[name][0] else "row")


def run(seed, options):
    site, ref, out = (os.path.join(options.work, part, str(seed)) for part in ("sites", "ref", "out"))
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    for script, arguments in (("random_site.py", [site, str(seed)]), ("reference.py", [site, ref])):
        if script == "reference.py" and options.keep and os.path.exists(os.path.join(ref, "findings.json")):
            continue
        subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], check=True)
    built = subprocess.run(
        [options.binary, "build", "--root", site, "--output", out], capture_output=True, text=True, check=False
    )
    if built.returncode:
        return seed, [("build", f"exit status {built.returncode}", "", built.stderr[-600:])]
    names = options.only.split(",") if options.only else None
    return seed, list(compare.differences(ref, os.path.join(out, "data"), names))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=os.path.abspath)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--work")
    parser.add_argument("--only")
    parser.add_argument("--keep", action="store_true", help="use references made before")
    options = parser.parse_args()
    options.work = options.work or tempfile.mkdtemp(prefix="funnelbook-sweep-")
    seeds, count, example = collections.defaultdict(set), collections.Counter(), {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for seed, found in pool.map(lambda s: run(s, options), range(options.first, options.last + 1)):
            for name, key, a, b in found:
                kind = class_of(name, key)
                seeds[kind].add(seed)
                count[kind] += 1
                example.setdefault(kind, (seed, key, a, b))
    for kind in sorted(seeds, key=lambda kind: (-len(seeds[kind]), kind)):
        seed, key, a, b = example[kind]
        print(f"{' | '.join(kind)}: {len(seeds[kind])} seeds, {count[kind]} times")
        print(f"    seed {seed}, {key if isinstance(key, str) else ' '.join(part or '-' for part in key)}")
        print(f"    reference: {a}\n    program:   {b}")
    print(f"{len(seeds)} classes of difference; work in {options.work}")
    sys.exit(1 if seeds else 0)


if __name__ == "__main__":
    main()
