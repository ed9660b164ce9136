from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "goldthread.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authentication_failed, authenticator_added

        from goldthread.accounts.adapters import code_was_wrong
        from goldthread.accounts.session import passkey_was_made

        authentication_failed.connect(code_was_wrong, dispatch_uid="accounts.code_was_wrong")
        authenticator_added.connect(passkey_was_made, dispatch_uid="accounts.passkey_was_made")
