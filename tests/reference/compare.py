#!/usr/bin/env python3
"""Compares the data files of two builds.

    compare.py A_DIR B_DIR [FILE...]

CSVs row by row by their leading columns: rates and ratios within 1.5e-6, days and hours within 1e-6, counts, money and
text exactly. findings.json by rule: severity, records, at_stake, muted, date, family. Prints the first 40 differences with
file, key and both values; exit status 1 on any difference. A file that only one side has is a difference. Where FILEs
are named only those are compared.
"""

import csv
import json
import os
import sys

# file: (number of leading columns, columns within 1.5e-6, columns within 1e-6)
FILES = {
    "metrics.csv": (4, {"low", "high"}, set()),
    "funnel.csv": (
        3,
        {"rate", "rate_low", "rate_high", "closed_rate", "within", "within_low", "within_high"},
        {"median_days", "p90_days"},
    ),
    "deals.csv": (1, set(), set()),
    "campaigns.csv": (1, set(), set()),
    "losses.csv": (4, set(), set()),
    "needs.csv": (1, set(), set()),
    "attribution.csv": (4, set(), set()),
    "forecast.csv": (1, set(), set()),
}
FINDING_FIELDS = ["severity", "family", "date", "at_stake", "records", "muted"]


def near(a, b, tolerance):
    if a == b:
        return True
    try:
        return abs(float(a) - float(b)) <= tolerance
    except ValueError:
        return False


def tolerance_of(name, row, column):
    """The tolerance of one field, None for exact."""
    _, rates, days = FILES[name]
    if name == "metrics.csv":
        unit = row["unit"]
        if column == "value" and unit in ("rate", "ratio"):
            return 1.5e-6
        if column == "value" and unit in ("days", "hours"):
            return 1e-6
        if column == "denominator" and row["metric"] == "handoff_promise_kept":
            return 1.5e-6
    if column in rates:
        return 1.5e-6
    if column in days:
        return 1e-6
    return None


def read(path, keys):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header, rows = rows[0], rows[1:]
    table = {}
    repeated = []
    for row in rows:
        key = tuple(row[:keys])
        if key in table:
            repeated.append(key)
        table[key] = dict(zip(header, row))
    return header, table, repeated, [tuple(row[:keys]) for row in rows]


def compare_csv(name, a_path, b_path):
    keys = FILES[name][0]
    a_header, a, a_repeated, a_order = read(a_path, keys)
    b_header, b, b_repeated, b_order = read(b_path, keys)
    if a_header != b_header:
        yield (name, "header", a_header, b_header)
        return
    for key in a_repeated:
        yield (name, key, "repeated", "")
    for key in b_repeated:
        yield (name, key, "", "repeated")
    for key in sorted(set(a) | set(b)):
        if key not in b:
            yield (name, key, a[key], "no row")
        elif key not in a:
            yield (name, key, "no row", b[key])
        else:
            for column in a_header:
                tolerance = tolerance_of(name, a[key], column)
                left, right = a[key][column], b[key][column]
                if left != right and (tolerance is None or not near(left, right, tolerance)):
                    yield (name, (*key, column), left, right)
    both = set(a) & set(b)
    if [key for key in a_order if key in both] != [key for key in b_order if key in both]:
        yield (name, "order of the rows", "", "")


def compare_findings(a_path, b_path):
    with open(a_path, encoding="utf-8") as file:
        a = {each["rule"]: each for each in json.load(file)}
    with open(b_path, encoding="utf-8") as file:
        b = {each["rule"]: each for each in json.load(file)}
    if list(a) != list(b) and set(a) == set(b):
        yield ("findings.json", "order", list(a), list(b))
    for rule in sorted(set(a) | set(b)):
        if rule not in b:
            yield ("findings.json", rule, a[rule], "not there")
        elif rule not in a:
            yield ("findings.json", rule, "not there", {f: b[rule].get(f) for f in FINDING_FIELDS})
        else:
            for field in FINDING_FIELDS:
                if a[rule].get(field) != b[rule].get(field):
                    yield ("findings.json", (rule, field), a[rule].get(field), b[rule].get(field))


def differences(a_dir, b_dir, names=None):
    """Every difference, as (file, key, a, b)."""
    for name in names or [*FILES, "findings.json"]:
        a_path, b_path = os.path.join(a_dir, name), os.path.join(b_dir, name)
        a_there, b_there = os.path.exists(a_path), os.path.exists(b_path)
        if not a_there and not b_there:
            continue
        if a_there != b_there:
            yield (name, "the file", "there" if a_there else "missing", "there" if b_there else "missing")
        elif name == "findings.json":
            yield from compare_findings(a_path, b_path)
        else:
            yield from compare_csv(name, a_path, b_path)


def main():
    found = list(differences(sys.argv[1], sys.argv[2], sys.argv[3:]))
    for name, key, a, b in found[:40]:
        shown = key if isinstance(key, str) else " ".join(part or "-" for part in key)
        print(f"{name}: {shown}\n  a: {a}\n  b: {b}")
    if found:
        print(f"{len(found)} differences")
        sys.exit(1)
    print("the same")


if __name__ == "__main__":
    main()
