"""Django's settings: one file, all that differs between installations from the environment."""

import os
from hashlib import sha256
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from goldthread import keys
from goldthread.backup.records import EVERY
from goldthread.config.database_address import database_settings
from goldthread.config.home import home_folder, keys_folder
from goldthread.config.limits import limits_of
from goldthread.config.modules import MODULES
from goldthread.config.providers import for_the_library, providers

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent
DEMONSTRATION_FILES = PROJECT / "demo"


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "yes", "true", "on")


GOLDTHREAD_HOME = home_folder(os.environ)
GOLDTHREAD_KEYS = keys_folder(os.environ)
# Named by the home: a folder of keys may serve several homes, each with a trail of its own.
_HOME_MARK = sha256(str(GOLDTHREAD_HOME.absolute()).encode()).hexdigest()[:12]
GOLDTHREAD_CHECKPOINTS = Path(
    os.environ.get("GOLDTHREAD_CHECKPOINTS")
    or GOLDTHREAD_KEYS / f"trail-checkpoints-{_HOME_MARK}.jsonl"
)
# After so many hours the last backup is called old.
GOLDTHREAD_BACKUP_HOURS = int(os.environ.get("GOLDTHREAD_BACKUP_HOURS") or EVERY)
GOLDTHREAD_DEMONSTRATION = _flag("GOLDTHREAD_DEMONSTRATION")
# True where this process serves nobody and only makes or checks an installation: no key is needed.
GOLDTHREAD_WITHOUT_KEYS = _flag("GOLDTHREAD_WITHOUT_KEYS")

if GOLDTHREAD_WITHOUT_KEYS:
    SECRET_KEY_FALLBACKS: list[str] = []
    GOLDTHREAD_VAULT_KEYS: tuple[str, ...] = ()
    SECRET_KEY = GOLDTHREAD_TRAIL_KEY = "no key: nothing is served and nothing is sealed"  # noqa: S105
else:
    try:
        SECRET_KEY = keys.read(GOLDTHREAD_KEYS, "signing")
        SECRET_KEY_FALLBACKS = keys.earlier(GOLDTHREAD_KEYS, "signing")
        GOLDTHREAD_TRAIL_KEY = keys.read(GOLDTHREAD_KEYS, "trail")
        # The newest seals; those before it still open what they sealed.
        GOLDTHREAD_VAULT_KEYS = (
            keys.read(GOLDTHREAD_KEYS, "vault"),
            *keys.earlier(GOLDTHREAD_KEYS, "vault"),
        )
    except keys.KeyMissing as error:
        raise ImproperlyConfigured(str(error)) from error


try:
    _DATABASE = database_settings(os.environ)
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from error
DATABASES = {"default": _DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DEBUG = False
ALLOWED_HOSTS = os.environ.get("GOLDTHREAD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("GOLDTHREAD_ORIGINS", "").split(",") if o]
GOLDTHREAD_SERVED_SECURELY = _flag("GOLDTHREAD_HTTPS")
# Where letters say that the pages are: a letter is written where nobody has asked for a page.
GOLDTHREAD_ADDRESS = (
    os.environ.get("GOLDTHREAD_ADDRESS")
    or next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")
).rstrip("/")

INSTALLED_APPS = [
    # Ours come first: our templates stand in the place of the libraries' own.
    "goldthread.access",
    "goldthread.trail",
    "goldthread.register",
    "goldthread.messages",
    "goldthread.accounts",
    "goldthread.ui",
    "goldthread.files",
    "goldthread.config",
    *(f"goldthread.{name}" for name in MODULES if (PACKAGE / name / "apps.py").exists()),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
]
INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS))

MIDDLEWARE = [
    "goldthread.operations.middleware.Watched",
    # What adds headers stands before what serves static files: they bear the same.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "goldthread.ui.headers.SafeHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldthread.api.middleware.AsksByToken",  # before sessions: no cookie counts there
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goldthread.accounts.middleware.AsksInMeasure",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "goldthread.accounts.middleware.EndsInTime",
    "goldthread.accounts.middleware.WhoIsAsking",
    "goldthread.links.middleware.GuestIsAsking",
    "goldthread.ui.middleware.KeepsWhatWasTyped",
    "goldthread.access.guard.RefuseUnguarded",
]

ROOT_URLCONF = "goldthread.config.urls"
WSGI_APPLICATION = "goldthread.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "goldthread.ui.context.frame",
            ],
            # `csrf_token` that brings the form's key too: no form can be made without one.
            "builtins": ["goldthread.ui.templatetags.form_key"],
        },
    }
]

