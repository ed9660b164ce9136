"""What two people wrote, side by side."""

from hypothesis import given
from hypothesis import strategies as st

from goldthread.yearly_report.differences import differences, stretches

texts = st.lists(st.sampled_from(["We", "met", "eleven", "times.", "\n", " "])).map(" ".join)


@given(texts, texts)
def test_no_word_of_either_is_lost(theirs, yours):
    found = list(stretches(theirs, yours))

    assert "".join(each.words for each in found if each.theirs).split() == theirs.split()
    assert "".join(each.words for each in found if each.yours).split() == yours.split()


def test_only_the_fields_that_differ_are_shown():
    labels = {"text": "Passage", "source": "Source"}

    found = differences(labels, {"text": "a b", "source": "s"}, {"text": "a c", "source": "s"})

    assert [each.label for each in found] == ["Passage"]
    assert [(s.words, s.theirs, s.yours) for s in found[0].stretches] == [
        ("a ", True, True),
        ("b", True, False),
        ("c", False, True),
    ]
