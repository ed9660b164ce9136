"""How the sign-in library meets the house: nobody joins by themselves, our letters, secrets sealed."""

import base64
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldthread.accounts.actions import sign_in, sign_in_failed, tie_to_provider
from goldthread.accounts.devices import device_of, remember_device
from goldthread.accounts.guessing import guess_from
from goldthread.accounts.session import ELSEWHERE_KEY, second_step_was_elsewhere
from goldthread.messages.actions import write_letter
from goldthread.messages.kinds import ACCOUNT_CHANGED, ACCOUNT_KINDS


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
        """Called once every step was taken."""
        sign_in(person=user, at=timezone.now())
        answer: HttpResponse = super().post_login(request, user, **more)
        remember_device(answer, user)
        return answer

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Called before a password is looked at; raises ValidationError for a guess too many."""
        self._guess = guess_from(request)
        if self._guess is None:
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def _rollback_login_failed_rl_usage(self) -> None:
        """Called once a password was right."""
        if self._guess is not None:
            self._guess.rollback()
        super()._rollback_login_failed_rl_usage()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Called for a wrong password; a guess beyond the limit is not looked at, and not told."""
        sign_in_failed(email=str(credentials.get("email", "")), at=timezone.now())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What guesses are counted under: the account and, where it was used there, the device."""
        account: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{device_of(request, credentials.get('email', ''))}"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A second step where there is one, a passkey first: a password alone shows too little."""
        found = super().get_reauthentication_methods(user)
        steps = [way for way in found if way["id"] != "reauthenticate"]
        return steps[::-1] or found

    def get_login_stages(self) -> list[str]:
        ours = f"{SecondStep.__module__}.{SecondStep.__qualname__}"
        theirs = f"{AuthenticateStage.__module__}.{AuthenticateStage.__qualname__}"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One of our own kinds, and of what the library tells only the link."""
        name = template_prefix.rsplit("/", 1)[-1].replace("_", " ")
        link = urlsplit(context.get("password_reset_url") or reverse("own-account"))
        now = timezone.now()
        kind = ACCOUNT_KINDS.get(name, ACCOUNT_CHANGED)
        write_letter(kind, to=email, path=link.path, at=now, moment=now)


def _cipher() -> MultiFernet:
    """Seals with the installation's signing key, and opens what earlier ones sealed."""
    return MultiFernet(
        [_sealing(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _sealing(key: str) -> Fernet:
    # A key of its own for second factors, derived from the signing key.
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=b"goldthread second factors")
    return Fernet(base64.urlsafe_b64encode(derive.derive(key.encode())))


@transaction.atomic
def seal_again() -> int:
    """Seal every second factor with the present key; gives how many. No code of anybody changes."""
    cipher = _cipher()

    def anew(sealed: str) -> str:
        return cipher.rotate(sealed.encode()).decode()

    kept = list(Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN))
    for each in kept:
        for name in {"secret", "seed"} & set(each.data):
            each.data[name] = anew(each.data[name])
        each.save(update_fields=["data"])
    return len(kept)


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


class SecondStep(AuthenticateStage):
    """The library's second step, left out where a trusted provider has just taken one of its own."""

    def handle(self) -> tuple[Any, bool]:
        if second_step_was_elsewhere(self.request, self.login.user):
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer


def code_was_wrong(user: Any, **more: Any) -> None:
    """A receiver: somebody who knew the password, or sat at an open session, gave a wrong code."""
    sign_in_failed(email=user.email, at=timezone.now())


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Another organisation's sign-in lets in those who were invited; nobody joins by it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Called with a token that was checked. Whoever may not come in is told no more than that."""
        provider = settings.GOLDTHREAD_PROVIDERS[sociallogin.account.provider]
        # Signing in is all that this road is for: it never ties an account to whoever sits here.
        if sociallogin.state.get("process") != "login":
            raise not_let_in(request, provider.name)
        account = sociallogin.account
        claims = (account.extra_data or {}).get("id_token") or {}
        account.extra_data = {}  # what a token says of somebody is not kept
        if request.user.is_authenticated:
            logout(request)
        if sociallogin.is_existing:
            account.save(update_fields=["extra_data"])
            person = sociallogin.user if sociallogin.user.is_active else None
        else:
            person = tie_to_provider(
                provider=provider.code,
                subject=account.uid,
                address=provider.proved_address(claims),
                name=str(claims.get("name") or ""),
                at=timezone.localtime(),
            )
        if person is None:
            sign_in_failed(email=f"{provider.code}:{account.uid}", at=timezone.now())
            raise not_let_in(request, provider.name)
        sociallogin.user = person
        if provider.took_second_step(claims):
            request.session[ELSEWHERE_KEY] = person.pk
        else:
            request.session.pop(ELSEWHERE_KEY, None)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Turned back, or sent wrongly: the same answer as to somebody who is not known here."""
        raise not_let_in(request, provider.name)


def not_let_in(request: HttpRequest, name: str) -> ImmediateHttpResponse:
    """The one answer to everybody whom another organisation's sign-in does not bring in."""
    messages.error(
        request,
        f"You could not be signed in through {name}. If you were invited, use the link in your "
        "letter, or ask the business manager of your partnership.",
    )
    return ImmediateHttpResponse(redirect("account_login"))
