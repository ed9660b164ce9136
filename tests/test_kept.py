"""What was worked out before is given again only where it was made of equal content."""

import contextlib

from goldthread.house.kept import Kept


def test_what_is_made_of_equal_content_is_made_once():
    kept, made = Kept(most=2), []

    for _ in range(3):
        answer = kept.get("which", {"of": [1, 2]}, lambda: made.append(1) or len(made))

    assert (answer, made) == (1, [1])


def test_content_that_changed_is_worked_out_anew_and_so_is_what_it_was_before():
    kept = Kept(most=2)

    answers = [kept.get("which", content, content.copy) for content in ([1], [2], [1])]

    assert answers == [[1], [2], [1]]


def test_another_key_is_never_given_what_was_made_for_the_first():
    kept = Kept(most=2)

    kept.get(("card", "working"), [3], lambda: "3")

    assert kept.get(("card", "public"), [3], lambda: "c") == "c"


def test_the_result_used_longest_ago_goes_first():
    kept, made = Kept(most=2), []

    def get(key):
        return kept.get(key, (), lambda: made.append(key))

    for key in ("a", "b", "a", "c", "a", "b"):
        get(key)

    assert made == ["a", "b", "c", "b"]


def test_what_could_not_be_made_is_not_kept():
    kept = Kept(most=2)

    with contextlib.suppress(ZeroDivisionError):
        kept.get("which", (), lambda: 1 / 0)

    assert kept.get("which", (), lambda: "made") == "made"
