"""What others published, worked out again: `bench/worked_values.toml` names each source beside its values."""

import pytest
from bench.worked_values import Compared, every_value

VALUES = list(every_value())


@pytest.mark.parametrize("one", VALUES, ids=lambda one: f"{one.source}, {one.name}")
def test_a_published_value_is_worked_out_again(one: Compared):
    assert one.found == one.printed


def test_there_are_thirty_values_of_six_publications_at_least():
    publications = {one.source.partition(",")[0] for one in VALUES}

    assert len(VALUES) >= 30
    assert len(publications) >= 6
