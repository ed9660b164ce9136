from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import register_converter

from goldthread.access.addresses import RandomId
from goldthread.access.rowsecurity import secure_every_table


class AccessConfig(AppConfig):
    name = "goldthread.access"
    label = "access"

    def ready(self) -> None:
        register_converter(RandomId, "random_id")
        # The one signal in the house: whatever migration made a table, its policy comes with it.
        post_migrate.connect(secure_every_table, dispatch_uid="row-level-security")
