from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "goldthread.imports"
    label = "imports"
