"""The sign-in library's forms in our look: labels instead of placeholders, and plain words."""

from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as second_step
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.core.exceptions import ValidationError

from goldthread.accounts.guessing import TOO_MANY, guess_from
from goldthread.administration.forms.door import HOW_TO_CHOOSE
from goldthread.ui.forms import GovukForm


class Words(NamedTuple):
    """What a field is called, and the line of explanation under its name."""

    label: str
    hint: str = ""


PASSWORD = Words("Password")
NEW_PASSWORD = {
    "password1": Words("New password", HOW_TO_CHOOSE),
    "password2": Words("The same password again"),
}
ANY_CODE = Words("Code", "Six figures from your authenticator app, or one of your recovery codes.")


class Worded:
    """Stands between our look and a form of the library: puts our words on its fields."""

    words: ClassVar[dict[str, Words]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.words.get(name, Words(field.label))


class SignInForm(GovukForm, Worded, account.LoginForm):
    words: ClassVar = {"login": Words("Email address"), "password": PASSWORD}


class ReauthenticateForm(GovukForm, Worded, account.ReauthenticateForm):
    words: ClassVar = {"password": PASSWORD}


class ChangePasswordForm(GovukForm, Worded, account.ChangePasswordForm):
    words: ClassVar = {"oldpassword": Words("Present password"), **NEW_PASSWORD}


class SetPasswordForm(GovukForm, Worded, account.SetPasswordForm):
    words: ClassVar = NEW_PASSWORD


class ResetPasswordForm(GovukForm, Worded, account.ResetPasswordForm):
    """Lets people back in. Whoever was invited and has not joined has one way in, their link."""

    words: ClassVar = {"email": Words("Email address")}
    users: list[Any]

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users = [person for person in self.users if person.has_account]
        return email


class NewPasswordForm(GovukForm, Worded, account.ResetPasswordKeyForm):
    words: ClassVar = NEW_PASSWORD


class Guessed:
    """A form whose code may be a guess: counted for the address that it comes from, too."""

    def clean_code(self) -> str:
        guess = guess_from(context.request)
        if guess is None:
            raise ValidationError(TOO_MANY)
        code: str = super().clean_code()  # type: ignore[misc]
        guess.rollback()
        return code


class CodeForm(Guessed, GovukForm, Worded, second_step.AuthenticateForm):
    words: ClassVar = {"code": ANY_CODE}


class ReauthenticateCodeForm(Guessed, GovukForm, Worded, second_step.ReauthenticateForm):
    words: ClassVar = {"code": ANY_CODE}


class ActivateAppForm(GovukForm, Worded, ActivateTOTPForm):
    words: ClassVar = {"code": Words("The code that the app shows now", "Six figures.")}


class RemoveAppForm(GovukForm, Worded, DeactivateTOTPForm):
    pass


class NewCodesForm(GovukForm, Worded, GenerateRecoveryCodesForm):
    pass


class AddPasskeyForm(GovukForm, Worded, AddWebAuthnForm):
    words: ClassVar = {
        "name": Words("A name for it", "So that you can tell your passkeys apart."),
        "passwordless": Words(
            "Let me sign in with it alone, without my password",
            "It then asks for your fingerprint, face or PIN each time.",
        ),
    }


class RenamePasskeyForm(GovukForm, Worded, EditWebAuthnForm):
    words: ClassVar = {"name": Words("A name for it")}
