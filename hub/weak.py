"""Whether a secret is none: a placeholder that was left, a short one, one that counts or repeats.

It says why, and never what the secret is.
"""

from __future__ import annotations

import re
from itertools import pairwise

LEAST = 16  # characters; by chance from letters and digits that is more than anybody can try
OWN = 8  # characters that must be left when every word of a placeholder is taken away
MOST_STEPS = 2 / 3  # of the steps from one character to the next that may repeat it or count on
WORDS = re.compile(
    "placeholder|oversight|database|postgresql|postgres|username|password|passwd|replace|default|example|changeme|"
    "change|random|string|insert|metrics|client|secret|please|enter|admin|dummy|token|value|pass|root|user|test|demo|"
    "your|this|with|here|goes|todo|fixme|long|some|made|oidc|hub|the|key|new|now|put|set|xxx|foo|bar|123|to be"
)


def weakness(secret: str) -> str:
    """What is wrong with it, to be read after its name. Missing: empty when nothing is."""
    if WORDS.search(folded := secret.lower()) and len(re.sub("[^a-z0-9]", "", WORDS.sub("", folded))) < OWN:
        return "is a placeholder"
    if len(secret) < LEAST:
        return f"is shorter than {LEAST} characters"
    steps = [abs(ord(one) - ord(next_)) for one, next_ in pairwise(secret)]
    return "repeats or counts" if sum(step < 2 for step in steps) > MOST_STEPS * len(steps) else ""
