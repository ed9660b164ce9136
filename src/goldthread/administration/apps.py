from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "goldthread.administration"
    label = "administration"
