"""What people do about accounts: offering, answering, letting go, joining, recovering, declaring."""

from goldthread.accounts.actions.appointing import (
    answer_offer,
    appoint,
    end_appointment,
    offer_appointment,
    offers_to,
    set_up_first_administrator,
    withdraw_offer,
)
from goldthread.accounts.actions.arriving import tie_to_provider
from goldthread.accounts.actions.conflicts import declare_conflict, end_conflict
from goldthread.accounts.actions.entering import (
    HOUSE,
    JOIN_WITHIN,
    RECOVER_WITHIN,
    open_invitation,
    recover,
    recover_by_the_installation,
    sign_out_everywhere,
)
from goldthread.accounts.actions.joining import join, sign_in, sign_in_failed
from goldthread.accounts.actions.preparing import Wanted, prepare_offers, send_offer

__all__ = [
    "HOUSE",
    "JOIN_WITHIN",
    "RECOVER_WITHIN",
    "Wanted",
    "answer_offer",
    "appoint",
    "declare_conflict",
    "end_appointment",
    "end_conflict",
    "join",
    "offer_appointment",
    "offers_to",
    "open_invitation",
    "prepare_offers",
    "recover",
    "recover_by_the_installation",
    "send_offer",
    "set_up_first_administrator",
    "sign_in",
    "sign_in_failed",
    "sign_out_everywhere",
    "tie_to_provider",
    "withdraw_offer",
]
