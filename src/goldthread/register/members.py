"""Questions about who belongs to a partnership."""

from datetime import date

from django.db.models import Q

from goldthread.access.spaces import working_everywhere
from goldthread.register.models import Agency, Membership, in_date


def is_statutory(agency: Agency, *, space_id: int, on: date) -> bool:
    """Whether an agency is one of the partnership's safeguarding partners on a day.

    In a collaboration it is one where it is a partner of any partnership that takes part.
    """
    with working_everywhere():
        return Membership.objects.filter(
            in_date(on),
            Q(space_id=space_id) | Q(space__collaborations=space_id),
            agency=agency,
            standing=Membership.Standing.STATUTORY,
        ).exists()
