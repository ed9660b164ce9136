"""Under which licence a partnership gives its open data: its own setting, above the usual one."""

from dataclasses import dataclass
from datetime import date

from goldthread.register.models import Setting

SETTING = "open_data.licence"


@dataclass(frozen=True)
class Licence:
    """What others may do with the data; `source` says where that it is used here comes from."""

    title: str = "Open Government Licence v3.0"
    url: str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    source: str = "The usual licence of public bodies; this partnership has not chosen another"
    row: Setting | None = None


def licence_of(space_id: int, *, on: date) -> Licence:
    """The licence that a partnership chose, as it holds on a day; the usual one before it has."""
    rows = Setting.objects.filter(space_id=space_id, name=SETTING, holds_from__lte=on)
    row = rows.order_by("-holds_from").first()
    if row is None:
        return Licence()
    return Licence(row.value["title"], row.value["url"], row.reason, row)
