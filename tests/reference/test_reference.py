#!/usr/bin/env python3
"""Checks the pieces of reference.py against other packages, and the generator against the rules of content.md.

    python3 -m pip install lifelines==0.30.3 statsmodels==0.15.0 numpy==2.4.6
    python3 tests/reference/test_reference.py

Run last with: Python 3.11.7, PyYAML 6.0.3, lifelines 0.30.3, statsmodels 0.15.0, numpy 2.4.6, scipy 1.17.1, pandas 2.3.3.
"""

import datetime as dt
import os
import random
import sys
import tempfile
import unittest
import warnings
from fractions import Fraction
from zoneinfo import ZoneInfo

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import random_site  # noqa: E402
import reference as ref  # noqa: E402

try:
    import lifelines
    import numpy
    from statsmodels.duration.survfunc import CumIncidenceRight
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
except ImportError:
    lifelines = None

CODE = {"open": 0, "converted": 1, "lost": 2}


def random_cases(r, size, days, ties_between=True, zero=True):
    """(days, event); without `ties_between` no day holds both a conversion and a loss."""
    cases = []
    for _ in range(size):
        day = r.randrange(0 if zero else 1, days)
        if ties_between:
            event = r.choice(["open", "converted", "lost"])
        else:
            event = r.choice(["open", "converted"] if day % 2 else ["open", "lost"])
        cases.append((day, event))
    return cases


class Intervals(unittest.TestCase):
    VECTORS = [
        (0, 10, 0, 0.277532799862889),
        (1, 10, 0.0178762130950729, 0.404150026795239),
        (5, 10, 0.236593090512564, 0.763406909487436),
        (10, 10, 0.722467200137111, 1),
        (3, 20, 0.0523687458962166, 0.360418864740757),
    ]

    def test_wilson_vectors(self):
        for x, n, low, high in self.VECTORS:
            for found, wanted in zip(ref.wilson(x, n), (low, high)):
                self.assertAlmostEqual(found, wanted, places=14)

    @unittest.skipIf(lifelines is None, "needs statsmodels")
    def test_wilson_statsmodels(self):
        for n in range(1, 60):
            for x in range(n + 1):
                for found, wanted in zip(ref.wilson(x, n), proportion_confint(x, n, 0.05, method="wilson")):
                    self.assertAlmostEqual(found, wanted, places=12)

    @unittest.skipIf(lifelines is None, "needs statsmodels")
    def test_newcombe_statsmodels(self):
        r = random.Random(3)
        for _ in range(300):
            n1, n2 = r.randrange(2, 60), r.randrange(2, 60)
            x1, x2 = r.randrange(n1 + 1), r.randrange(n2 + 1)
            wanted = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff")
            for found, want in zip(ref.newcombe(x1, n1, x2, n2), wanted):
                self.assertAlmostEqual(found, float(want), places=12)


@unittest.skipIf(lifelines is None, "needs lifelines and statsmodels")
class AalenJohansen(unittest.TestCase):
    def test_lifelines_value_variance_interval(self):
        """lifelines jitters only where events of different kinds share a time, and cannot hold an event at 0: ties
        within a kind, and of events with censorings, are compared as they are."""
        r = random.Random(1)
        compared = 0
        for _ in range(60):
            cases = random_cases(r, r.randrange(5, 90), r.choice([10, 40, 200]), ties_between=False, zero=False)
            if not any(event == "converted" for _, event in cases):
                continue
            fitter = lifelines.AalenJohansenFitter()
            with warnings.catch_warnings():
                warnings.simplefilter("error", lifelines.exceptions.ApproximationWarning)
                warnings.simplefilter("ignore", RuntimeWarning)
                fitter.fit([d for d, _ in cases], [CODE[e] for _, e in cases], event_of_interest=1)
            curve = ref.Curve(cases)
            for day, value in fitter.cumulative_density_["CIF_1"].items():
                if day == 0:
                    continue
                self.assertAlmostEqual(float(curve.incidence(day)), value, places=12)
                if curve.survival(day) == 0:
                    continue  # lifelines divides by zero; the specification counts that term as zero
                if 0 < value < 1 - 1e-9:
                    self.assertAlmostEqual(float(curve.variance(day)), fitter.variance_[day], places=12)
                    width = ref.Z
                    self.assertAlmostEqual(width, 1.959963984540054)
                    upper, lower = fitter.confidence_interval_.loc[day]
                    low, high = curve.within(int(day))[1:]
                    if low is not None:
                        self.assertAlmostEqual(low, min(upper, lower), places=9)
                        self.assertAlmostEqual(high, max(upper, lower), places=9)
                        compared += 1
        self.assertGreater(compared, 500)

    def test_statsmodels_value_with_ties(self):
        """statsmodels handles ties of every kind, and events at 0."""
        r = random.Random(2)
        for _ in range(60):
            cases = random_cases(r, r.randrange(5, 90), r.choice([5, 20, 60]))
            if not any(event == "lost" for _, event in cases):
                continue
            fitter = CumIncidenceRight(
                numpy.array([d for d, _ in cases]), numpy.array([CODE[e] for _, e in cases])
            )
            curve = ref.Curve(cases)
            for day, value in zip(fitter.times, fitter.cinc[0]):
                self.assertAlmostEqual(float(curve.incidence(day)), value, places=12)

    def test_without_competition_it_is_one_minus_kaplan_meier(self):
        """Greenwood's variance of Kaplan-Meier is what Aalen's comes to up to terms of order 1/n^2; the value is equal."""
        r = random.Random(4)
        for _ in range(40):
            cases = [(d, e if e != "lost" else "open") for d, e in random_cases(r, 50, 20, zero=False)]
            fitter = lifelines.KaplanMeierFitter().fit([d for d, _ in cases], [e == "converted" for _, e in cases])
            curve = ref.Curve(cases)
            for day, value in fitter.survival_function_["KM_estimate"].items():
                self.assertAlmostEqual(1 - float(curve.incidence(day)), value, places=12)


