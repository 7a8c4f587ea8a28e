"""The book of measures: every measure of the hub, once.

Run as a module it writes `contracts/measures.json`, which everybody may read. Computes nothing.
Source: PHSO, The role of parent departments; Capturing and reporting on learning; Managing Public Money, annex 4.14.
"""

from __future__ import annotations

import json
from pathlib import Path

from hub.oversight.measures.record import Direction, Kind, Measure, Told

TITLE = "What the hub reckons from returns"
PER_EXPOSURE = 1000
UP, DOWN, NEUTRAL = Direction.UP, Direction.DOWN, Direction.NEUTRAL
SHARE, RATE, COUNT, MEAN = Kind.SHARE, Kind.RATE, Kind.COUNT, Kind.MEAN
OF_ALL = "share"
DECIDED = "complaints closed in the period"
LOW = "A low number is a question, not an achievement: people may not know how to complain."
SMALL = "Small numbers of the Ombudsman's cases say little about one body in one year."
ITS_YEAR = "The Ombudsman's year can differ from the period; the return states which year it tells."
SOME_ANSWER = "Those who answer are not everybody: read it with how many were asked."
CLOSED_NOW = "Closed complaints include some received earlier, so it is never divided by complaints received."


def _satisfied(group: str, code: str, who: str) -> Measure:
    return Measure(
        code, f"Satisfied: {who}", "The group's own view of how complaints are handled; minimum data M8.",
        SHARE, f"{who} who were satisfied", f"{who} who answered", (f"{group}_satisfied",), (f"{group}_responses",),
        OF_ALL, UP, (SOME_ANSWER, "Bodies ask in different words and at different times."),
    )  # fmt: skip


MEASURES: tuple[Measure, ...] = (
    Measure(
        "received", "Complaints received", "How much people have to complain of, and whether that changes; M1.",
        COUNT, "complaints received", "", ("received",), (), "complaints", NEUTRAL,
        (LOW, "What is counted as a complaint differs between bodies, so counts are never compared between them."),
        by_month=True,
    ),
    Measure(
        "received-by-exposure", "Complaints received by exposure",
        "So that a large body and a small one can be looked at side by side.",
        RATE, "complaints received", "what the body says it does, such as decisions or customers",
        ("received",), ("exposure",), "complaints per 1,000 of the exposure", NEUTRAL,
        (LOW, "Compared only between bodies that count the same exposure and the same things as complaints."),
        per=PER_EXPOSURE,
    ),
    Measure(
        "decided", "Caseload decided", "Whether a body keeps up with what reaches it.",
        SHARE, DECIDED, "complaints brought forward and received", ("closed",), ("brought_forward", "received"),
        OF_ALL, UP, ("Complaints received late in the period cannot be closed in it.",),
    ),
    Measure(
        "went-wrong", "Something went wrong", "What complaints show of the service, and how openly; M3.",
        SHARE, "complaints in which something went wrong, in full or in part", DECIDED, ("went_wrong",), ("closed",),
        OF_ALL, NEUTRAL,
        (CLOSED_NOW, "More found may be worse service or more honest answers: read it beside the Ombudsman's view."),
    ),
    Measure(
        "early-resolution", "Resolved early", "People are answered soonest where matters are put right at once.",
        SHARE, "complaints closed by early resolution", DECIDED, ("early_count",), ("closed",), OF_ALL, UP,
        ("Not every complaint should be resolved early; look at went wrong and at referrals beside it.",), since="1.1",
    ),
    Measure(
        "early-resolution-days", "Days to an early resolution", "How long people wait for it.",
        MEAN, "mean calendar days from receipt to close", "complaints closed by early resolution",
        ("early_days",), ("early_count",), "days", DOWN, ("A mean hides the few who waited longest.",), since="1.1",
    ),
    Measure(
        "closer-look-days", "Days to the end of a closer look", "How long people wait for a matter to be looked into.",
        MEAN, "mean calendar days from receipt to close", "complaints closed after a closer look",
        ("closer_days",), ("closer_count",), "days", DOWN,
        ("A mean hides the few who waited longest.", "There is no number of days that suits every complaint."),
        since="1.1",
    ),
    Measure(
        "timescale-kept", "Promised timescale kept", "Whether people were answered when they were told they would be.",
        SHARE, "complaints closed within the timescale promised at the start",
        "complaints closed that had been promised one", ("within",), ("promised",), OF_ALL, UP,
        ("Each body promises its own timescales.", "Every promise kept, quarter after quarter, is a question too."),
    ),
    Measure(
        "referred", "Referred to the Ombudsman", "How many people were not content with the body's last word.",
        COUNT, "complaints referred to the Ombudsman", "", ("referred",), (), "complaints", NEUTRAL,
        (ITS_YEAR, "Bodies that tell people of the Ombudsman well will have more."), since="1.1",
        told=Told.ONCE_A_YEAR,
    ),
    Measure(
        "ombudsman-upheld", "Upheld by the Ombudsman", "An outside view of the body's decisions.",
        SHARE, "cases that the Ombudsman upheld in full or in part", "cases that the Ombudsman reported on",
        ("ombudsman_upheld", "ombudsman_partly_upheld"), ("ombudsman_reported",), OF_ALL, DOWN, (ITS_YEAR, SMALL),
        told=Told.ONCE_A_YEAR,
    ),
    Measure(
        "recommendations-complied", "Recommendations complied with", "Whether what the Ombudsman asked for was done.",
        SHARE, "recommendations complied with", "recommendations complied with and not",
        ("complied",), ("complied", "not_complied"), OF_ALL, UP, (ITS_YEAR, SMALL), since="1.1", told=Told.ONCE_A_YEAR,
    ),
    _satisfied("complainants", "satisfied-complainants", "people who complained"),
    _satisfied("complained_about", "satisfied-complained-about", "colleagues complained about"),
    _satisfied("investigators", "satisfied-investigators", "colleagues who investigated"),
    Measure(
        "minimum-data", "Minimum data reported in full", "Nobody can oversee what is not told.",
        SHARE, "items of M1 to M8 reported in full", "items of M1 to M8 that can arise",
        ("items_reported",), ("items_asked",), OF_ALL, UP,
        ("It counts what is reported, and says nothing of how good the complaint handling is.",),
    ),
)  # fmt: skip

