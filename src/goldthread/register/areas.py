"""What areas are made of."""

from goldthread.register.models import Area


def parts_of_areas() -> dict[str, tuple[str, ...]]:
    """The codes of the areas that make up each partnership's, by its code and in order.

    Of other areas, such as a region, the parts are unknown here.
    """
    areas = Area.objects.filter(kind=Area.Kind.PARTNERSHIP).prefetch_related("parts")
    found = {
        area.code: tuple(sorted(part.code for part in area.parts.all()))
        for area in areas.order_by("code")
    }
    return {code: parts for code, parts in found.items() if parts}
