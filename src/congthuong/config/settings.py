"""Django's settings: one file, everything from the environment. Reference: docs/reference/cau-hinh.md."""

from __future__ import annotations

import os
from pathlib import Path

from congthuong import OFFICE_ZONE
from congthuong.config.environment import LOCAL_HOSTS, LOG_LEVELS, ROLES, Environment
from congthuong.config.logs import logging_config
from congthuong.config.mail import mail_settings

_env = Environment(os.environ)
_package = Path(__file__).resolve().parent.parent

HOME = _env.home()
DATABASES = {"default": _env.database(HOME)}
IN_MEMORY = DATABASES["default"]["NAME"] == ":memory:"

DEBUG = _env.flag("CONGTHUONG_DEBUG", default=False)
# A database that lives as long as the process needs no key that outlives it: composing writes nothing.
SECRET_KEY = _env.secret_key(HOME, keep=not IN_MEMORY)
ALLOWED_HOSTS = _env.hosts("CONGTHUONG_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = _env.origins("CONGTHUONG_TRUSTED_ORIGINS")
# What a letter, which is read outside of the pages, puts before a page's own address.
ADDRESS = _env.address("CONGTHUONG_ADDRESS")

# --- transport: as soon as another machine may call, only over HTTPS ---
HTTPS = _env.flag("CONGTHUONG_HTTPS", default=not set(ALLOWED_HOSTS) <= set(LOCAL_HOSTS))
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Only a proxy that overwrites this header may be believed; saying so is the installer's decision.
_behind_proxy = _env.flag("CONGTHUONG_BEHIND_PROXY", default=False)
if _behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "congthuong.web",
    "congthuong.apps.catalogue",
    "congthuong.apps.accounts",  # before allauth, whose pages it replaces
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "congthuong.apps.workdays",
    "congthuong.apps.documents",
    "congthuong.apps.ledger",
    "congthuong.apps.registers",
    "congthuong.apps.industry",
    "congthuong.apps.power",
    "congthuong.apps.trade",
    "congthuong.apps.promotion",
    "congthuong.apps.rural",
    "congthuong.apps.inspection",
    "congthuong.apps.office",
    "congthuong.apps.collection",
    "congthuong.apps.intake",
    "congthuong.apps.procedures",
    "congthuong.apps.programme",
    "congthuong.apps.reports",
    "congthuong.apps.dashboard",
    "congthuong.api",
]

MIDDLEWARE = [
    "congthuong.config.security.ContentSecurityPolicy",
    "congthuong.config.health.HealthFirst",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "congthuong.config.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "congthuong.config.nul.WithoutNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a login unless its view says login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "congthuong.apps.accounts.middleware.FirstThings",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Innermost: what a page refuses is said in Vietnamese before anything else hears of it.
    "congthuong.apps.dashboard.middleware.ProblemPages",
]
ROOT_URLCONF = "congthuong.config.urls"
WSGI_APPLICATION = "congthuong.config.wsgi.application"
ASGI_APPLICATION = "congthuong.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "congthuong.apps.accounts.doors.rooms_for",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A return saved without a script sends three fields a cell, so that the framework's 1000 would refuse a form of 333
# cells; the size of what is sent stays limited (DATA_UPLOAD_MAX_MEMORY_SIZE).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# Rows of a file that a register takes in within one request: there is no queue of tasks beside the web server.
IMPORT_ROWS = _env.number("CONGTHUONG_IMPORT_ROWS", 20_000, 100, 200_000)
# Of one file of a dossier, from a form or through the interface.
SCAN_LARGEST = _env.number("CONGTHUONG_SCAN_MEGABYTES", 10, 1, 200) * 2**20

# --- people ---
AUTH_USER_MODEL = "accounts.User"
EVENT_SEAL_KEY = _env.seal_key()
EVENT_SEAL_KEYED_FROM = _env.number("CONGTHUONG_SEAL_KEYED_FROM", 0, 0, 10**15)  # 0: not told
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOCK_OUT_MINUTES = _env.number("CONGTHUONG_LOCK_OUT_MINUTES", 15, 1, 24 * 60)
ACCOUNT_ADAPTER = "congthuong.apps.accounts.signing.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says, for everybody
# A whole office comes from one address, so addresses are given more than names.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": f"60/m/ip,5/{LOCK_OUT_MINUTES * 60}s/key"}
# Behind a proxy of which nobody says more there is one: otherwise the whole province would share its address.
ALLAUTH_TRUSTED_PROXY_COUNT = _env.number("CONGTHUONG_PROXIES", int(_behind_proxy), 0, 9)
# Roles that must have a second factor (administrator, leader, …); none unless the office says so.
SECOND_FACTOR_ROLES = _env.some("CONGTHUONG_SECOND_FACTOR", ROLES)
MFA_ADAPTER = "congthuong.apps.accounts.signing.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # clocks of phones are off by seconds
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a browser still allows it on localhost only
# The list says when each device signed in; a write with every page would say little more.
USERSESSIONS_TRACK_ACTIVITY = False
_single_sign_on = _env.single_sign_on()
OIDC_MATCH = _env.choice("CONGTHUONG_OIDC_MATCH", "USERNAME", ("USERNAME", "EMAIL")).lower()
SOCIALACCOUNT_ADAPTER = "congthuong.apps.accounts.signing.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_single_sign_on] if _single_sign_on else []}}
SOCIALACCOUNT_ONLY = False
# Failed attempts are counted for all processes of the server together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        # Above so many the framework throws some away, whoever they count: trying other names would unlock one.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
API_RATE = (600, 60)  # calls of one person's programs in so many seconds
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS

# --- mail: off until the office names a server ---
MAIL_OFF = "django.core.mail.backends.dummy.EmailBackend"
_mail = mail_settings(_env)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if _mail else MAIL_OFF
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.tls == "starttls", _mail.tls == "tls"
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_TIMEOUT = 30  # seconds; a server that says nothing must not hold a page
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.sender

# --- language and time ---
# No LocaleMiddleware: a browser set to English must not turn half a page into English unasked.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [_package / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = OFFICE_ZONE
TODAY = _env.day("CONGTHUONG_TODAY")  # the working day of an example (web/clock.py); None: the machine's

# --- files ---
STATIC_URL = "static/"
STATICFILES_DIRS = [
    _package / "static",
    ("fonts", _package / "core" / "document" / "fonts"),  # charts are drawn for this font's widths
    # The marked document looks alike everywhere.
    ("soat", _package / "core" / "audit" / "writers" / "assets"),
]
FILE_UPLOAD_HANDLERS = [
    "congthuong.web.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
WHITENOISE_USE_FINDERS = True  # pages carry their styles from the package; nothing has to be collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LOGGING = logging_config(_env.choice("CONGTHUONG_LOG_LEVEL", "INFO", LOG_LEVELS))
