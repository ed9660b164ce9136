"""An approved year across cases in words for the yearly report."""

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.house import Passage, Rung
from goldthread.measures.suppression import SYMBOL
from goldthread.reviews.models import KeptYear
from goldthread.ui import british

PREFIX = "reviews.kept."
KEPT_BACK = "numbers that are kept back so that no child can be recognised"


def offers(principal: Principal) -> list[tuple[str, str]]:
    """(key, title) of each approved year, the latest first."""
    return [(f"{PREFIX}{row.public_id}", str(row)) for row in _approved(principal)]


def read(principal: Principal, keys: list[str]) -> list[Passage]:
    """The passages of these keys; KeyError for one that is not there for this reader."""
    return [_read(principal, key) for key in keys]


def _approved(principal: Principal) -> QuerySet[KeptYear]:
    if principal.space is None:
        return KeptYear.objects.none()
    rows = KeptYear.objects.visible_to(principal).filter(
        space_id=principal.space.id,
        kind=KeptYear.Kind.WORKED,
        status=KeptYear.Status.APPROVED,
    )
    return rows.order_by("-year", "-pk")


def _read(principal: Principal, key: str) -> Passage:
    row = _approved(principal).filter(public_id=key.removeprefix(PREFIX)).first()
    if not key.startswith(PREFIX) or row is None:
        raise KeyError(key)
    return Passage(
        key=key,
        title=str(row),
        text=" ".join((row.over, *_sentences(row))),
        rung=Rung.ACTIVITY,
        source_kind=row._meta.label_lower,
        source_id=row.public_id,
    )


def _sentences(row: KeptYear) -> list[str]:
    """Each table in a sentence: what it shows, and that there is more that is kept back."""
    said = []
    for table in row.tables:
        shown = [(words, number) for words, number in table["rows"] if number not in (SYMBOL, "0")]
        parts = [f"{words.lower()}: {number}" for words, number in shown]
        if any(number == SYMBOL for _, number in table["rows"]):
            parts.append(KEPT_BACK)
        said.append(f"*{table['title']}*: {british.listed(parts) if parts else 'none to show'}.")
    return said
