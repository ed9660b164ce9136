"""The letters that there are: fixed words, with room for a partnership's name, a date and a count.

Whoever writes chooses one of these and gives an address of ours. Nothing else can be put into a letter,
so that one that goes astray, or lights up on somebody's telephone, tells nothing.
"""

from dataclasses import dataclass, field

SUBJECT = "Goldthread: {}"
FOOT = "Goldthread sent this by itself. Nobody reads answers to it."
IF_NOT_YOU = (
    "If this was not you, tell the business manager of your partnership now: they can close the "
    "account to everybody and let you back in."
)


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter: its name, its neutral title, and its line.

    Room in the line: {partnership}, {day}, {moment}, {things} ("3 things") and {late}.
    """

    name: str
    title: str
    line: str
    after: str = field(default="")  # what stands below the link

    @property
    def subject(self) -> str:
        return SUBJECT.format(self.title)


INVITATION = LetterKind(
    "invitation",
    "your account",
    "Open this address in your browser to choose a password. It works once, until {moment}.",
)
OFFER = LetterKind(
    "offer",
    "an appointment is offered to you",
    "{partnership} would like to appoint you. Sign in to read what as, and to accept or decline it.",
)
RETURN_DUE = LetterKind(
    "return due",
    "a return is waiting for you",
    "A return is waiting for your agency, due {day}. It was asked for by {partnership}.",
)
RETURN_CHANGED = LetterKind(
    "return changed",
    "a return was changed",
    "What {partnership} asks of your agency in a return was changed. It is due {day}.",
)
RETURN_WITHDRAWN = LetterKind(
    "return withdrawn",
    "a return was withdrawn",
    "{partnership} has withdrawn a return that it had asked of your agency.",
)
DIGEST = LetterKind(
    "what is due",
    "what is due from you",
    "{things} due from you{late}.",
    "How often this comes, and when, is your choice: see Your account.",
)
LINK = LetterKind(
    "link for one request",
    "you are asked for one thing",
    "{partnership} asks you for one thing, and you need no account for it. The address below opens "
    "with a code that {partnership} gives you by telephone or on paper. It works until {day}.",
    "If you do not know what this is about, ring {partnership} on a number that you know.",
)
NEW_PASSWORD = LetterKind(
    "password reset key",
    "choose a new password",
    "Somebody asked for a new password for your account. If it was you, open this address in your "
    "browser. It works once.",
    "If it was not you, do nothing: your password stays as it is.",
)
NO_ACCOUNT = LetterKind(
    "unknown account",
    "no account with this address",
    "Somebody asked for a new password for an account with this address. There is none. If it was "
    "you, try your other address, or ask the business manager of your partnership to invite you.",
    "If it was not you, do nothing.",
)


def _changed(name: str, what: str) -> LetterKind:
    line = f"Something that keeps your account safe was changed on {{moment}}: {what}."
    return LetterKind(name, "your account was changed", line, IF_NOT_YOU)


TIED = _changed("tied", "your organisation’s sign-in now opens it")
ACCOUNT_CHANGED = _changed("account changed", "sign in to see how you sign in now")
ACCOUNT_KINDS = {
    kind.name: kind
    for kind in (
        NEW_PASSWORD,
        NO_ACCOUNT,
        _changed("password changed", "your password"),
        _changed("password reset", "your password"),
        _changed("password set", "your password"),
        _changed("totp activated", "an authenticator app was set up"),
        _changed("totp deactivated", "the authenticator app was taken away"),
        _changed("recovery codes generated", "new recovery codes were made"),
        _changed("webauthn added", "a passkey was added"),
        _changed("webauthn removed", "a passkey was taken away"),
        _changed("account connected", "another organisation’s sign-in now opens it"),
        _changed("account disconnected", "another organisation’s sign-in opens it no more"),
    )
}

KINDS = {
    kind.name: kind
    for kind in (
        INVITATION,
        OFFER,
        RETURN_DUE,
        RETURN_CHANGED,
        RETURN_WITHDRAWN,
        DIGEST,
        LINK,
        TIED,
        ACCOUNT_CHANGED,
        *ACCOUNT_KINDS.values(),
    )
}
