"""Which names stand for one another, and which words are names at all."""

import tomllib
from functools import cache
from importlib.resources import files

from nicknames import NickNamer


@cache
def _groups() -> dict[str, frozenset[str]]:
    """A name to all that stand in one of its groups."""
    found: dict[str, set[str]] = {}
    for line in _file("nicknames.toml")["groups"]:
        names = line.split()
        for name in names:
            found.setdefault(name, set()).update(names)
    return {name: frozenset(names) for name, names in found.items()}


@cache
def _english() -> NickNamer:
    return NickNamer()


@cache
def _file(name: str) -> dict:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def also_called(name: str) -> frozenset[str]:
    """The other forms of a given name: nicknames, whole names, spellings."""
    english = _english()
    found = english.nicknames_of(name) | english.canonicals_of(name)
    return frozenset(_groups().get(name, frozenset()) | found) - {name}


@cache
def given_names() -> frozenset[str]:
    """The given names that we know."""
    return frozenset(_groups()) | frozenset(_file("nicknames.toml")["given"].split())


@cache
def names_that_are_words() -> frozenset[str]:
    """Names that are words too."""
    return frozenset(_file("nicknames.toml")["words"].split())


@cache
def plain_words() -> frozenset[str]:
    """Words that stand with a capital and are no names."""
    return listed("words")


@cache
def listed(name: str) -> frozenset[str]:
    """One list of `plain_words.toml`."""
    return frozenset(in_order(name))


def in_order(name: str) -> tuple[str, ...]:
    """One list of `plain_words.toml` as it stands there."""
    return tuple(_file("plain_words.toml")[name].split())
