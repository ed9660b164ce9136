"""Why a mail server did not take a letter, in a sentence that holds nothing of the letter."""

from dataclasses import dataclass
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

FOR_GOOD = 500  # an answer from here on means that asking again changes nothing


@dataclass(frozen=True)
class Refusal:
    """The reason; `is_final` where trying again by itself would not help."""

    words: str
    is_final: bool = False


def refusal_of(error: OSError | SMTPException) -> Refusal:
    """What a failed try came to."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        code = max(codes, default=0)
        return Refusal(f"The address was refused (answer {code}).", is_final=code >= FOR_GOOD)
    if isinstance(error, SMTPAuthenticationError):
        return Refusal("The mail server did not accept the name and password it was given.")
    if isinstance(error, SMTPResponseException):
        return Refusal(f"The mail server refused it (answer {error.smtp_code}).")
    if isinstance(error, SMTPException):
        return Refusal("The mail server broke off.")
    return Refusal("The mail server could not be reached.")
