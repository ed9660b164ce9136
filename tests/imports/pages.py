"""The road for past records, walked by pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldthread.accounts.models import Person
from goldthread.house import Role
from goldthread.imports.models import Import
from goldthread.register.models import Space
from tests.clients import Client
from tests.factories import NOW, SpaceFactory, principal_with

HEADS = "Name,What it is,Its place,Code,Since,Source"


def manager(space=None, role=Role.BUSINESS_MANAGER):
    """Somebody at work in a partnership: the client, and the principal."""
    principal = principal_with(role, space=space or SpaceFactory())
    client = Client()
    client.force_login(Person.objects.get(pk=principal.person_id))
    return client, principal


def csv(*rows, heads=HEADS):
    return "\r\n".join((heads, *rows)).encode()


def send(client, content, kind="agencies", name="past.csv"):
    return client.post(
        reverse("send-import", args=[kind]), {"file": SimpleUploadedFile(name, content)}
    )


def sent(client, content, kind="agencies"):
    """The spreadsheet as it lies there after it was sent."""
    answer = send(client, content, kind)
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.order_by("-pk").first()


def page(client, row):
    return " ".join(client.get(reverse("import", args=[row.public_id])).content.decode().split())


def bring_in(client, row):
    version = Import.objects.get(pk=row.pk).row_version
    return client.post(reverse("bring-in", args=[row.public_id]), {"row_version": version})


def space_of(principal):
    return Space.objects.get(pk=principal.space.id)


__all__ = ["HEADS", "NOW", "bring_in", "csv", "manager", "page", "send", "sent", "space_of"]