# --- sign-in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "goldthread.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "goldthread.accounts.adapters.SecondFactorAdapter"
SOCIALACCOUNT_ADAPTER = "goldthread.accounts.adapters.ProviderAdapter"
# Whose address a request comes from: the last one that the web server in front wrote down.
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("GOLDTHREAD_PROXIES") or (1 if GOLDTHREAD_SERVED_SECURELY else 0)
)
# How many requests a minute, and how many posts of them, are taken of each (see accounts.limits).
# Ours, for no source names any: reading fast is a page in a few seconds, and a long form keeps its
# draft whenever a box is left; behind one address a whole office may sign in.
try:
    GOLDTHREAD_LIMITS = limits_of(
        os.environ.get("GOLDTHREAD_LIMITS") or "person=300/120 guest=150/60 address=300/60"
    )
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from error
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's link has proved the mailbox
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# At an account, by the library, which begins anew after a right code; from an address, by
# accounts.guessing, which does not. The figures are the library's own.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/300s/key", "guess_from_address": "10/m/ip"}
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_FORMS = {
    "login": "goldthread.administration.forms.library.SignInForm",
    "reauthenticate": "goldthread.administration.forms.library.ReauthenticateForm",
    "change_password": "goldthread.administration.forms.library.ChangePasswordForm",
    "set_password": "goldthread.administration.forms.library.SetPasswordForm",
    "reset_password": "goldthread.administration.forms.library.ResetPasswordForm",
    "reset_password_from_key": "goldthread.administration.forms.library.NewPasswordForm",
}
MFA_FORMS = {
    "authenticate": "goldthread.administration.forms.library.CodeForm",
    "reauthenticate": "goldthread.administration.forms.library.ReauthenticateCodeForm",
    "activate_totp": "goldthread.administration.forms.library.ActivateAppForm",
    "deactivate_totp": "goldthread.administration.forms.library.RemoveAppForm",
    "generate_recovery_codes": "goldthread.administration.forms.library.NewCodesForm",
    "add_webauthn": "goldthread.administration.forms.library.AddPasskeyForm",
    "edit_webauthn": "goldthread.administration.forms.library.RenamePasskeyForm",
}
# The invitation's link has proved the mailbox: a mark of the library's own must not keep anybody
# from setting up a second step.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Goldthread"
USERSESSIONS_TRACK_ACTIVITY = False
# Other organisations' sign-in: a link leads there, for a form would be held back by our own policy
# wherever the organisation leads on to yet another address.
GOLDTHREAD_PROVIDERS = {} if GOLDTHREAD_WITHOUT_KEYS else providers(os.environ, GOLDTHREAD_KEYS)
SOCIALACCOUNT_PROVIDERS = for_the_library(GOLDTHREAD_PROVIDERS)
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# --- the web -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
# "no-referrer" makes Chromium post forms with `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # also where a session is in use all the time
GOLDTHREAD_IDLE_SECONDS = 60 * int(os.environ.get("GOLDTHREAD_IDLE_MINUTES") or 30)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = GOLDTHREAD_SERVED_SECURELY
# Asked over plain HTTP on the machine itself, by what watches over the processes.
SECURE_REDIRECT_EXEMPT = [r"^(health|ready|metrics)/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if GOLDTHREAD_SERVED_SECURELY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = GOLDTHREAD_SERVED_SECURELY
if GOLDTHREAD_SERVED_SECURELY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "goldthread.ui.errors.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20  # Annex A has 11 lists
FILE_UPLOAD_HANDLERS = [
    "goldthread.files.receiving.LimitedUpload",  # first: what it keeps back comes to no other
    "goldthread.files.receiving.HeldInMemory",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
GOLDTHREAD_MOST_UPLOAD = 1024 * 1024 * int(os.environ.get("GOLDTHREAD_MOST_UPLOAD_MB") or 20)
# What a council's records may come to, which lie in memory while they are read.
GOLDTHREAD_MOST_RECORDS = 1024 * 1024 * int(os.environ.get("GOLDTHREAD_MOST_RECORDS_MB") or 150)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # a return's grid of 114 indicators x several areas

STATIC_URL = "/static/"
STATIC_ROOT = GOLDTHREAD_HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MANIFEST_STRICT = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%Y-%m-%d"]

# --- mail, work, cache ---------------------------------------------------------------------------
EMAIL_HOST = os.environ.get("GOLDTHREAD_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("GOLDTHREAD_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("GOLDTHREAD_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GOLDTHREAD_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("GOLDTHREAD_MAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GOLDTHREAD_MAIL_FROM", "goldthread@localhost")
if not EMAIL_HOST:
    # Nowhere to send to: letters become files in the home, where an administrator can read them.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = GOLDTHREAD_HOME / "mail"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# Sign-in limits live in the cache, so all web processes must share it: the database serves one
# machine and many alike.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Beyond this, entries are thrown away by their names: a flood of guesses must not wash
        # away what it is counted by. The worker takes out what is out of time.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

DJANGO_TABLES2_TEMPLATE = "ui/table.html"

# Who may read the metrics says this word; without one they are not there.
GOLDTHREAD_METRICS_TOKEN = os.environ.get("GOLDTHREAD_METRICS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": "goldthread.operations.logs.Lines",
            "format": "{asctime} {levelname} {name} {reference}: {message}",
            "style": "{",
        },
        "json": {
            "()": "goldthread.operations.logs.Json",
            "fmt": "{asctime}{levelname}{name}{reference}{message}",
            "style": "{",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
        },
    },
    "filters": {"reference": {"()": "goldthread.operations.logs.WithReference"}},
    "handlers": {
        "nowhere": {"class": "logging.NullHandler"},
        "console": {
            "class": "logging.StreamHandler",
            "formatter": os.environ.get("GOLDTHREAD_LOG") or "lines",
            "filters": ["reference"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "goldthread": {"level": "INFO"},
        # Refusals and missing pages are answers, not faults; the trail knows who was refused.
        "django.request": {"level": "ERROR"},
        # Anybody can send another host's name, and each would write a page of the log.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # It tells of every rule of a stylesheet that paper does not have.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
