"""The kinds that the trail and conflicts keep in code, in words."""

from django.apps import apps

# What the field calls something that the code calls otherwise.
SAID = {"space": "partnership"}


def kind_of_act(kind: str) -> str:
    """`performance.return.accepted` is a return accepted; `trail.read`, the trail read."""
    module, *rest = kind.split(".")
    words = " ".join(rest if len(rest) > 1 else [module, *rest]).replace("_", " ")
    return words[:1].upper() + words[1:]


def kind_of_record(label: str) -> str:
    """`accounts.appointment` is an appointment; the label itself where no such model is left."""
    try:
        name = _said(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        name = label
    return name[:1].upper() + name[1:]


def name_of_field(label: str, field: str) -> str:
    """What a field is called on the screen."""
    return _said(apps.get_model(label)._meta.get_field(field).verbose_name)


def _said(name: object) -> str:
    return SAID.get(str(name), str(name))
