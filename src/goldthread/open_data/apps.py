from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "goldthread.open_data"
    label = "open_data"
