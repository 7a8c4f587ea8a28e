"""Returns with many small counts that add up as the contract wants it, and corrections of them."""

from __future__ import annotations

from random import Random

from attacker import GROUPS, SUBJECTS, WRONG

Numbers = dict[str, float]


def some(random: Random, most: int) -> int:
    """A count from 0 to `most`, small more often than not."""
    return random.randint(0, min(most, random.choice((1, 4, 7, 12, 40))))


def return_of(random: Random, quarter: bool = True) -> Numbers:
    """A return that adds up."""
    listed = random.sample(range(len(SUBJECTS)), random.randint(1, 6))
    told: Numbers = {SUBJECTS[at]: some(random, 40) for at in listed}
    for at in listed:
        if random.random() < 0.9:
            told[WRONG[at]] = random.choice((some(random, int(told[SUBJECTS[at]])), told[SUBJECTS[at]], 0))
    told["multiple_coding"] = float(random.random() < 0.25)
    return completed(random, told, quarter)


def completed(random: Random, subjects: Numbers, quarter: bool = True) -> Numbers:
    """Everything else of a return with these subjects and what went wrong in them."""
    told = {name: value for name, value in subjects.items() if ":" in name or name == "multiple_coding"}
    counts = [int(value) for name, value in told.items() if name in SUBJECTS]
    received = sum(counts)
    if told["multiple_coding"]:
        received = random.randint(max(counts), received)
    told["received"] = received
    _months(random, told, 3 if quarter else 12)
    told["went_wrong"] = sum(value for name, value in told.items() if name in WRONG)
    if random.random() < 0.15:
        told["went_wrong"] += some(random, 9)
    closed = int(told["went_wrong"]) + some(random, 40)
    told["closed"] = closed
    told["early_count"] = some(random, closed)
    left = closed - int(told["early_count"])
    told["closer_count"] = random.choice((left, some(random, left)))
    told["promised"] = random.choice((closed, some(random, closed)))
    told["within"] = random.choice((told["promised"], some(random, int(told["promised"]))))
    told["brought_forward"] = max(0, closed - received) + some(random, 9)
    told["carried_forward"] = told["brought_forward"] + received - closed
    _others(random, told)
    return told


def _months(random: Random, told: Numbers, number: int) -> None:
    left = int(told["received"])
    for month in range(1, number):
        told[f"month_{month}"] = some(random, left)
        left -= int(told[f"month_{month}"])
    told[f"month_{number}"] = left


def _others(random: Random, told: Numbers) -> None:
    outcomes = [some(random, 40) for _ in range(3)]
    told |= dict(zip(("ombudsman_upheld", "ombudsman_partly_upheld", "ombudsman_not_upheld"), outcomes, strict=True))
    told["ombudsman_reported"] = sum(outcomes)
    told["referred"], told["payments"] = some(random, 9), some(random, 9)
    for group in GROUPS:
        told[f"{group}_responses"] = some(random, 20)
        told[f"{group}_satisfied"] = some(random, int(told[f"{group}_responses"]))


def corrected(random: Random, before: Numbers) -> Numbers:
    """A later version: some subjects differ, or what went wrong in them, and the totals follow; often little else."""
    told = dict(before)
    for name in [name for name in before if name in SUBJECTS]:
        wrong = WRONG[SUBJECTS.index(name)]
        what = random.random()
        if what < 0.25:
            told[name] = max(told.get(wrong, 0), told[name] + random.randint(-4, 6))
        elif what < 0.4 and wrong in told:
            told[wrong] = min(told[name], max(0, told[wrong] + random.randint(-4, 4)))
        elif what < 0.45 and sum(each in SUBJECTS for each in told) > 1:
            told.pop(name), told.pop(wrong, None)
    if random.random() < 0.2:
        told.setdefault(random.choice(SUBJECTS), some(random, 12))
    fresh = completed(random, told)
    return _kept_where_it_still_fits(random, before, fresh)


def _kept_where_it_still_fits(random: Random, before: Numbers, fresh: Numbers) -> Numbers:
    """What need not change nearly always stays as it was."""
    told = dict(fresh)
    if before["received"] == fresh["received"] and not fresh["multiple_coding"] and random.random() < 0.8:
        told |= {name: value for name, value in before.items() if name.startswith("month_")}
    elif random.random() < 0.8:  # all that changed was in one month
        months = {name: value for name, value in before.items() if name.startswith("month_")}
        last = max(months, key=lambda name: (months[name], name))
        months[last] += fresh["received"] - before["received"]
        told |= months if months[last] >= 0 else {}
    if before["closed"] >= fresh["went_wrong"] and random.random() < 0.8:
        same = ("closed", "early_count", "closer_count", "promised", "within")
        told |= {name: before[name] for name in same}
        open_before = before["brought_forward"]
        told["brought_forward"] = open_before + max(0, told["closed"] - open_before - told["received"])
        told["carried_forward"] = told["brought_forward"] + told["received"] - told["closed"]
    if random.random() < 0.8:
        told |= {name: value for name, value in before.items() if name.startswith(("ombudsman", "compl", "invest"))}
    return told
