"""The invented partnership is whole, is like no real place, and its returns stand in every state."""

import pytest

from goldthread.house import ROLES, Role
from goldthread.measures.catalogue import Frequency, catalogue
from tests.demonstration.readable import EASTMARCH, TEES, table, tree, words_of
from tests.demonstration.test_eastmarch_series import QUARTERS, SERIES, limits, numbers, shares

REGISTER = tree(EASTMARCH / "register.toml")
PEOPLE = tree(EASTMARCH / "people.toml")
ACCOUNTS = tree(EASTMARCH / "accounts.toml")["accounts"]
PRIORITIES = tree(EASTMARCH / "priorities.toml")
RETURNS = tree(EASTMARCH / "returns.toml")

APPOINTMENTS = [
    (person["email"], appointment)
    for person in PEOPLE["people"]
    for appointment in person["appointments"]
]


def is_held(appointment: dict) -> bool:
    return appointment["starts_in_days"] <= 0 <= appointment.get("ends_in_days", 0)


HELD = [(email, appointment) for email, appointment in APPOINTMENTS if is_held(appointment)]


def test_the_layers_share_no_code_no_name_and_no_place():
    real = tree(TEES / "register.toml")
    for kind in ("spaces", "areas", "agencies"):
        assert not {row["code"] for row in REGISTER[kind]} & {row["code"] for row in real[kind]}
        assert not {row["name"] for row in REGISTER[kind]} & {row["name"] for row in real[kind]}
    texts = " ".join(text for path in EASTMARCH.glob("*.toml") for text in words_of(tree(path)))
    for area in real["areas"]:
        assert area["name"] not in texts


def test_codes_of_areas_can_not_be_taken_for_real_ones():
    codes = {area["code"] for area in REGISTER["areas"]} - {"EWSCP"}

    assert all(code.startswith("X") for code in codes)
    assert {row["area"] for row in table(EASTMARCH / "series.csv")} <= codes | {"EWSCP"}


def test_every_address_is_reserved():
    assert all(person["email"].endswith(".example") for person in PEOPLE["people"])


def test_the_register_points_only_at_what_it_holds():
    areas = {area["code"] for area in REGISTER["areas"]}
    agencies = {agency["code"] for agency in REGISTER["agencies"]}
    groups = {group["key"] for group in REGISTER["groups"]}
    standing = [agency for row in REGISTER["standings"] for agency in row["agencies"]]

    assert {code for area in REGISTER["areas"] for code in area["within"]} <= areas
    assert {code for agency in REGISTER["agencies"] for code in agency["areas"]} <= areas
    assert sorted(standing) == sorted(agencies)
    assert {group["parent"] for group in REGISTER["groups"] if "parent" in group} <= groups


def test_every_role_is_held_and_an_agency_is_named_only_where_it_belongs():
    agencies = {agency["code"] for agency in REGISTER["agencies"]}

    assert {appointment["role"] for _, appointment in HELD} == set(ROLES)
    for _, appointment in APPOINTMENTS:
        assert ROLES[Role(appointment["role"])].of_an_agency == ("agency" in appointment)
        assert appointment.get("agency") in agencies | {None}


def test_one_appointment_has_ended_one_is_to_come_and_one_will_end():
    ended = [a for _, a in APPOINTMENTS if a.get("ends_in_days", 0) < 0]
    coming = [a for _, a in APPOINTMENTS if a["starts_in_days"] > 0]
    ending = [a for _, a in HELD if "ends_in_days" in a]

    assert len(ended) == 1
    assert ended[0]["ended_because"]
    assert len(coming) == 1
    assert {a["role"] for a in ending} == {"independent_scrutineer", "independent_reviewer"}


def test_people_are_told_apart_and_hold_at_most_one_role_or_send_figures_beside_it():
    names = [person["name"] for person in PEOPLE["people"]]
    twice = [p for p in PEOPLE["people"] if len(p["appointments"]) > 1]

    assert len(set(names)) == len(names)
    assert [{a["role"] for a in p["appointments"]} for p in twice] == [
        {"partnership_officer", "data_submitter"}
    ]


def test_conflicts_are_declared_by_people_about_agencies_that_exist():
    emails = {person["email"] for person in PEOPLE["people"]}
    agencies = {agency["code"] for agency in REGISTER["agencies"]}

    assert PEOPLE["conflicts"]
    for conflict in PEOPLE["conflicts"]:
        assert conflict["person"] in emails
        assert conflict["subject_kind"] == "agency"
        assert conflict["subject"] in agencies


