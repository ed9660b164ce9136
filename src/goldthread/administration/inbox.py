"""What administration asks of somebody: to answer an offer."""

from datetime import date

from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.accounts.actions import offers_to
from goldthread.house import InboxItem


def offers_to_answer(principal: Principal, on: date) -> list[InboxItem]:
    """The roles that are offered to this person, in whatever partnership."""
    return [
        InboxItem(
            kind="administration.offer",
            title=f"Answer whether you will be {offer.title.lower()}",
            why=f"{offer.space} asks you" + (f", for {offer.agency}." if offer.agency else "."),
            url=reverse("answer-offer", args=[offer.public_id]),
            button="Answer",
            due_on=None,
        )
        for offer in offers_to(principal.acting_id, on=on)
    ]
