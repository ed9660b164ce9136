"""The areas that imported tables have taught: the Department's number of each, its code and its name."""

from goldthread.access.spaces import working_everywhere
from goldthread.performance.models import PublishedValue
from goldthread.performance.published.tables import Areas


def taught_areas() -> Areas:
    """By number and by name, as tables need them that name an area and give no code; the later wins.

    Only what counts for all has taught, so that no partnership's import tells another's anything.
    """
    with working_everywhere():
        rows = (
            PublishedValue.objects.filter(space__isnull=True, is_current=True)
            .exclude(old_area_code="")
            .order_by("period")
            .values_list("old_area_code", "area_code", "area_name", "period")
            .distinct()
        )
        areas: dict[str, tuple[str, str]] = {}
        for number, code, name, _ in rows:
            areas[number] = areas[name.casefold()] = (code, name)
        return areas
