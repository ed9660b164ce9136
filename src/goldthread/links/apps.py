from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "goldthread.links"
    label = "links"
