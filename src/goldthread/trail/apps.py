from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "goldthread.trail"
    label = "trail"
