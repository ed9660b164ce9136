"""The code that is read out or printed, and the token in the address."""

import hashlib
import secrets

# No vowels, so that no word comes out; nothing that is mistaken for another on paper or by telephone.
LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"
LENGTH = 8


def new_code() -> str:
    """A code of 8 characters: 27 to the power of 8, about 282,000,000,000."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def spoken(code: str) -> str:
    """As it is read out: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def as_typed(text: str) -> str:
    """What was typed, without what people put between."""
    return "".join(each for each in text.upper() if each.isalnum())


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database knows a token by."""
    return hashlib.sha256(token.encode()).hexdigest()