class ByHand(unittest.TestCase):
    def test_curve(self):
        """n = 5: a conversion and a loss on day 1, one censored on day 2, a conversion on day 3, one censored on day 4."""
        curve = ref.Curve([(1, "converted"), (1, "lost"), (2, "open"), (3, "converted"), (4, "open")])
        self.assertEqual(curve.incidence(1), Fraction(1, 5))
        self.assertEqual(curve.incidence(3), Fraction(1, 5) + Fraction(3, 5) * Fraction(1, 2))
        self.assertEqual(curve.survival(3), Fraction(3, 10))
        # day 1: (F3-F1)^2 * 2/(5*3); day 3: zero difference
        first = Fraction(3, 10) ** 2 * Fraction(2, 15)
        second = Fraction(1 * 4, 125) + Fraction(3, 5) ** 2 * Fraction(1 * 1, 8)
        third = Fraction(3, 10) * Fraction(1, 25)
        self.assertEqual(curve.variance(3), first + second - 2 * third)
        self.assertTrue(curve.known(4))
        self.assertFalse(curve.known(5))

    def test_percentiles(self):
        self.assertEqual(ref.median([3, 1, 2, 9]), Fraction(5, 2))
        self.assertEqual(ref.median([3, 1, 2]), 2)
        self.assertEqual(ref.percentile90(range(1, 11)), 9)
        self.assertEqual(ref.percentile90(range(1, 12)), 10)
        self.assertEqual(ref.percentile90([7]), 7)
        self.assertIsNone(ref.percentile90([]))

    def test_rounding(self):
        self.assertEqual([ref.round_half_away(Fraction(x, 2)) for x in (-3, -1, 1, 3)], [-2, -1, 1, 2])
        self.assertEqual([ref.round_half_up(Fraction(x, 2)) for x in (-3, -1, 1, 3)], [-1, 0, 1, 2])

    def test_clock_changes(self):
        berlin = ZoneInfo("Europe/Berlin")
        hour = 3600 * 10**9
        gap = ref.parse_when("2026-03-29T02:30", berlin)
        self.assertEqual(gap.ns, ref.parse_when("2026-03-29T03:30+02:00", berlin).ns)
        fold = ref.parse_when("2026-10-25 02:30", berlin)
        self.assertEqual(fold.ns, ref.parse_when("2026-10-25T02:30+02:00", berlin).ns)
        self.assertEqual(ref.parse_when("2026-10-25T02:30+01:00", berlin).ns - fold.ns, hour)
        self.assertEqual(ref.parse_when("2026-01-01T23:30Z", berlin).date, dt.date(2026, 1, 2))

    def test_largest_remainder(self):
        self.assertEqual(ref.largest_remainder(100, [Fraction(1)] * 3), [34, 33, 33])
        self.assertEqual(ref.largest_remainder(5, [Fraction(3), Fraction(6), Fraction(1)]), [2, 3, 0])
        self.assertEqual(ref.largest_remainder(0, [Fraction(1)]), [0])

    def test_models(self):
        """The vectors of metrics.md, section 4."""
        day = dt.date(2026, 1, 1)

        def touch(offset):
            each = ref.Record()
            each.date = day + ref.DAY * offset
            return each

        def weights(model, offsets, lead, opportunity, closed):
            book, deal = ref.Record(), ref.Record()
            book.opp, book.half_life = 2, 7
            deal.reached = [day, day + ref.DAY * lead, day + ref.DAY * opportunity]
            deal.closed = day + ref.DAY * closed
            found = ref.touch_weights(book, deal, [touch(offset) for offset in offsets], model)
            return [float(100 * weight / sum(found)) for weight in found]

        def same(found, wanted, places=2):
            for a, b in zip(found, wanted, strict=True):
                self.assertAlmostEqual(a, b, places=places)

        same(weights("w-shaped", [0, 1, 2, 3, 4], 2, 4, 9), [30, 5, 30, 5, 30])
        same(weights("w-shaped", [0, 1, 2], 0, 2, 9), [60, 10, 30])
        same(weights("w-shaped", [0, 2], 0, 2, 9), [66.67, 33.33])
        same(weights("w-shaped", [0], 0, 2, 9), [100])
        same(weights("full-path", [0, 1, 2, 3, 4, 5, 6], 2, 4, 9), [22.5, 10 / 3, 22.5, 10 / 3, 22.5, 10 / 3, 22.5])
        same(
            weights("time-decay", [0, 3, 9, 9], 1, 2, 9),
            [13.8467, 18.6362, 33.7586, 33.7586],
            places=4,
        )
        same(weights("position-based", [0, 1, 2, 3], 1, 2, 9), [40, 10, 10, 40])

    def test_markov_removal_effects(self):
        """By brute force: the removal effect is the share of conversions lost when a campaign's visitors go to null."""
        r = random.Random(5)
        for _ in range(30):
            paths = [([r.choice("abcd") for _ in range(r.randrange(1, 6))], r.random() < 0.5) for _ in range(12)]
            paths.append((["a"], True))
            effects = ref.markov_effects(paths)
            for name, effect in effects.items():
                whole = chain_conversion(paths, None)
                self.assertAlmostEqual(float(effect), 1 - chain_conversion(paths, name) / whole, places=9)


