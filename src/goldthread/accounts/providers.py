"""Organisations whose own sign-in lets their people in, and what this installation believes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What says that an address is proved: the standard's own claim, and Entra's (the domain is theirs).
PROVED = ("email_verified", "xms_edov")


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One organisation's OpenID Connect provider.

    `domains` are the ends of addresses (after the @) that it may speak for. `vouches` says that it
    proves every address there, where its tokens do not say so themselves. `second_steps` are the
    values of `amr` or `acr` that stand for a second step of its own; empty where ours follows.
    """

    code: str
    name: str
    issuer: str
    client: str
    secret: str
    domains: frozenset[str]
    vouches: bool = False
    second_steps: frozenset[str] = frozenset()

    def proved_address(self, claims: Mapping[str, Any]) -> str:
        """The e-mail address, in small letters, that this provider proves by a token; else empty."""
        address = str(claims.get("email") or "").strip().lower()
        box, _, domain = address.rpartition("@")
        said = [claims[name] for name in PROVED if name in claims]
        is_proved = all(value is True for value in said) if said else self.vouches
        # Other letters become English ones when they are made small or large: none of them is proved.
        is_plain = str(claims.get("email") or "").isascii()
        return address if is_plain and is_proved and box and domain in self.domains else ""

    def took_second_step(self, claims: Mapping[str, Any]) -> bool:
        """Whether a token tells of a second step that this installation trusts."""
        said = claims.get("amr") or ()
        said = {said} if isinstance(said, str) else set(said)
        return bool(self.second_steps & (said | {claims.get("acr")}))
