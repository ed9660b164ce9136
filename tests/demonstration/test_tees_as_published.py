"""The Tees layer holds what the documents say, whole, and nothing without its source."""

from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest

from goldthread.house import ROLES, Role
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.periods import Period
from tests.demonstration.readable import TEES, table, tree

FIGURES = table(TEES / "figures.csv")
REGISTER = tree(TEES / "register.toml")
DOCUMENTS = tree(TEES / "documents.toml")
PRIORITIES = tree(TEES / "priorities.toml")
ACCOUNTS = tree(TEES / "accounts.toml")["accounts"]

TABLE = "5 Local safeguarding, multi-agency data table"
KNOWN = {row["key"] for kind in ("documents", "references") for row in DOCUMENTS[kind]}
# Where the indicator as shipped is in another unit than what the source prints, there are none.
UNITS = {
    Kind.COUNT: {"count"},
    Kind.MEAN: {"count"},
    Kind.PERCENTAGE: {"percent"},
    Kind.RATE: {"per 10000", "per 1000"},
}


def published(area: str, period: str, indicator: str) -> Decimal:
    [value] = [
        Decimal(row["value"])
        for row in FIGURES
        if (row["area_code"], row["period"], row["indicator"], row["breakdown"])
        == (area, period, indicator, "")
    ]
    return value


def test_all_published_figures_are_here_once():
    keys = [
        tuple(row[name] for name in ("space", "area_code", "period", "indicator", "breakdown"))
        for row in FIGURES
    ]

    assert len(FIGURES) == 228
    assert len(set(keys)) == len(keys)


def test_the_table_of_local_figures_has_eleven_rows_for_two_councils_and_three_years():
    rows = [row for row in FIGURES if row["section"] == TABLE]

    assert len(rows) == 66
    assert sum(row["unit"] == "percent" for row in rows) == 12


@pytest.mark.parametrize("row", FIGURES, ids=lambda r: f"{r['indicator']} {r['period']}")
def test_a_figure_names_an_indicator_a_place_a_period_and_a_document(row: dict[str, str]):
    indicator = catalogue()[row["indicator"]]
    items = {item for breakdown in indicator.breakdowns for item, _ in breakdown.items}
    areas = {area["code"]: area["name"] for area in REGISTER["areas"]}

    assert indicator.key == row["indicator"]
    assert row["unit"] in UNITS[indicator.kind]
    assert not row["breakdown"] or row["breakdown"] in items
    assert areas[row["area_code"]] == row["area"]
    assert str(Period.parse(row["period"])) == row["period"]
    assert row["document"] in {document["key"] for document in DOCUMENTS["documents"]}
    assert Decimal(row["value"]) >= 0
    assert row["section"]
    assert row["row"]


def test_plans_by_category_of_abuse_add_up_to_all_plans():
    plans = [r for r in FIGURES if r["document"] == "rcscb_2014_15"]
    plans = sorted(
        (r for r in plans if r["indicator"] == "child_protection_plans"), key=lambda r: r["period"]
    )

    for _, quarter in groupby(plans, key=lambda r: r["period"]):
        rows = list(quarter)
        whole = sum(int(row["value"]) for row in rows if not row["breakdown"])
        assert sum(int(row["value"]) for row in rows if row["breakdown"]) == whole


def test_contributions_add_up_to_what_is_printed():
    amounts = [int(row["amount_gbp"]) for row in table(TEES / "contributions.csv")]

    assert sum(amounts) == 4 * 65_000 + 1_158 + 6_300 == 267_458


def change(row: dict[str, str]) -> tuple[Decimal, str]:
    """The change by one rule: points for percentages, percent for everything else."""
    before, after = (
        published(row["area_code"], row[end], row["indicator"])
        for end in ("from_period", "to_period")
    )
    if catalogue()[row["indicator"]].kind is Kind.PERCENTAGE:
        return after - before, "points"
    return (after - before) * 100 / before, "percent"


def printed(row: dict[str, str]) -> tuple[Decimal, str]:
    if row["printed"] == "Static":
        return Decimal(0), "static"
    direction, amount = row["printed"].split(" ", 1)
    number = Decimal(amount.rstrip(" pts").rstrip("%"))
    unit = "points" if amount.endswith("pts") else "percent"
    return number if direction == "Up" else -number, unit


def test_where_the_source_breaks_one_rule_for_change_is_known():
    broken = {}
    for row in table(TEES / "printed_changes.csv"):
        (ours, our_unit), (theirs, their_unit) = change(row), printed(row)
        step = Decimal(1).scaleb(theirs.as_tuple().exponent)
        if their_unit == "static" and ours:
            broken[row["area_code"], row["indicator"]] = f"static for {ours} {our_unit}"
        elif their_unit not in ("static", our_unit):
            broken[row["area_code"], row["indicator"]] = f"{their_unit} for {ours} {our_unit}"
        elif abs(ours - theirs) > step / 2:
            broken[row["area_code"], row["indicator"]] = f"{theirs} for {ours:.1f} {our_unit}"

    assert broken == {
        ("E06000002", "re_referrals_12m"): "static for -0.3 points",
        ("E06000003", "re_referrals_12m"): "static for -0.44 points",
        ("E06000003", "cp_plans_neglect"): "percent for 7.9 points",
        ("E06000003", "lado_referrals"): "-1 for -1.7 percent",
    }


