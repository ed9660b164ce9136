"""The indicators worked out a second time, a row at a time in plain Python, to hold the expressions against.

Nothing here is taken from the definitions: months are reckoned with dates.
"""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta

import holidays

HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2027))


def later(day, months):
    """The same day so many months later, or the month's last."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_days(first, last):
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in HOLIDAYS for day in days)


def rows(events, name):
    return events.tables[name].to_pylist()


def within(period, day):
    return day is not None and period.starts_on <= day <= period.ends_on


def open_on(day, span):
    return span["started_on"] <= day and (span["ended_on"] is None or span["ended_on"] > day)


def open_once(spans, day):
    """The span of each child that is open on a day, the one that began last."""
    found = {}
    for span in sorted(spans, key=lambda s: (s["started_on"], s["row"])):
        if open_on(day, span):
            found[span["child"]] = span
    return list(found.values())


def share(found, flag):
    return sum(map(flag, found)), len(found)


def re_referrals(events, period):
    by_child = defaultdict(list)
    for row in rows(events, "referrals"):
        by_child[row["child"]].append((row["on"], row["row"]))
    again = total = 0
    for days in by_child.values():
        days.sort()
        for at, (on, _) in enumerate(days):
            if within(period, on):
                total += 1
                again += at > 0 and on <= later(days[at - 1][0], 12)
    return again, total


def assessments_in_time(events, period):
    found = [row for row in rows(events, "assessments") if within(period, row["on"])]

    def in_time(row):
        first = row["counted_from"]
        return first is not None and first <= row["on"] and working_days(first, row["on"]) <= 45

    return share(found, in_time)


def conferences_in_time(events, period):
    found = [row for row in rows(events, "conferences") if within(period, row["on"])]

    def in_time(row):
        first = row["enquiry_on"]
        return first is not None and first <= row["on"] and working_days(first, row["on"]) <= 15

    return share(found, in_time)


def second_plans(events, period):
    plans = sorted(rows(events, "plans"), key=lambda row: (row["started_on"], row["row"]))
    ended = defaultdict(list)
    again = total = 0
    for plan in plans:
        if within(period, plan["started_on"]):
            total += 1
            last = max(ended[plan["child"]], default=None)
            again += last is not None and plan["started_on"] <= later(last, 24)
        if plan["ended_on"] is not None:
            ended[plan["child"]].append(plan["ended_on"])
    return again, total


def reviews_in_time(events, period):
    end, known_from = period.ends_on, date(2000, 1, 1)
    reviews = defaultdict(list)
    for review in rows(events, "plan_reviews"):
        reviews[review["plan"]].append(review["on"])
    found = [p for p in open_once(rows(events, "plans"), end) if end >= later(p["started_on"], 3)]

    def in_time(plan):
        assert plan["started_on"] >= known_from
        before, months = plan["started_on"], 3
        for on in sorted(reviews[plan["row"]]):
            if plan["started_on"] <= on <= end:
                if on > later(before, months):
                    return False
                before, months = on, 6
        return end <= later(before, months)

    return share(found, in_time)


def two_years(events, period):
    found = open_once(rows(events, "plans"), period.ends_on)
    return share(found, lambda plan: (period.ends_on - plan["started_on"]).days > 729)


def need(events, period):
    return sum(open_on(period.ends_on, row) for row in rows(events, "need"))


def need_plans(events, period):
    protected = {row["child"] for row in rows(events, "plans") if open_on(period.ends_on, row)}
    plans = open_once(rows(events, "need_plans"), period.ends_on)
    return sum(plan["child"] not in protected for plan in plans)


def three_placements(events, period):
    end, before = period.ends_on, later(period.ends_on, -12)
    placed = defaultdict(int)
    for row in rows(events, "placements"):
        if row["is_counted"]:
            is_new = row["is_new"] and before < row["started_on"] <= end
            ran_on = row["started_on"] <= before and (
                row["ended_on"] is None or row["ended_on"] > before
            )
            placed[row["child"]] += bool(is_new or ran_on)
    return share(open_once(rows(events, "care"), end), lambda row: placed[row["child"]] >= 3)


def missing(events, period):
    was = {row["child"] for row in rows(events, "missing") if within(period, row["on"])}
    there = {
        row["child"]
        for row in rows(events, "care")
        if row["started_on"] <= period.ends_on
        and (row["ended_on"] is None or row["ended_on"] >= period.starts_on)
    }
    return len(there & was), len(there)


def dental(events, period):
    end = period.ends_on
    found = [c for c in open_once(rows(events, "care"), end) if later(c["started_on"], 12) <= end]
    return share(
        found,
        lambda row: row["last_dental_on"] is not None and later(row["last_dental_on"], 12) >= end,
    )


BY_SOURCE = {
    "census": {
        "re_referrals_12m": re_referrals,
        "assessments_within_45_days": assessments_in_time,
        "initial_conferences_within_15_days": conferences_in_time,
        "second_plans_24m": second_plans,
        "cp_reviews_in_time": reviews_in_time,
        "cp_plans_two_years": two_years,
        "children_in_need": need,
        "children_in_need_plans": need_plans,
    },
    "ssda903": {"three_or_more_placements": three_placements, "care_missing_share": missing},
    "annex_a": {"care_dental_checks": dental},
}
