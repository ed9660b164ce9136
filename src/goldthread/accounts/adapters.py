"""How the sign-in library meets the house: no self-service joining, our letters, secrets sealed."""

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from goldthread.accounts.actions import sign_in
from goldthread.messages.actions import post


class AccountAdapter(DefaultAccountAdapter):
    """Joining is by invitation only; mail goes through our letters, which are kept and retried."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right.",
        "enter_current_password": "That is not your present password.",
        "incorrect_password": "That is not your password.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
        "rate_limited": "Too many tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        sign_in(person=user, at=timezone.now())
        return super().post_login(request, user, **more)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail = self.render_mail(template_prefix, email, context)
        post(
            to=email,
            subject=mail.subject,
            text=str(mail.body),
            why=template_prefix.rsplit("/", 1)[-1].replace("_", " "),
            at=timezone.now(),
        )

    def format_email_subject(self, subject: str) -> str:
        return f"Goldthread: {subject}"


def _cipher() -> Fernet:
    # A key of its own for second factors, derived from the installation's signing key.
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=b"goldthread second factors")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes lie encrypted in the database."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. An app shows a new one every 30 seconds, and each "
        "works once.",
        "cannot_generate_recovery_codes": "Set up a second step first.",
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        there = Authenticator.objects.filter(user=user, type=type).count()
        return f"My passkey {there + 1}" if there else "My passkey"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()
