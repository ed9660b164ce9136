"""A row of a case under lock, for somebody who is named to it."""

from typing import Any

from goldthread.access.decision import insist
from goldthread.access.principal import Principal
from goldthread.reviews.rules import named
from goldthread.vault.known import in_pseudonyms


def held(row: Any, by: Principal, row_version: int | None = None) -> Any:
    """The row as it stands now, as its writer saw it; Refused for whoever is not named to the case."""
    insist(named(row, by))
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.insist_unchanged(row_version)
    return row


def insist_pseudonyms(row: Any, *texts: str) -> None:
    """Refuse words that name somebody of the case in full."""
    insist(in_pseudonyms(*texts, compartment_id=row.compartment_id))
