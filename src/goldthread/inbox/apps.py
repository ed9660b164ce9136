from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "goldthread.inbox"
    label = "inbox"
