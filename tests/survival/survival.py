#!/usr/bin/env python3
"""Writes the values that tests/survival.rs compares the program's estimates with.

    python3 -m pip install lifelines==0.30.3 statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
    python3 tests/survival/survival.py > tests/survival/survival.json

Which values come from where is written beside each of them, as `source`:

- `lifelines`: AalenJohansenFitter (curve, variance, 95 % interval on the log(-log) scale) and KaplanMeierFitter (median).
  AalenJohansenFitter shakes the times at random where a conversion and a loss fall on one time, and says so with a warning, which
  is an error here. So its data holds ties between events of one kind, and with censorings, but none between the two kinds.
- `fractions`: the formulas of Marubini & Valsecchi 1995 (10.12 for the variance) summed as they stand, term by term, over
  exact fractions, with 50 digits for the logarithms of the interval. For data in which a conversion and a loss fall on one day, and for
  days on which nobody is left at risk, where lifelines divides by zero. Wherever both can be had, this script compares them first.
- `statsmodels`: proportion_confint (wilson) and confint_proportions_2indep (newcomb).

Times are whole. An event on a day comes before a censoring on it, as in lifelines.
"""

import json
import platform
import random
import sys
import warnings
from decimal import Decimal, getcontext
from fractions import Fraction

import lifelines
import numpy
import pandas
import scipy
import statsmodels
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

getcontext().prec = 50
Z = Decimal("1.95996398454005423552459443052")
OPEN, CONVERTED, LOST = 0, 1, 2


def decimal(x):
    return Decimal(x.numerator) / Decimal(x.denominator)


def steps(cases):
    """Time, at risk, converted, lost, by time."""
    out, at_risk = [], len(cases)
    for time in sorted({t for t, _ in cases}):
        endings = [e for t, e in cases if t == time]
        out.append((time, at_risk, endings.count(CONVERTED), endings.count(LOST)))
        at_risk -= len(endings)
    return out


def exact(cases):
    """Time -> (F, variance, low, high), each sum written out as the formula has it."""
    rows, survival, f = [], Fraction(1), Fraction(0)
    for time, n, c, lost in steps(cases):
        before = survival
        f += before * Fraction(c, n)
        survival = before * (1 - Fraction(c + lost, n))
        rows.append((time, n, c, c + lost, before, f))
    out = {}
    for time, _, _, _, _, at in rows:
        past = [row for row in rows if row[0] <= time]
        variance = sum((at - F) ** 2 * Fraction(d, n * (n - d)) for _, n, _, d, _, F in past if n != d)
        variance += sum(S * S * Fraction(c * (n - c), n**3) for _, n, c, _, S, _ in past)
        variance -= 2 * sum((at - F) * S * Fraction(c, n * n) for _, n, c, _, S, F in past)
        low = high = None
        if 0 < at < 1:
            F = decimal(at)
            spread = (Z * decimal(variance).sqrt() / (F * abs(F.ln()))).exp()
            low, high = (spread * F.ln()).exp(), (F.ln() / spread).exp()
        out[time] = (at, variance, low, high)
    return out


