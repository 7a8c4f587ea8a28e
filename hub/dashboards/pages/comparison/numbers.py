"""The tables under the charts of the page Comparison: every number that is drawn, and the return that it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hub.contract.model import Missing
from hub.dashboards.data_tables import DataTable, Field, Rows, Value
from hub.dashboards.pages.return_page.words import status_in_words
from hub.oversight.among_others import Compared
from hub.oversight.comparison.funnels import Flag
from hub.oversight.facts import number
from hub.oversight.measures.latest import WhyNot
from hub.oversight.measures.record import Measure
from hub.oversight.over_time import OverTime, over_time, writer_of
from hub.oversight.picture import Picture
from hub.oversight.spc.charts import Judged
from hub.oversight.written import capital, listed

BETWEEN, OVER_TIME = "between", "over-time"
MEANS = {
    Judged.COMMON: "What chance gives",
    Judged.IMPROVEMENT: "Better than chance explains",
    Judged.CONCERN: "Worse than chance explains",
    Judged.NEUTRAL: "A change that chance does not explain",
    Judged.TOO_FEW: "Too few points to tell",
}


def between_table(picture: Picture, measure: Measure, one: Compared, number_of: int = 1) -> DataTable:
    """The funnel of a measure in numbers."""
    what, of = ("received", "expected") if one.exposure else (measure.what, measure.of)
    write = writer_of(measure)
    fields = (
        Field("organisation", "Organisation"),
        Field("period", "Period"),
        Field("version", "Version of the return"),
        Field("numerator", capital(what)),
        Field("denominator", capital(of)),
        Field("value", "Received to expected" if one.exposure else measure.name, write),
        Field("lower_95", "95% limits, from", write),
        Field("upper_95", "95% limits, to", write),
        Field("lower_998", "99.8% limits, from", write),
        Field("upper_998", "99.8% limits, to", write),
        Field("lies", "Where it lies"),
        Field("counts_differently", "How it counts"),
    )
    name = BETWEEN if number_of == 1 else f"{BETWEEN}-{number_of}"
    caption = f"{measure.name}{f' by {one.exposure}' if one.exposure else ''}, {picture.period.label}"
    rows = Rows(len(picture.rows), lambda body: tuple(_between(picture, measure, one, body)))
    return DataTable(name, caption, fields, rows, (*one.says, *measure.caveats))


def _between(picture: Picture, measure: Measure, one: Compared, body: int) -> Iterator[Value]:
    told, limits = picture.meaning.latest[measure.code], one.funnels.limits
    organisation, period = picture.rows[body].organisation, told.periods[body]
    yield organisation.name
    yield period.label
    yield picture.versions.get((organisation.code, period.name))
    if one.flag(body) is Flag.NOT_COMPARED:
        reason = told.why_not[body]
        yield number(told.numerator[body]) if reason is None else why_not_told(reason)
        yield number(told.denominator[body])
        yield from (None,) * 5
    else:
        for part in (one.funnels.parts, one.funnels.wholes, one.funnels.values):
            yield number(part[one.row, body])
        for line in (limits.lower_95, limits.upper_95, limits.lower_998, limits.upper_998):
            yield number(line[one.row, body])
    yield one.of(body)
    yield " ".join(picture.meaning.comparability.of(organisation.code))


def why_not_told(why_not: WhyNot) -> Value:
    """Why there is no figure, as a table has it. Missing: None where nothing was said."""
    return status_in_words(why_not) if isinstance(why_not, Missing) else why_not


def time_table(picture: Picture, measure: Measure, body: int) -> DataTable:
    """A measure of one body over time in numbers."""
    told, write, organisation = (
        over_time(picture.meaning, measure, body),
        writer_of(measure),
        picture.rows[body].organisation,
    )
    fields = (
        Field("at", "Month" if told.monthly else "Period"),
        Field("version", "Version of the return"),
        Field("value", measure.name, write),
        Field("average", "Average", write),
        Field("lower", "Limits of chance, from", write),
        Field("upper", "Limits of chance, to", write),
        Field("means", "What it is"),
    )
    rows = tuple(tuple(_point(picture, told, organisation.code, at)) for at in range(len(told.labels)))
    caption = f"{measure.name} of {organisation.name} over time"
    return DataTable(OVER_TIME, caption, fields, rows, (told.verdict, *measure.caveats))


def _point(picture: Picture, told: OverTime, organisation: str, at: int) -> Iterator[Value]:
    period = told.of[at]
    yield told.labels[at] if told.monthly else period.label
    yield picture.versions.get((organisation, period.name))
    for line in (told.charts.values, told.charts.centre, told.charts.lower, told.charts.upper):
        yield number(line[told.row, at])
    yield MEANS.get(Judged(int(told.charts.judged[told.row, at])))


def sources(picture: Picture, places: Sequence[tuple[str, str]]) -> str:
    """From which returns figures come, by their versions. Shapes: `places` are organisation and name of the period."""
    versions = Counter(picture.versions[place] for place in places if place in picture.versions)
    if not versions:
        return "Made from no return."
    count = versions.total()
    told = listed([f"version {version} of {of:,}" for version, of in sorted(versions.items())])
    return f"Made from {'1 return' if count == 1 else f'{count:,} returns'}: {told}."
