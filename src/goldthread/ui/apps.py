from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "goldthread.ui"
    label = "ui"
