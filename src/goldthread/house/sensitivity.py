"""How sensitive a field is; every field of every model carries one of these."""

from enum import IntEnum


class Sensitivity(IntEnum):
    """Classes of `docs/explanation/sensitivity.md`, lowest first."""

    PUBLIC = 1
    PARTNERSHIP = 2
    PERSONAL = 3
    SPECIAL = 4
    SEALED = 5
