"""Likeness: which pieces of learning of several bodies may tell of one failing. It suggests; a person confirms.

Nothing else of the hub depends on it: the library that it needs is the extra `text`, and is read only here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from hub.errors import SettingWrong
from hub.oversight.arrays import Floats

NEAR = 0.1  # cosine, on average over a group; measured in decision 27
LETTERS = (3, 5)  # pieces of words that are compared: they see through endings
STEM = 5  # letters: words that begin alike count as one where words in common are listed
SHORTEST_WORD = 4
MISSING = (
    "Learning texts cannot be compared: the library for it, scikit-learn, is not installed.",
    "Install it with the pip of the hub's own environment: .venv/bin/pip install 'oversight-hub[text]'.",
)


class Text(NamedTuple):
    """One piece of learning in words: what was learnt and how it was used.

    Missing: `subject` is empty where none is named; such texts are compared among themselves.
    """

    organisation: str
    period: str
    id: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """Texts of several bodies that may tell of one failing.

    Shapes: `words` stand, or begin alike, in the texts of more than one body.
    Units: `near` is the average cosine over the pairs, 0 to 1.
    """

    subject: str
    texts: tuple[Text, ...]
    near: float
    words: tuple[str, ...]

    @property
    def bodies(self) -> int:
        """How many bodies they are of."""
        return len({text.organisation for text in self.texts})


def suggested(texts: Sequence[Text]) -> tuple[Suggested, ...]:
    """Groups of texts on one subject that are alike, those of most bodies first, then the nearest.

    Missing: nothing where no two bodies wrote about a subject.
    Raises: SettingWrong when the extra is not installed.
    """
    ordered = sorted(texts)
    near = _cosines([text.text for text in ordered])
    found = [group for members in _by_subject(ordered) for group in _groups(ordered, members, near)]
    return tuple(sorted(found, key=lambda group: (-group.bodies, -group.near, group.texts)))


def _cosines(texts: Sequence[str]) -> Floats:
    """How near each text is to each. Source: TF-IDF of pieces of words, sublinear in how often each stands there."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as absent:
        raise SettingWrong(*MISSING) from absent
    if not any(re.search(r"\w", text) for text in texts):
        return np.zeros((len(texts), len(texts)))
    weights = TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS, sublinear_tf=True).fit_transform(texts)
    near: Floats = (weights @ weights.T).toarray()
    return near


def _by_subject(texts: Sequence[Text]) -> Iterator[list[int]]:
    """The places of the texts of each subject that more than one body wrote about."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places.setdefault(text.subject, []).append(at)
    for members in places.values():
        if len({texts[at].organisation for at in members}) > 1:
            yield members


def _groups(texts: Sequence[Text], members: list[int], near: Floats) -> Iterator[Suggested]:
    from scipy.cluster.hierarchy import fcluster, linkage

    bodies = np.array([texts[at].organisation for at in members])
    among = np.where(bodies[:, None] == bodies[None, :], 0.0, near[np.ix_(members, members)])
    apart = (1 - among)[np.triu_indices(len(members), 1)]
    groups = fcluster(linkage(apart, "average"), 1 - NEAR, "distance")
    for number in np.unique(groups).tolist():
        chosen = [members[at] for at in np.flatnonzero(groups == number).tolist()]
        if len({texts[at].organisation for at in chosen}) > 1:
            yield _suggested(texts, chosen, near)


def _suggested(texts: Sequence[Text], chosen: list[int], near: Floats) -> Suggested:
    group = tuple(texts[at] for at in chosen)
    pairs = [near[one, other] for one, other in combinations(chosen, 2)]
    return Suggested(group[0].subject, group, float(np.mean(pairs)), _in_common(group))


def _in_common(group: Sequence[Text]) -> tuple[str, ...]:
    """Words that more than one body uses, as they first stand there; the most common first."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    first: dict[str, str] = {}
    bodies: dict[str, set[str]] = {}
    for text in group:
        for word in re.findall(r"[a-z]+", text.text.lower()):
            if len(word) >= SHORTEST_WORD and word not in ENGLISH_STOP_WORDS:
                first.setdefault(word[:STEM], word)
                bodies.setdefault(word[:STEM], set()).add(text.organisation)
    used = Counter({stem: len(of) for stem, of in bodies.items() if len(of) > 1})
    return tuple(first[stem] for stem, _ in sorted(used.items(), key=lambda one: (-one[1], first[one[0]])))
