"""The organisations that may sign their people in, from the environment and the keys folder."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from goldthread.accounts.providers import Provider

NAMED = "GOLDTHREAD_PROVIDERS"
# Tokens of these issuers of Entra speak for every organisation in the world.
OF_EVERYBODY = ("common", "organizations", "consumers")


def providers(environment: Mapping[str, str], folder: Path) -> dict[str, Provider]:
    """The providers named in GOLDTHREAD_PROVIDERS, by code; none where nothing is named.

    Raises ImproperlyConfigured, with what is missing or wrong in one sentence.
    """
    return {code: _provider(code, environment, folder) for code in _words(environment.get(NAMED))}


def for_the_library(providers: Mapping[str, Provider]) -> dict[str, Any]:
    """The same as the setting of the sign-in library. Claims come from the signed token alone."""
    apps = [
        {
            "provider_id": provider.code,
            "name": provider.name,
            "client_id": provider.client,
            "secret": provider.secret,
            "settings": {"server_url": provider.issuer, "fetch_userinfo": False},
        }
        for provider in providers.values()
    ]
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}


def _provider(code: str, environment: Mapping[str, str], folder: Path) -> Provider:
    if not re.fullmatch(r"[a-z][a-z0-9]{0,30}", code):
        raise ImproperlyConfigured(f"{NAMED} names '{code}': use small letters and figures.")

    def said(what: str, *, is_needed: bool = True) -> str:
        name = f"GOLDTHREAD_PROVIDER_{code.upper()}_{what}"
        value = environment.get(name, "").strip()
        if is_needed and not value:
            raise ImproperlyConfigured(f"{NAMED} names '{code}', and {name} is not set.")
        return value

    return Provider(
        code=code,
        name=said("NAME"),
        issuer=_issuer(code, said("ISSUER")),
        client=said("CLIENT"),
        secret=said("SECRET", is_needed=False) or _secret(code, folder),
        domains=frozenset(_words(said("DOMAINS").lower())),
        vouches=said("VOUCHES", is_needed=False).lower() in ("1", "yes", "true", "on"),
        second_steps=frozenset(_words(said("SECOND_STEPS", is_needed=False))),
    )


def _issuer(code: str, address: str) -> str:
    """Over HTTPS, which proves whose keys and tokens they are; on this machine also without."""
    parts = urlsplit(address)
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (is_here and parts.scheme == "http"):
        raise ImproperlyConfigured(f"The issuer of '{code}' must begin with https://.")
    if set(parts.path.split("/")) & set(OF_EVERYBODY):
        raise ImproperlyConfigured(
            f"The issuer of '{code}' is that of every organisation: give the one of this tenant."
        )
    return address.rstrip("/")


def _secret(code: str, folder: Path) -> str:
    name = f"provider-{code}.key"
    try:
        return (folder / name).read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{NAMED} names '{code}': put its secret into the file {name} of the keys folder, or "
            f"into GOLDTHREAD_PROVIDER_{code.upper()}_SECRET."
        ) from error


def _words(text: str | None) -> list[str]:
    return (text or "").replace(",", " ").split()
