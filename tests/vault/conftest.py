import pytest

from tests.reviews.builders import Case


@pytest.fixture
def case(db):
    return Case()
