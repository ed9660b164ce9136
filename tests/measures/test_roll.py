from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.measures.roll import year_from_quarters
from goldthread.measures.values import Measured

YEAR = Period.year(2014)


def rolled(key, *quarters):
    held = {
        quarter: measured if isinstance(measured, Measured) else Measured.counted(measured)
        for quarter, measured in zip(YEAR.quarters(), quarters, strict=True)
        if measured is not None
    }
    return year_from_quarters(catalogue()[key], YEAR, held)


def test_a_flow_adds_up():
    assert rolled("early_help_assessments", 184, 154, 207, 171) == Measured.counted(716)


def test_a_stock_is_its_last_quarter():
    assert rolled("child_protection_plans", 185, 139, 117, 120) == Measured.counted(120)
    assert rolled("child_protection_plans", None, None, None, 120) == Measured.counted(120)


def test_a_percentage_of_a_flow_is_worked_out_from_the_added_parts_not_averaged():
    quarters = [
        Measured.from_parts(above, below) for above, below in [(1, 2), (9, 90), (0, 8), (0, 0)]
    ]

    assert rolled("re_referrals_12m", *quarters) == Measured.from_parts(10, 100)


def test_a_percentage_of_a_stock_is_its_last_quarter_even_where_only_stated():
    assert rolled("cp_plans_neglect", None, None, None, D("57.6")) == Measured.counted(D("57.6"))


def test_a_missing_quarter_leaves_no_year_and_is_named():
    assert rolled("referrals", 5, None, 4, 4).missing == "No value for 2014-15 without quarter 2"
    assert rolled("referrals", None, None, 4, None).missing == (
        "No value for 2014-15 without quarters 1, 2 and 4"
    )
    assert rolled("child_protection_plans", 5, 5, 5, None).missing == (
        "No value for 2014-15 without quarter 4"
    )
    assert rolled("referrals", 5, Measured.none("not returned"), 4, 4).value is None


def test_a_stated_quarter_of_a_flow_leaves_no_year():
    known = Measured.from_parts(1, 4)

    assert rolled("re_referrals_12m", known, Measured.counted(25), known, known).missing == (
        "No value for 2014-15 without the parts of quarter 2"
    )


def test_children_counted_once_can_not_be_added():
    assert "the year must be given itself" in rolled("missing_children", 90, 80, 70, 60).missing


def test_a_mean_is_worked_out_with_its_own_multiplier():
    quarters = [Measured.from_parts(above, 3, 1) for above in (2100, 1900, 2000, 2028)]

    assert rolled("front_door_contacts_monthly_average", *quarters).value == 669


@pytest.mark.parametrize("key", ["referrals_rate", "enquiries_to_conference", "suspensions_rate"])
def test_what_is_derived_is_derived_from_the_years_own_counts(key):
    with pytest.raises(ValueError, match="from the year's own counts"):
        rolled(key, 1, 2, 3, 4)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(100, 500)), min_size=4, max_size=4))
def test_the_year_of_a_percentage_lies_between_its_quarters(parts):
    quarters = [Measured.from_parts(above, below) for above, below in parts]

    year = rolled("re_referrals_12m", *quarters).value

    values = [quarter.value for quarter in quarters]
    assert min(values) - D("0.000001") <= year <= max(values) + D("0.000001")
