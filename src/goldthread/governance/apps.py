from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "goldthread.governance"
    label = "governance"
