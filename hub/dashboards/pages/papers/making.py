"""The page that says how far a paper is: it loads itself again until the paper has come, without a program."""

from __future__ import annotations

from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.papers.places import FORMS, home, issued_address, job_address, made_address
from hub.frame import Link
from hub.issued import Kind
from hub.store.paper_jobs import PaperJob, State

SECONDS = 2  # until the page loads itself again
TITLES = {
    State.WAITING: "Your paper is waiting",
    State.RUNNING: "Your paper is being made",
    State.DONE: "Your paper is ready",
    State.FAILED: "Your paper could not be made",
    State.STOPPED: "The work on your paper stopped",
}
WAITS = "Another paper is being made before it. This page loads itself again until yours has come; you may also leave."
STOPPED = "It ended before it was done, and nothing was issued. Ask for the paper again."


def title(job: PaperJob) -> str:
    """What the page is called."""
    return TITLES[job.state]


def goes_on(job: PaperJob) -> bool:
    """Whether there is more to come."""
    return job.state in (State.WAITING, State.RUNNING)


def back(job: PaperJob) -> Link:
    """Where it was asked for."""
    return home(Kind(job.asked["kind"]), str(job.asked["about"]))


def layout(job: PaperJob) -> Node:
    """The page."""
    return html.Div([html.H1(title(job), className="govuk-heading-l"), *_told(job)])


def _told(job: PaperJob) -> list[Node]:
    again = pieces.paragraph(pieces.link("Look again now", job_address(job.id)))
    papers = pieces.paragraph(pieces.link("Back to where you asked for it", back(job).href))
    match job.state:
        case State.WAITING:
            return [pieces.paragraph(WAITS), again]
        case State.RUNNING:
            step = f"Step {min(job.done + 1, job.out_of)} of {job.out_of}: {job.doing or 'Beginning'}."
            says = "This page loads itself again every few seconds. You may leave it, and come back to it."
            return [pieces.paragraph(html.Strong(step)), pieces.paragraph(says), again]
        case State.DONE if job.gives:
            told = [pieces.paragraph(job.says)] if job.says else []
            return [*told, pieces.paragraph(pieces.link("Open the issued paper", issued_address(job.gives))), papers]
        case State.DONE:
            form = FORMS.get(str(job.asked.get("suffix")), "file")
            link = pieces.link(f"Download the paper ({form})", made_address(job.id))
            return [pieces.paragraph(link), pieces.paragraph("The file is kept for a day."), papers]
        case State.FAILED:
            return [pieces.paragraph(job.says), papers]
        case _:
            return [pieces.paragraph(STOPPED), papers]
