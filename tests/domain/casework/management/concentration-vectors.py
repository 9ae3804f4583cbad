"""Makes concentration-vectors.json: python3 concentration-vectors.py > concentration-vectors.json

Independent of the product's code and of its formulas: Gini from the differences of all pairs, everything in exact
fractions, rounded once to 17 figures at the end. R 4.2.2 gives the same to 1e-15; of x <- rep(values, times):
    library(ineq); n <- length(x); c <- sum(x)
    Gini(x); 1 - (1 - Gini(x)) * max(n / c, 1); sum((x / sum(x))^2); Lc(x)
    sum(sort(x, decreasing = TRUE)[1:ceiling(n / 10)]) / c
"""

import json
from fractions import Fraction


def measure(tally):
    n = sum(times for _, times in tally)
    c = sum(value * times for value, times in tally)
    pairs = sum(abs(a - b) * m * k for a, m in tally for b, k in tally)
    gini = Fraction(pairs, 2 * n * c)
    ordered = sorted(tally)
    left, top = -(-n // 10), 0
    for value, times in reversed(ordered):
        taken = min(left, times)
        top += taken * value
        left -= taken
    companies = contacts = 0
    lorenz = [[0.0, 0.0]]
    for value, times in ordered:
        companies += times
        contacts += value * times
        lorenz.append([float(Fraction(companies, n)), float(Fraction(contacts, c))])
    return {
        "values": [value for value, _ in tally],
        "times": [times for _, times in tally],
        "gini": float(gini),
        "corrected": float(1 - (1 - gini) * max(Fraction(n, c), Fraction(1))),
        "hhi": float(Fraction(sum(value * value * times for value, times in tally), c * c)),
        "top": float(Fraction(top, c)),
        "lorenz": lorenz,
    }


def pseudo(seed, classes, most_value, most_times):
    """A tally of its own arithmetic: Lehmer's generator, 48271 modulo 2^31 - 1."""
    state, tally = seed, {}
    for _ in range(classes):
        state = state * 48271 % 2147483647
        value = state % (most_value + 1)
        state = state * 48271 % 2147483647
        tally[value] = tally.get(value, 0) + 1 + state % most_times
    return list(tally.items())


TALLIES = [
    [(1, 1)],
    [(0, 1), (1, 1)],
    [(0, 999), (1, 1)],
    [(0, 1), (1000000, 1)],
    [(1, 7499), (12501, 1)],
    [(0, 6500), (1, 400), (2, 300), (5, 200), (40, 100)],
    # The size of a register.
    [(0, 2500), (1, 2000), (2, 1000), (4, 1000), (6, 600), (10, 300), (20, 80), (30, 20), (40, 0), (600, 0)],
    [(3, 2), (1, 5), (2, 3)],
    [(0, 19), (1, 1), (2, 1)],
    [(0, 9), (1, 1), (2, 1)],
    [(0, 5), (5, 5)],
    [(1, 10), (2, 10), (3, 10), (4, 10), (5, 10), (6, 10), (7, 10), (8, 10), (9, 10), (10, 10)],
] + [pseudo(seed, 3 + seed % 9, 1 + seed * 3 % 50, 1 + seed * 17 % 900) for seed in range(11, 27)]

tallies = [[(value, times) for value, times in tally if times > 0] for tally in TALLIES]
print(json.dumps([measure(tally) for tally in tallies if any(value for value, _ in tally)]))
