"""The Panel's form: taking a version of it in, saying what goes where, and what only it asks for."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.files.store import keep, plain_name
from goldthread.files.word.blanks import Blank
from goldthread.register.models import Space
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.models import PanelTemplate, RapidReview, TemplateCell
from goldthread.reviews.models.rapid import FOR_THE_PANEL
from goldthread.reviews.panel.catalogue import keys
from goldthread.reviews.permissions import KEEP, KEEP_TEMPLATE
from goldthread.trail.record import record

BEFORE_IT_GOES = frozenset({RapidReview.Status.GATHERING, RapidReview.Status.PROPOSED})


@transaction.atomic
def send_template(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    name: str,
    content: bytes,
    blanks: Sequence[Blank],
) -> PanelTemplate:
    """Take a version of the form in; what the one before it said of a blank with the same words is kept."""
    insist(may(by, KEEP_TEMPLATE, space))
    insist(because((not blanks, "No blank cell, control or line to be filled in was found in it.")))
    earlier = PanelTemplate.objects.filter(space=space)
    before = earlier.order_by("-version").first()
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    kept = _kept(before) if before else {}
    template = PanelTemplate.objects.create(
        space=space,
        version=version,
        name=plain_name(name),
        file=keep(content=content, name=name, space=space, by=by, at=at),
        sent_by_id=by.acting_id,
        sent_at=at,
    )
    TemplateCell.objects.bulk_create(
        TemplateCell(
            space=space,
            template=template,
            number=number,
            place=blank.place,
            words=blank.words,
            under=blank.under,
            holds=blank.holds,
            takes=kept.get((blank.words, blank.under, blank.holds), ""),
        )
        for number, blank in enumerate(blanks, 1)
    )
    after = {"version": version, "blanks": len(blanks)}
    record("reviews.template.sent", by=by, at=at, subject=template, after=after)
    return template


def _kept(before: PanelTemplate) -> dict[tuple[str, str, str], str]:
    """What each blank took that is known by its words alone: two of the same words are left to be said anew."""
    found: dict[tuple[str, str, str], str] = {}
    twice = set()
    for cell in before.cells.all():
        key = (cell.words, cell.under, cell.holds)
        twice |= {key} & set(found)
        found[key] = cell.takes
    return {key: takes for key, takes in found.items() if key not in twice}


@transaction.atomic
def map_template(
    *,
    by: Principal,
    at: datetime,
    template: PanelTemplate,
    takes: Mapping[str, str],
    row_version: int,
) -> PanelTemplate:
    """Say what goes into each blank, by its place; a blank that is left out takes nothing."""
    template = PanelTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    insist(may(by, KEEP_TEMPLATE, template))
    template.insist_unchanged(row_version)
    strangers = set(takes.values()) - keys() - {""}
    insist(because((bool(strangers), "Choose what goes there from the list.")))
    cells = list(template.cells.order_by("number"))
    for cell in cells:
        cell.takes = takes.get(cell.place, "")
    TemplateCell.objects.bulk_update(cells, ["takes"])
    template.mapped_by_id, template.mapped_at = by.acting_id, at
    template.save_next_version("mapped_by", "mapped_at")
    after = {"filled": sum(bool(cell.takes) for cell in cells), "blanks": len(cells)}
    record("reviews.template.mapped", by=by, at=at, subject=template, after=after)
    return template


@transaction.atomic
def write_for_panel(
    *, by: Principal, at: datetime, review: RapidReview, row_version: int, **texts: str
) -> RapidReview:
    """Keep what only the Panel's form asks for, in pseudonyms; TypeError for any other field."""
    if unknown := set(texts) - set(FOR_THE_PANEL):
        raise TypeError(f"no text of the Panel's form: {', '.join(sorted(unknown))}")
    review = held(review, by, row_version)
    insist(may(by, KEEP, review))
    gone = review.status not in BEFORE_IT_GOES
    insist(because((gone, f"It is {review.get_status_display().lower()}.")))
    insist_pseudonyms(review, *texts.values())
    for name, text in texts.items():
        setattr(review, name, text.strip())
    review.save_next_version(*texts)
    record("reviews.rapid_review.written_for_panel", by=by, at=at, subject=review)
    return review
