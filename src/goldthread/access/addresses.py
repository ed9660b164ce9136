"""Random ids in addresses: nothing else that stands in their place comes as far as the database."""

import re

from django.urls.converters import StringConverter


class RandomId(StringConverter):
    """`<random_id:public_id>`: as `rows.new_public_id` makes them."""

    regex = "[A-Za-z0-9_-]{22}"


def is_random_id(text: str) -> bool:
    """Whether a text may be a random id."""
    return re.fullmatch(RandomId.regex, text) is not None
