"""The look of the house: page frame, components and forms."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "goldthread.ui"
    label = "ui"
    verbose_name = "The look"