def chain_conversion(paths, removed):
    """The probability of conversion by iterating the chain, with one state leading to null."""
    counts = {}
    for states, won in paths:
        walk = ["start"]
        for state in states:
            if state != walk[-1]:
                walk.append(state)
        walk.append("conversion" if won else "null")
        for a, b in zip(walk, walk[1:]):
            counts.setdefault(a, {}).setdefault(b, 0)
            counts[a][b] += 1
    mass, won = {"start": 1.0}, 0.0
    for _ in range(3000):
        after = {}
        for state, weight in mass.items():
            whole = sum(counts[state].values())
            for target, count in counts[state].items():
                part = weight * count / whole
                if target == "conversion":
                    won += part
                elif target not in ("null", removed):
                    after[target] = after.get(target, 0.0) + part
        mass = after
    return won


@unittest.skipIf(lifelines is None, "needs lifelines")
class KaplanMeier(unittest.TestCase):
    def test_median_lifelines(self):
        """lifelines compares floats: cases where S(t) is exactly 0.5 are left to test_median_exact."""
        r = random.Random(6)
        for _ in range(300):
            cases = [(r.randrange(1, 30), r.random() < 0.6) for _ in range(r.randrange(1, 40))]
            if self.has_exact_half(cases):
                continue
            fitter = lifelines.KaplanMeierFitter().fit([t for t, _ in cases], [a for _, a in cases])
            wanted = fitter.median_survival_time_
            self.assertEqual(ref.kaplan_meier_median(cases), None if wanted == float("inf") else wanted)

    @staticmethod
    def has_exact_half(cases):
        survival = Fraction(1)
        for t in sorted({time for time, answered in cases if answered}):
            n = sum(time >= t for time, _ in cases)
            survival *= 1 - Fraction(sum(c == (t, True) for c in cases), n)
            if survival == Fraction(1, 2):
                return True
        return False

    def test_median_exact(self):
        self.assertEqual(ref.kaplan_meier_median([(1, True), (2, True), (3, True), (4, True)]), 2)
        # 5/6 * 4/5 * 3/4 is a half, in floats a little more or less
        self.assertEqual(ref.kaplan_meier_median([(t, True) for t in range(1, 7)]), 3)
        self.assertEqual(ref.kaplan_meier_median([(0, True), (5, False)]), 0)
        self.assertIsNone(ref.kaplan_meier_median([(1, True), (5, False), (6, False)]))


class Generator(unittest.TestCase):
    """content.md, Dates: what random_site.py writes is valid."""

    def test_valid(self):
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(1, 41):
                root = os.path.join(folder, str(seed))
                random_site.Site(root, seed).build()
                self.check(root)

    def check(self, root):
        book = ref.read_settings(root)
        book.campaigns = ref.read_campaigns(book, root)
        for deal in ref.read_deals(book, root):
            wins = [when for stage, when in deal.entries if stage == book.n]
            self.assertLessEqual(len(wins) + (deal.lost is not None), 1, deal.id)
            close = (wins + [deal.lost])[0]
            if close:
                self.assertFalse([when for _, when in deal.entries if when.after(close)], deal.id)
            if isinstance(deal.raw["stages"], dict):
                ordered = [when for _, when in sorted(deal.entries, key=lambda entry: entry[0])]
                for i, earlier in enumerate(ordered):
                    self.assertFalse([w for w in ordered[i + 1 :] if w.before(earlier)], deal.id)
            if wins:
                self.assertFalse([t for t in deal.touches if t.on.after(wins[0])], deal.id)
            for follow_up in deal.follow_ups:
                self.assertTrue(wins and follow_up.date >= wins[0].date, deal.id)


if __name__ == "__main__":
    unittest.main()
