"""Who sits in a group, and who of them may do something there."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import F

from goldthread.accounts.models import GroupMember
from goldthread.house import Permission, registry
from goldthread.register.models import in_date


def members_who_may(
    permission: Permission, groups: Collection[int], *, on: date
) -> dict[int, frozenset[int]]:
    """The people of each group on a day whose appointment there holds a permission, by the group's id.

    A group in which nobody does is left out. One query, none for no group.
    """
    if not groups:
        return {}
    roles = registry.permissions().get(permission, frozenset())
    rows = GroupMember.objects.filter(
        in_date(on),
        in_date(on, "person__appointments__"),
        group_id__in=groups,
        person__is_active=True,
        person__appointments__space_id=F("space_id"),
        person__appointments__role__in=roles,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for group, person in rows.values_list("group_id", "person_id"):
        found[group].add(person)
    return {group: frozenset(people) for group, people in found.items()}
