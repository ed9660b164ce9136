from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "goldthread.messages"
    label = "letters"  # Django's own messages framework has the other name
