from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "goldthread.config"
    label = "config"

    def ready(self) -> None:
        from goldthread.config.modules import load

        load()
