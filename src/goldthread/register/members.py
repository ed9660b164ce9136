"""Who belongs to a partnership: its statutory safeguarding partners."""

from datetime import date

from django.db.models import Q

from goldthread.access.spaces import working_everywhere
from goldthread.register.models import Agency, Membership, in_date


def statutory_partners(space_id: int, *, on: date) -> list[Agency]:
    """The statutory safeguarding partners of a partnership on a day, by name."""
    return _partners(Q(space_id=space_id), on)


def is_statutory(agency: Agency, *, space_id: int, on: date) -> bool:
    """Whether an agency is one of the partnership's safeguarding partners on a day.

    In a collaboration it is one where it is a partner of any partnership that takes part.
    """
    with working_everywhere():
        return agency in _partners(Q(space_id=space_id) | Q(space__collaborations=space_id), on)


def _partners(where: Q, on: date) -> list[Agency]:
    statutory = Membership.Standing.STATUTORY
    held = Membership.objects.filter(where, in_date(on), standing=statutory)
    partners = {row.agency_id: row.agency for row in held.select_related("agency")}
    return sorted(partners.values(), key=lambda agency: agency.name)