def rows_with_source() -> list[dict[str, Any]]:
    kinds = [REGISTER[kind] for kind in ("spaces", "areas", "agencies", "standings", "groups")]
    return [row for rows in (*kinds, REGISTER["links"], *PRIORITIES.values()) for row in rows]


@pytest.mark.parametrize("row", rows_with_source(), ids=lambda r: str(next(iter(r.values()))))
def test_no_row_is_without_a_source_that_exists(row: dict[str, Any]):
    documents = {source.split(",")[0].strip() for source in row["source"].split("; ")}

    # A place in the same document may follow a semicolon without its key.
    assert row["source"].split(",")[0].split(";")[0] in KNOWN
    assert documents & KNOWN


def test_reviews_and_contributions_name_their_document_and_agencies_that_exist():
    agencies = {agency["code"] for agency in REGISTER["agencies"]}
    rows = [*table(TEES / "contributions.csv"), *table(TEES / "practice_reviews.csv")]

    assert {row["document"] for row in rows} <= KNOWN
    assert all(row["section"] for row in rows)
    assert {row["agency"] for row in rows if "agency" in row} <= agencies


def test_the_register_points_only_at_what_it_holds():
    spaces = {space["code"] for space in REGISTER["spaces"]}
    areas = {area["code"] for area in REGISTER["areas"]}
    agencies = {agency["code"] for agency in REGISTER["agencies"]}
    groups = {group["key"]: group for group in REGISTER["groups"]}

    assert {s for space in REGISTER["spaces"] for s in space.get("members", ())} <= spaces
    assert {space["area"] for space in REGISTER["spaces"]} <= areas
    assert {code for area in REGISTER["areas"] for code in area["within"]} <= areas
    assert {code for agency in REGISTER["agencies"] for code in agency["areas"]} <= areas
    for standing in REGISTER["standings"]:
        assert set(standing["agencies"]) <= agencies
    for group in groups.values():
        assert "parent" not in group or groups[group["parent"]]["space"] == group["space"]
        assert all(groups[key]["space"] != group["space"] for key in group.get("reports_to", ()))


def test_each_partnership_has_its_four_statutory_partners():
    statutory = {
        row["space"]: row["agencies"]
        for row in REGISTER["standings"]
        if row["standing"] == "statutory"
    }

    assert {space: len(agencies) for space, agencies in statutory.items()} == {
        "STSCP": 4,
        "HSSCP": 4,
    }
    assert set(statutory["STSCP"]) & set(statutory["HSSCP"]) == {"nenc_icb", "cleveland_police"}


@pytest.mark.parametrize("space", ["STSCP", "HSSCP"])
def test_every_figure_stands_once_on_its_scorecard(space: str):
    priorities = {row["key"]: row["space"] for row in PRIORITIES["priorities"]}
    placed = [
        indicator
        for row in PRIORITIES["placings"]
        if priorities[row["priority"]] == space
        for standing in ("headline", "supporting", "context")
        for indicator in row.get(standing, ())
    ]

    assert sorted(placed) == sorted({row["indicator"] for row in FIGURES if row["space"] == space})


def test_accounts_hold_roles_in_spaces_and_agencies_that_have_standing_there():
    standing = {
        (row["space"], agency) for row in REGISTER["standings"] for agency in row["agencies"]
    }

    for account in ACCOUNTS:
        assert account["email"].endswith(".example")
        for appointment in account["appointments"]:
            card = ROLES[Role(appointment["role"])]
            assert card.of_an_agency == ("agency" in appointment)
            if card.of_an_agency:
                assert (appointment["space"], appointment["agency"]) in standing


@pytest.mark.parametrize("space", ["STSCP", "HSSCP"])
def test_each_partnership_can_be_looked_at_from_its_main_roles(space: str):
    held = [
        (appointment["role"], appointment.get("agency"))
        for account in ACCOUNTS
        for appointment in account["appointments"]
        if appointment["space"] == space
    ]

    for role in (
        Role.BUSINESS_MANAGER,
        Role.PARTNERSHIP_OFFICER,
        Role.PERFORMANCE_OFFICER,
        Role.INDEPENDENT_SCRUTINEER,
    ):
        assert (role, None) in held
    delegates = {agency for role, agency in held if role == Role.DELEGATED_SAFEGUARDING_PARTNER}
    assert len(delegates) == 4


def test_whoever_transcribes_has_an_account_and_another_checks():
    emails = {account["email"] for account in ACCOUNTS}

    assert set(DOCUMENTS["transcription"]) == {row["space"] for row in FIGURES}
    for pair in DOCUMENTS["transcription"].values():
        assert pair["transcribed_by"] != pair["checked_by"]
        assert {pair["transcribed_by"], pair["checked_by"]} <= emails


def test_texts_fit_where_they_are_kept():
    assert max(len(row["section"]) for row in FIGURES) <= 80
    assert max(len(row["row"]) for row in FIGURES) <= 40
    assert max(len(row["source"]) for row in rows_with_source()) <= 200
