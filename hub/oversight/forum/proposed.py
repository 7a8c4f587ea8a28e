"""The agenda that is proposed for a meeting: each item with its evidence, and why it is there. Keeps nothing."""

from __future__ import annotations

from hub.meetings import Topic
from hub.oversight.forum.material import AgendaMaterial
from hub.oversight.forum.of_meetings import arising_topics, asked_topics, escalation_topics, raised_topics
from hub.oversight.forum.of_returns import challenge_topics, change_topics, learning_topics
from hub.oversight.forum.of_themes import theme_topics


def proposed(material: AgendaMaterial) -> tuple[Topic, ...]:
    """The items, in the order of the sections of an agenda."""
    return (
        *arising_topics(material),
        *raised_topics(material),
        *theme_topics(material),
        *challenge_topics(material),
        *learning_topics(material),
        *change_topics(material),
        *asked_topics(material),
        *escalation_topics(material),
    )
