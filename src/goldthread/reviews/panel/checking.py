"""The Panel's form of one review: each blank with what goes there, and what is missing with where to enter it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from goldthread.access.principal import Principal
from goldthread.reviews.models import PanelTemplate, TemplateCell
from goldthread.reviews.panel.catalogue import Named, catalogue
from goldthread.reviews.panel.values import PanelCase, Said, Value
from goldthread.vault.models import Identity

VAULT = {"vault": "vault:case"}


@dataclass(frozen=True)
class Line:
    """One blank of the form, what goes there, and where that is written down."""

    cell: TemplateCell
    named: Named
    said: Said
    url: str = ""

    @property
    def is_missing(self) -> bool:
        return self.said.is_missing and not self.named.optional

    @property
    def shown(self) -> str:
        """What a page says of it: never a name."""
        if self.named.names:
            return "From the identities of the case"
        if isinstance(self.said.value, bool):
            return "Ticked" if self.said.value else "Not ticked"
        return self.said.value


def template_in_use(by: Principal, space_id: int) -> PanelTemplate | None:
    """The newest version of the form whose blanks somebody has gone through."""
    rows = PanelTemplate.objects.visible_to(by).filter(space_id=space_id)
    return rows.exclude(mapped_at=None).select_related("file").order_by("-version").first()


def lines_of(case: PanelCase, template: PanelTemplate) -> list[Line]:
    """Every blank that takes something, in the order of the form; of a child that there is not, none."""
    things = catalogue()
    lines = []
    for cell in template.cells.exclude(takes="").order_by("number"):
        named = things.get(cell.takes)
        if named is None or named.child and case.child(named.child) is None:
            continue
        lines.append(Line(cell, named, case.said(named), _where(case, named)))
    return lines


def _where(case: PanelCase, named: Named) -> str:
    """The address at which it is entered; "" where nobody enters it by itself."""
    record, _, name = named.enter.partition(":")
    if not name:
        return ""
    review = case.review
    rows: dict[str, Any] = {
        "review": review,
        "incident": review.incident,
        "compartment": review.compartment,
        "child": case.child(named.child),
    }
    try:
        return reverse(VAULT.get(name, f"reviews:{name}"), args=[rows[record].public_id])
    except NoReverseMatch:
        return ""


def values_for(lines: Sequence[Line]) -> dict[str, Value]:
    """What goes into the file, by the place of each blank; what is missing stays blank."""
    return {line.cell.place: line.said.value for line in lines if line.said.value != ""}


def named_in(case: PanelCase, lines: Sequence[Line]) -> list[Identity]:
    """Who stands in the filled form by name, date of birth or number."""
    numbers = sorted({line.named.child for line in lines if line.named.names})
    children = [case.child(number) for number in numbers]
    return [child for child in children if child is not None]
