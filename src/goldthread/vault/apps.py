from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "goldthread.vault"
    label = "vault"