OF_A_SUBJECT = Measure(
    "subject-share", "Share of a subject", "To see themes and trends; minimum data M2.",
    SHARE, "complaints about the subject", "complaints received", ("subject",), ("received",), OF_ALL, NEUTRAL,
    (
        "Where a body codes several subjects to a complaint, the shares add up to more than the whole.",
        "A share can rise because other complaints became fewer: read the count beside it.",
        "Local labels are put under the published subjects by each body.",
    ),
)  # fmt: skip
"""One measure for each subject of the published list; its code is followed by the subject's: `subject-share:delay`."""

OF_REPORTING = (
    Measure(
        "returned", "Returns received", "Oversight begins with a return.",
        SHARE, "returns that came", "returns expected", ("came",), ("expected",), OF_ALL, UP,
        ("What may still come in time is not counted as missing.",),
    ),
    Measure(
        "returned-on-time", "Returns received on time", "A late return cannot be acted on in time.",
        SHARE, "returns first accepted by their due day", "returns expected by a day", ("came",), ("expected",),
        OF_ALL, UP, ("The first acceptance decides, however often the return was corrected.",),
    ),
)  # fmt: skip
"""Reckoned over bodies from when returns came (`hub.oversight.reporting`), not from what is in them."""


def text() -> str:
    """`contracts/measures.json` as it is written."""
    records = [measure.as_json() for measure in (*MEASURES, OF_A_SUBJECT, *OF_REPORTING)]
    return json.dumps({"title": TITLE, "measures": records}, ensure_ascii=False, indent=2) + "\n"


def write(contracts: Path) -> Path:
    """Write the book among the published contracts, and give the file."""
    file = contracts / "measures.json"
    file.write_text(text(), encoding="utf-8")
    return file


if __name__ == "__main__":
    from hub.contract.published import published

    print(write(published("contracts")))
