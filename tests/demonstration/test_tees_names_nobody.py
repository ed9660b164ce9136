"""Nobody is named in the layer of real agencies: a name would be a word that is not in the list."""

import re
from collections.abc import Iterator
from pathlib import Path

from goldthread.house import ROLES
from tests.demonstration.readable import TEES, TOKEN, table, tree, words_of

CAPITALISED = re.compile(r"\b[A-Z][a-z]+(?:-[A-Za-z]+)*\b")

# What the published reviews call the children, in place of their names.
PSEUDONYMS = {
    "Charley",
    "Dan",
    "Daniel",
    "Fred",
    "Joe",
    "Kingfisher",
    "Liam",
    "Riley",
    "Roo",
    "Stork",
}
WORDS = set(Path(__file__).with_name("words_of_the_tees.txt").read_text(encoding="utf-8").split())


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted(TEES.glob("*.toml")):
        yield from ((path.name, TOKEN.sub("", text)) for text in words_of(tree(path)))
    for path in sorted(TEES.glob("*.csv")):
        yield from ((path.name, text) for row in table(path) for text in row.values())


def test_every_capitalised_word_is_a_place_an_agency_a_role_or_plain_english():
    strangers = {
        (file, word)
        for file, text in texts()
        for word in CAPITALISED.findall(text)
        if word not in WORDS | PSEUDONYMS
    }

    assert strangers == set()


def test_pseudonyms_stand_only_among_reviews():
    files = {file for file, text in texts() if PSEUDONYMS & set(CAPITALISED.findall(text))}

    assert files == {"practice_reviews.csv", "report_2022_23.toml"}


def test_accounts_are_titled_by_a_role_and_a_place_or_agency():
    titles = {card.title for card in ROLES.values()}
    register = tree(TEES / "register.toml")
    places = {row["name"] for kind in ("areas", "agencies") for row in register[kind]}

    for account in tree(TEES / "accounts.toml")["accounts"]:
        role = next(title for title in titles if account["title"].startswith(f"{title}, "))
        rest = account["title"].removeprefix(f"{role}, ")
        for place in sorted(places, key=len, reverse=True):
            rest = rest.replace(place, "", 1)
        assert rest.strip(", ") == "", account["title"]
