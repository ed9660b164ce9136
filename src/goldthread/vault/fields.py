"""A text field whose column holds no word of it: sealed by the vault, and never searched or sorted by."""

from typing import Any

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from goldthread.vault.sealing import is_newest, seal, unseal


class Sealed(bytes):
    """What came from the database and was not opened yet."""


class _Opens(DeferredAttribute):
    """Opens a sealed text when it is first read, so that a list that shows none opens none."""

    def __get__(self, row: Any, owner: Any = None) -> Any:
        value = super().__get__(row, owner)
        if isinstance(value, Sealed):
            value = row.__dict__[self.field.attname] = unseal(value, to=_place(self.field, row))
        return value

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


def _place(field: models.Field, row: Any) -> str:
    return f"{row._meta.label_lower}.{field.name} {row.public_id}"


class SealedTextField(models.Field):
    """Text, encrypted at rest and bound to its own row and field; blank is kept as nothing at all."""

    descriptor_class = _Opens
    empty_strings_allowed = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs["default"] = ""
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("blank", "default", "editable"):
            kwargs.pop(implied, None)
        return name, path, list(args), kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[Any]:
        """Refuse an index: a sealed text is never looked up."""
        found = super().check(**kwargs)
        if getattr(self, "db_index", False) or self.unique:
            found.append(checks.Error("A sealed text has no index.", obj=self, id="vault.E001"))
        return found

    def get_lookup(self, lookup_name: str) -> Any:
        """None is given: a query by a sealed text is a programming error."""
        return None

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return Sealed(value) if value else ""

    def pre_save(self, row: Any, add: bool) -> Any:
        value = row.__dict__.get(self.attname, "")
        if isinstance(value, Sealed):
            return value
        return Sealed(seal(value, to=_place(self, row))) if value else Sealed()

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value == "":
            value = Sealed()
        if not isinstance(value, Sealed):
            raise TypeError("A sealed text is saved with its row, never by a query.")
        return connection.Database.Binary(bytes(value))

    def is_sealed_anew(self, row: Any) -> bool:
        """Whether the row's text stands under an earlier key; it is then opened, to be sealed by the newest."""
        value = row.__dict__.get(self.attname, "")
        if not isinstance(value, Sealed) or is_newest(value):
            return False
        getattr(row, self.attname)
        return True
