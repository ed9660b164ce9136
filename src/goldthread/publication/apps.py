from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "goldthread.publication"
    label = "publication"