def by_lifelines(cases):
    """The same by lifelines."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="[\\s\\S]*Tied event times")
        warnings.filterwarnings("ignore", category=RuntimeWarning)
        fitter = lifelines.AalenJohansenFitter()
        fitter.fit([t for t, _ in cases], [e for _, e in cases], event_of_interest=CONVERTED)
    high, low = (fitter.confidence_interval_.iloc[:, i] for i in (0, 1))
    # Its columns are named upper and lower the other way round than they are filled.
    low, high = pandas.concat([low, high], axis=1).min(axis=1), pandas.concat([low, high], axis=1).max(axis=1)
    f, variance = fitter.cumulative_density_.iloc[:, 0], fitter.variance_
    return {int(t): (f[t], variance[t], low[t], high[t]) for t in f.index}


def same(a, b, places):
    return a is None or abs(float(a) - float(b)) <= 10**-places


def incidence(name, cases, days, source):
    """A case of the fixture; both ways are compared where both can be had."""
    own = exact(cases)
    points = []
    mixed = any(c and lost for _, _, c, lost in steps(cases))
    theirs = None if mixed else by_lifelines(cases)
    if source == "lifelines" and theirs is None:
        sys.exit(f"{name}: a conversion and a loss fall on one day")
    emptied = min((t for t, n, c, lost in steps(cases) if n == c + lost), default=10**9)
    for day in days:
        time = max((t for t in own if t <= day), default=None)
        values = own[time] if time is not None else (Fraction(0), Fraction(0), None, None)
        known = theirs is not None and time is not None and time < emptied
        if known:
            for mine, other in zip(values, theirs[time]):
                if not same(mine, other, 9):
                    sys.exit(f"{name}, day {day}: {float(mine)} is not {other}")
        # Where lifelines divides by zero, and where F is 0 or 1, the exact value stands.
        by = "lifelines" if source == "lifelines" and known and values[2] is not None else "fractions"
        f, variance, low, high = theirs[time] if by == "lifelines" else values
        number = lambda x: None if x is None else float(x)
        points.append({"day": day, "f": number(f), "variance": number(variance), "low": number(low), "high": number(high), "source": by})
    rows = {}
    for case in cases:
        rows[case] = rows.get(case, 0) + 1
    return {
        "name": name,
        "deals": [[t, e, n] for (t, e), n in sorted(rows.items())],
        "points": points,
    }


def apart(r, size, days):
    """Losses on days that 3 divides, conversions on the others: ties, but none between the two."""
    out = []
    for _ in range(size):
        day = r.randrange(1, days)
        out.append((day, r.choice([OPEN, LOST] if day % 3 == 0 else [OPEN, CONVERTED, CONVERTED])))
    return out


def together(r, size, days, open_share=0.33):
    """Anything on any day, day 0 too."""
    return [
        (r.randrange(0, days), OPEN if r.random() < open_share else r.choice([CONVERTED, LOST, LOST])) for _ in range(size)
    ]


def incidences():
    r = random.Random(20261125)
    yield incidence("ties within kinds, 40 deals", apart(r, 40, 30), list(range(0, 31)), "lifelines")
    yield incidence("ties within kinds, 200 deals", apart(r, 200, 60), list(range(0, 63, 3)), "lifelines")
    yield incidence("1,000 deals over 400 days", apart(r, 1000, 400), [1, 30, 60, 90, 180, 270, 360, 399], "lifelines")
    heavy = [(t, e) for t, e in apart(r, 300, 200) if e != OPEN or t > 100]
    yield incidence("censored late only", heavy, [3, 50, 100, 150, 180], "lifelines")
    yield incidence("ties of all kinds, 12 deals", together(r, 12, 6), [0, 1, 2, 3, 4, 5, 9], "fractions")
    yield incidence("ties of all kinds, 60 deals", together(r, 60, 15), list(range(0, 16)), "fractions")
    yield incidence("ties of all kinds, 150 deals", together(r, 150, 50), [0, 1, 5, 10, 20, 30, 40, 49], "fractions")
    yield incidence("nobody censored", together(r, 30, 12, 0.0), list(range(0, 13)), "fractions")
    yield incidence("all converted", [(3, CONVERTED)] * 4 + [(8, CONVERTED)] * 2, [2, 3, 7, 8, 9], "fractions")
    yield incidence("nobody converted", [(2, LOST)] * 3 + [(4, OPEN)] * 2, [1, 2, 4, 5], "fractions")
    # The last at risk end on one day, before it somebody was censored.
    last = [(1, CONVERTED), (2, LOST), (2, OPEN), (5, CONVERTED), (5, CONVERTED), (5, LOST)]
    yield incidence("the last end together", last, [0, 1, 2, 4, 5, 6], "fractions")
    # Events come before censorings of the same day: 3 of 5 at risk on day 4, not 3 of 3.
    first = [(4, CONVERTED), (4, CONVERTED), (4, OPEN), (4, OPEN), (4, LOST), (6, OPEN)]
    yield incidence("events before censorings", first, [3, 4, 6], "fractions")


def median(cases):
    """The smallest t with S(t) <= 1/2, exactly; and what lifelines says."""
    survival, half = Fraction(1), False
    found = None
    for time, n, c, _ in steps(cases):
        survival *= 1 - Fraction(c, n)
        half |= survival == Fraction(1, 2)
        if found is None and survival <= Fraction(1, 2):
            found = time
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitter = lifelines.KaplanMeierFitter().fit([t for t, _ in cases], [e == CONVERTED for _, e in cases])
    theirs = fitter.median_survival_time_
    theirs = None if theirs == float("inf") else int(theirs)
    if not half and theirs != found:
        sys.exit(f"median of {cases}: {found} is not {theirs}")
    return found, "fractions" if half else "lifelines"


def medians():
    r = random.Random(7)
    named = [
        ("S(2) is 1/2", [(t, CONVERTED) for t in (1, 2, 3, 4)]),
        # 5/6 · 4/5 · 3/4 is a half, in floats a little more or less.
        ("5/6 · 4/5 · 3/4", [(t, CONVERTED) for t in range(1, 7)]),
        # 9/10 · 5/6 · 2/3 with somebody censored between each.
        ("9/10 · 5/6 · 2/3", [(1, CONVERTED)] + [(2, OPEN)] * 3 + [(3, CONVERTED)] + [(4, OPEN)] * 2 + [(5, CONVERTED)] + [(6, OPEN)] * 2),
        # 27/28 · 21/27 · 14/21 is one half too.
        ("27/28 · 21/27 · 14/21", [(1, CONVERTED)] + [(2, CONVERTED)] * 6 + [(3, CONVERTED)] * 7 + [(9, OPEN)] * 14),
        ("just above a half", [(1, CONVERTED)] * 499 + [(2, OPEN)] * 501),
        ("exactly a half of 1,000", [(1, CONVERTED)] * 500 + [(2, OPEN)] * 500),
        ("at once", [(0, CONVERTED), (5, OPEN)]),
        ("never", [(1, CONVERTED), (5, OPEN), (6, OPEN)]),
        ("nobody answered", [(1, OPEN), (2, OPEN)]),
        ("the last one answered", [(1, OPEN), (2, OPEN), (3, CONVERTED)]),
    ]
    for i in range(30):
        size = r.randrange(1, 60)
        named.append((f"drawn {i}", [(r.randrange(0, 24), r.choice([OPEN, CONVERTED, CONVERTED])) for _ in range(size)]))
    for name, cases in named:
        found, source = median(cases)
        rows = {}
        for case in cases:
            rows[case] = rows.get(case, 0) + 1
        yield {"name": name, "source": source, "deals": [[t, e, n] for (t, e), n in sorted(rows.items())], "median": found}


def wilson():
    pairs = [(k, n) for n in (1, 2, 3, 10, 20, 37) for k in range(n + 1)] + [(1, 1000), (500, 1000), (123456, 1000000)]
    for k, n in pairs:
        low, high = proportion_confint(k, n, alpha=0.05, method="wilson")
        # At the ends the formula gives the end itself, floats only nearly.
        yield [k, n, 0.0 if k == 0 else float(low), 1.0 if k == n else float(high)]


def newcombe():
    # The first eight are those of Newcombe's table II.
    pairs = [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (0, 10, 0, 10), (10, 10, 0, 20), (10, 10, 0, 10)]
    pairs += [(3, 20, 11, 25), (40, 200, 60, 210), (1, 1000, 5, 900), (20, 20, 20, 20)]
    for k1, n1, k2, n2 in pairs:
        low, high = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff", alpha=0.05)
        yield [k1, n1, k2, n2, float(low), float(high)]


def main():
    fixture = {
        "script": "tests/survival/survival.py",
        "versions": {
            "python": platform.python_version(),
            "lifelines": lifelines.__version__,
            "statsmodels": statsmodels.__version__,
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
            "pandas": pandas.__version__,
        },
        "endings": {"0": "open", "1": "converted", "2": "lost"},
        "incidence": list(incidences()),
        "median": list(medians()),
        "wilson": list(wilson()),
        "newcombe": list(newcombe()),
    }
    parts = []
    for key, value in fixture.items():
        if key in ("incidence", "median", "wilson", "newcombe"):
            lines = ",\n".join("  " + json.dumps(each, ensure_ascii=False) for each in value)
            parts.append(f' "{key}": [\n{lines}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value)}')
    print("{\n" + ",\n".join(parts) + "\n}")


if __name__ == "__main__":
    main()
