"""Sealing everything anew after the key of the vault was changed, so that earlier keys are needed no more."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from goldthread.access.spaces import working_everywhere
from goldthread.vault.actions import fingerprint_anew
from goldthread.vault.fields import SealedTextField
from goldthread.vault.models import Identity

AT_ONCE = 200  # rows a transaction: stopped at any moment, what is done stays, and both keys open


def seal_anew() -> tuple[int, int]:
    """Seal every text by the newest key and hash every identity by it; gives how many of each there were.

    Nothing that anybody reads changes, so no version counts up. Raises NotOurs where a key is missing.
    """
    with working_everywhere():
        texts = sum(_seal(model, fields) for model, fields in models_with_sealed_text())
        people = sum(fingerprint_anew(identity) for rows in _batches(Identity) for identity in rows)
    return texts, people


def models_with_sealed_text() -> Iterator[tuple[type[Model], list[SealedTextField]]]:
    """Every model that has sealed texts, with those fields."""
    for model in apps.get_models():
        fields = [each for each in model._meta.concrete_fields if isinstance(each, SealedTextField)]
        if fields:
            yield model, fields


def _seal(model: type[Model], fields: list[SealedTextField]) -> int:
    done = 0
    for rows in _batches(model):
        for row in rows:
            stale = [field.name for field in fields if field.is_sealed_anew(row)]
            if stale:
                row.save(update_fields=stale)
                done += len(stale)
    return done


def _batches(model: type[Model]) -> Iterator[list[Any]]:
    """All rows, some at a time, each lot locked in a transaction of its own."""
    last = 0
    while True:
        with transaction.atomic():
            every = model._base_manager.select_for_update(of=("self",)).order_by("pk")
            rows = list(every.filter(pk__gt=last)[:AT_ONCE])
            if not rows:
                return
            yield rows
            last = rows[-1].pk
