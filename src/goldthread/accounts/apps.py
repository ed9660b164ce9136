from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "goldthread.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from goldthread.accounts.session import passkey_was_made

        authenticator_added.connect(passkey_was_made, dispatch_uid="accounts.passkey_was_made")
