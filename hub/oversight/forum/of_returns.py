"""What single returns bring to the forum: challenges in their own words, learning that works, versions of contracts."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.versions import RETURN
from hub.meetings import Section, Topic
from hub.oversight.forum.material import AgendaMaterial, Raised, Versions
from hub.oversight.forum.of_themes import remedy_words
from hub.oversight.learning.before_after import Verdict
from hub.oversight.learning.effect import Effect
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.themes.decided import subject_label
from hub.oversight.themes.theme import Kind, Part, Place, Remedy
from hub.oversight.written import how_many, listed

MOST_CHALLENGES, MOST_LEARNING = 3, 3
CHALLENGE_WEIGHT, LEARNING_WEIGHT = 3, 2
NO_SUBJECT = "Other"
CHANGES = "Changes to guidance and contracts"


def challenge_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """The challenges of the last year by subject, those of most organisations first; a theme's own stay with it."""
    in_themes = {theme.subject for one in material.themes.told for theme in one.themes if theme.kind is Kind.CHALLENGE}
    by_subject: dict[str, list[Raised]] = {}
    for one in material.challenges:
        if one.subject not in in_themes:
            by_subject.setdefault(one.subject, []).append(one)
    several = sorted(by_subject.items(), key=lambda told: (-len(_bodies(told[1])), told[0]))
    for subject, raised in several[:MOST_CHALLENGES]:
        yield _challenge(material, subject, raised)


def _challenge(material: AgendaMaterial, subject: str, raised: list[Raised]) -> Topic:
    bodies = _bodies(raised)
    answers = [
        effect for effect in _worked(material) if effect.subject == subject and effect.organisation not in bodies
    ]
    presenter = answers[0].organisation if answers else bodies[0]
    told = tuple(dict.fromkeys((*bodies, *(effect.organisation for effect in answers))))
    says = [f"{material.name(one.place.organisation)}: {_in_one_line(one)}" for one in raised]
    says += [f"{material.name(effect.organisation)} has evidence of effect on it." for effect in answers]
    return Topic(
        source=f"challenge:{subject}",
        section=Section.CHALLENGES,
        title=f"{subject_label(subject) if subject else NO_SUBJECT}: what {listed(material.names(bodies))} "
        f"{'finds' if len(bodies) == 1 else 'find'} hard",
        says="\n".join(says),
        why=f"{how_many(len(bodies), 'organisation', 'organisations')} brought it to the forum in "
        "the returns of the last year.".capitalize(),
        organisations=told,
        presenter=presenter,
        weight=CHALLENGE_WEIGHT,
        returns=tuple(dict.fromkeys(each for one in raised for each in material.return_of(one.place))),
    )


def _in_one_line(one: Raised) -> str:
    wanted = one.says.get("help_wanted", "")
    told = " ".join(one.says.get("challenge", "").split())
    return f"“{told}” Help wanted: “{' '.join(wanted.split())}”" if wanted else f"“{told}”"


def _bodies(raised: list[Raised]) -> list[str]:
    return list(dict.fromkeys(one.place.organisation for one in raised))


def learning_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """Learning of which figures show an improvement, and of which its body lets others be told."""
    in_themes = {each.organisation for one in material.themes.told for each in one.remedies if each.consent}
    found: dict[tuple[str, str | None], Effect] = {}
    for effect in _worked(material):
        found.setdefault((effect.organisation, effect.subject), effect)
    several = sorted(found.values(), key=lambda one: one.organisation in in_themes)  # told above: last
    for effect in several[:MOST_LEARNING]:
        yield _learning(material, effect)


def _worked(material: AgendaMaterial) -> list[Effect]:
    effects = material.picture.meaning.effects
    return [one for one in effects if one.verdict is Verdict.IMPROVED and one.loop.may_be_shared]


def _learning(material: AgendaMaterial, effect: Effect) -> Topic:
    name = material.name(effect.organisation)
    quoted = material.learning.get(Place(effect.organisation, effect.loop.last.name, Part.LEARNING, effect.loop.id))
    says = [f"“{' '.join(words.split())}”" for words in quoted.says.values()] if quoted else []
    says.append(remedy_words(material, Remedy(effect.organisation, effect)))
    about = subject_label(effect.subject) if effect.subject else "What was learnt"
    return Topic(
        source=f"learning:{effect.organisation}:{effect.loop.id}",
        section=Section.LEARNING,
        title=f"{about}: what {name} learnt",
        says="\n".join(says),
        why=f"Figures show an improvement after it, and {name} lets others be told. Could it be adopted by all?",
        organisations=(effect.organisation,),
        presenter=effect.organisation,
        weight=LEARNING_WEIGHT,
        returns=material.past_of(effect.organisation),
    )


def change_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """The versions of the contract that returns come in, and what closes. A standing item."""
    newest = material.versions[-1]
    came = sum(one.returns for one in material.versions)
    says = [f"The newest version of the contract for returns ({RETURN}) is {newest.version}."]
    if came:
        says.append(f"{Rate(newest.returns, came)} returns for {material.picture.period.label} came in it.")
    says += [_older(one) for one in material.versions[:-1] if one.returns or one.closes]
    yield Topic(
        source="changes",
        section=Section.CHANGES,
        title=CHANGES,
        says="\n".join(says),
        why="A standing item: members plan by it. Add what changed in guidance.",
    )


def _older(one: Versions) -> str:
    closes = f"closes on {day_in_words(one.closes)}" if one.closes else "stays open; no end was announced"
    return f"Version {one.version} {closes}. {how_many(one.returns, 'return', 'returns').capitalize()} came in it."