def test_every_account_is_somebody_who_holds_that_role_now():
    held = {(email, appointment["role"]) for email, appointment in HELD}

    assert all((account["email"], account["role"]) in held for account in ACCOUNTS)
    assert {account["role"] for account in ACCOUNTS} == set(ROLES)
    for account in ACCOUNTS:
        assert account["title"].startswith(ROLES[Role(account["role"])].title)


def test_a_figure_stands_at_most_once_on_the_scorecard_and_can_be_worked_out():
    keys = {name for name, _, _ in SERIES}
    placed = [
        indicator
        for row in PRIORITIES["placings"]
        for standing in ("headline", "supporting", "context")
        for indicator in row.get(standing, ())
    ]

    assert len(set(placed)) == len(placed)
    for indicator in map(catalogue().__getitem__, placed):
        parts = {indicator.numerator_key, indicator.denominator_key} - {""}
        assert parts <= keys if indicator.is_derived else indicator.key in keys


def asked() -> dict[tuple[str, str, str], str]:
    """Who is asked, by how often, indicator and area."""
    found: dict[tuple[str, str, str], str] = {}
    for row in RETURNS["asked"]:
        for agency in row["agencies"]:
            for area in RETURNS["areas"][agency]:
                for indicator in row["indicators"]:
                    assert (row["every"], indicator, area) not in found
                    found[row["every"], indicator, area] = agency
    return found


def test_every_number_is_asked_of_one_agency_and_nothing_is_asked_that_is_not_there():
    profile = tree(EASTMARCH / "documents.toml")["documents"][0]["indicators"]
    given = set()
    for (name, area, _), rows in SERIES.items():
        if any(quarter for _, quarter in rows):
            termly = catalogue()[name].frequency is Frequency.TERMLY
            given.add(("term" if termly else "quarter", name, area))
        if any(not quarter for _, quarter in rows):
            given.add(("year", name, area))

    assert set(asked()) == {key for key in given if key[1] not in profile}


def test_each_kind_of_agency_is_asked_for_its_own():
    kinds = {
        "council": {"eastmarch_council", "wellbridge_council"},
        "police": {"quillshire_police"},
        "health": {"quillshire_hospitals", "thornmere_trust", "harrowfen_trust"},
        "youth_justice": {"ew_youth_justice"},
        "partnership": {"ewscp_business_unit"},
    }

    for (_, indicator, _), agency in asked().items():
        assert agency in kinds[catalogue()[indicator].agency]


def test_every_asked_agency_has_somebody_who_signs_and_somebody_else_accepts():
    signs = {a["agency"]: email for email, a in HELD if a["role"] == "data_submitter"}
    accepts = RETURNS["people"]["accepts"]
    nine_years = -9 * 365

    assert set(signs) == set(RETURNS["areas"])
    assert accepts not in signs.values()
    assert ("performance_officer", accepts) in {(a["role"], email) for email, a in HELD}
    for email, appointment in HELD:
        if email == accepts or email in signs.values():
            assert appointment["starts_in_days"] < nine_years


def test_the_newest_returns_are_left_in_every_state():
    left = [(row["state"], row["quarters_ago"]) for row in RETURNS["left"]]
    newest = [row["agency"] for row in RETURNS["left"] if row["quarters_ago"] == 0]

    assert {state for state, _ in left} == {
        "accepted",
        "submitted",
        "draft",
        "queried",
        "not_begun",
        "replaced",
    }
    assert sorted(newest) == sorted(RETURNS["areas"])
    # Due a month after its quarter, a return of the quarter before is late on any day.
    assert ("not_begun", 1) in left


def test_the_late_return_came_after_it_was_due():
    [late] = [row for row in RETURNS["left"] if "signed" in row]

    assert late["signed"] > RETURNS["days"]["quarter_due"]


@pytest.mark.parametrize("newest", range(-4, 0))
def test_what_was_typed_instead_of_the_series_raises_a_query(newest: int):
    quarter = len(QUARTERS) + newest
    for row in RETURNS["left"]:
        for cell in row.get("typed", ()):
            at = quarter - row["quarters_ago"]
            if "value" in cell:
                typed, usual = cell["value"], numbers(cell["indicator"], cell["area"])
            else:
                typed = 100 * cell["numerator"] / cell["denominator"]
                usual = shares(cell["indicator"], cell["area"])
            low, high = limits(usual[at - 12 : at])
            assert not low <= typed <= high


def test_answers_of_the_past_are_about_figures_that_were_asked():
    for row in RETURNS["answered"]:
        assert asked()["quarter", row["indicator"], row["area"]] == row["agency"]
        assert (str(row["year"]), str(row["quarter"])) in QUARTERS
