"""Promises about every model of the house, whoever writes the next one."""

import pytest
from django.apps import apps
from django.db import models

from goldthread.access.rows import Row
from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow

# What stands outside spaces, in this one list: the same for all partnerships, or the house's own.
OUTSIDE_SPACES = {
    "access.Submission",
    "access.HeldPost",
    "access.FormDraft",
    "register.Area",
    "register.Agency",
    "register.Space",
    "accounts.Person",
    "accounts.Invitation",
    "inbox.DigestChoice",
    "inbox.CalendarKey",
    "performance.Release",
}
# They carry the id of a space without pointing to it: the trail holds plain ids.
PLAIN_SPACE_ID = {"trail.Entry", "trail.ChainHead", "trail.History"}

# Half-typed text goes with what it was typed into: it was never saved as anything.
SCRAP = {"yearly_report.Draft"}

# From the bottom of the house upwards; a foreign key points to its own layer or a lower one.
LAYERS = [
    "access",
    "trail",
    "register",
    "letters",
    "accounts",
    "ui",
    "links",
    "files",
    "vault",
    "inbox",
    "imports",
    "publication",
    "improvement",
]
MODULES = "a module"


def own_models():
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("goldthread.") and not model._meta.auto_created
    ]


def layer(model):
    label = model._meta.app_label
    return LAYERS.index(label) if label in LAYERS else len(LAYERS)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_says_who_sees_its_rows(model):
    declared = [base for base in model.__mro__ if "scope" in base.__dict__]

    assert declared, f"{model._meta.label} has no scope"
    assert declared[0] not in (Row, SpaceRow), f"{model._meta.label} only inherits 'nobody'"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_has_a_sensitivity_class(model):
    classes = model.field_classes()
    fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}

    assert fields - set(classes) == set(), "fields without a class"
    assert all(isinstance(value, Sensitivity) for value in classes.values())
    unknown = set(classes) - fields - {"id"}
    assert {name.removesuffix("_id") for name in unknown} <= fields, "classes of no field"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_row_belongs_to_a_space_or_stands_in_the_list_of_those_that_do_not(model):
    has_space = any(field.column == "space_id" for field in model._meta.concrete_fields)
    listed = model._meta.label in OUTSIDE_SPACES | PLAIN_SPACE_ID

    assert issubclass(model, SpaceRow) or has_space or listed
    assert not (has_space and model._meta.label in OUTSIDE_SPACES)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_to_the_same_layer_or_a_lower_one(model):
    for field in model._meta.get_fields():
        target = field.related_model if field.is_relation and not field.auto_created else None
        if target is None or not target.__module__.startswith("goldthread."):
            continue
        own, other = model._meta.app_label, target._meta.app_label
        assert layer(target) < layer(model) or own == other, f"{field} points up or sideways"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_nothing_is_deleted_by_deleting_something_else(model):
    if model._meta.label in SCRAP:
        return
    cascades = [
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is models.CASCADE
    ]

    assert cascades == []


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_addresses_are_random_ids(model):
    if model._meta.label == "trail.ChainHead":
        return  # never in an address: no view knows it
    field = model._meta.get_field("public_id")

    assert field.unique
    assert len({field.get_default() for _ in range(50)}) == 50
