from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "goldthread.register"
    label = "register"
