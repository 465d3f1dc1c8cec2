"""Django's settings, derived from `hearth.config`. Nothing here is for hosts to edit."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from hearth.config import load_or_exit
from hearth.core.providers import as_anymail_takes_it
from hearth.members.outside import as_allauth_takes_them, read_or_exit

CONFIG = load_or_exit()
OUTSIDE_PROVIDERS = read_or_exit(CONFIG.sign_in_with)
BASE_DIR = Path(__file__).resolve().parent
SITE = urlsplit(CONFIG.site_url)
ON_TLS = SITE.scheme == "https"

SECRET_KEY = CONFIG.secret_key
DEBUG = CONFIG.debug
ALLOWED_HOSTS = [SITE.hostname or "localhost", *CONFIG.allowed_hosts]
CSRF_TRUSTED_ORIGINS = [f"{SITE.scheme}://{SITE.netloc}"]
ROOT_URLCONF = "hearth.urls"
WSGI_APPLICATION = "hearth.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "hearth.core",
    "hearth.activity",
    "hearth.topics",
    "hearth.members",
    "hearth.organizations",
    "hearth.communities",
    "hearth.moderation",
    "hearth.matching",
    "hearth.notifications",
    "hearth.search",
    "hearth.front",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *sorted({provider.app for provider in OUTSIDE_PROVIDERS} - {"allauth.socialaccount.providers.openid_connect"}),
    "csp",
    "django_countries",
    "django_htmx",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "hearth.core.middleware.request_log",
    "csp.middleware.CSPMiddleware",
    "hearth.core.middleware.response_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "hearth.core.middleware.plain_input",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hearth.core.middleware.whole_page_redirects",
    "hearth.members.middleware.viewer",
    "hearth.communities.middleware.waiting_words",
    "hearth.communities.middleware.leading_on",
    "hearth.core.middleware.refusals",
    "hearth.core.middleware.known_methods",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "hearth.core.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "hearth.core.templatetags.core",
                "hearth.members.templatetags.members",
                "hearth.front.templatetags.front",
            ],
        },
    }
]
FORM_RENDERER = "hearth.core.forms.Renderer"

# Database. SQLite: WAL so that readers never wait; IMMEDIATE so that a read-then-write transaction takes the
# write lock at its start instead of failing later; FULL so that an acknowledged post survives power loss;
# secure_delete so that what is erased is overwritten too.
DATABASES = {"default": environ.Env.db_url_config(CONFIG.database_url)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
            "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; "
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 10, "timeout": 5}
    # What may be seen is a long condition on few rows: to compile it takes seconds where to ask it takes milliseconds.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")

CACHES = {"default": environ.Env.cache_url_config(CONFIG.cache_url)}
if CONFIG.cache_url.startswith("dbcache:"):
    # Rate limits live here: with Django's 300 entries a busy hour would forget them.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 100_000}
CACHES["process"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "process",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Background work: the queue only carries ids, so that losing it loses nothing (see activity and core.outbox).
if CONFIG.tasks_url.startswith("db:"):
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
else:
    INSTALLED_APPS.append("huey.contrib.djhuey")
    TASKS = {"default": {"BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend"}}
    HUEY = {"huey_class": "huey.RedisExpireHuey", "name": "hearth", "url": CONFIG.tasks_url, "immediate": False}

# Mail
if CONFIG.email_url.startswith("maildir:"):
    EMAIL_BACKEND = "hearth.core.mail.maildir.EmailBackend"
    EMAIL_FILE_PATH = unquote(urlsplit(CONFIG.email_url).path)
elif CONFIG.mail_provider:
    EMAIL_BACKEND = f"anymail.backends.{CONFIG.mail_provider}.EmailBackend"
    ANYMAIL = as_anymail_takes_it(CONFIG.email_url, secret=CONFIG.mail_feedback_secret)
else:
    vars().update(environ.Env.email_url_config(CONFIG.email_url))
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = CONFIG.mail_from or f"{CONFIG.site_name} <noreply@{SITE.hostname}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Accounts
AUTH_USER_MODEL = "members.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front:home"
LOGOUT_REDIRECT_URL = "front:welcome"
ACCOUNT_ADAPTER = "hearth.members.allauth_adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "hearth.members.faces.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "request_login_code": "hearth.members.forms.codes.AskForCodeForm",
    "reset_password": "hearth.members.forms.codes.AskForResetForm",
}
ACCOUNT_RATE_LIMITS = {  # per network, so that hammering an address does not lock its owner out (docs/adr/0005)
    "change_password": "20/5m/user",
    "export": "10/d/user",
    "join_name": "60/10m/ip",
    "join": "60/h/ip,5/h/key",
    "join_mail": "30/h/key",
    "join_code": "60/h/ip,10/h/key",
    "code_mail": "10/h/key",
    "code_mail_in_all": "60/h/key",
    "outside": "60/5m/ip",
    "address_code": "20/d/user,5/h/key",
    "address_code_typed": "60/h/user",
    "affiliation": "30/d/user",
    "claim": "20/d/user",
    "application": "10/d/user",
    "application_message": "60/h/user",
    "leading_offer": "10/d/user",
    "photo": "30/h/user",
    "proof": "60/h/user",
    "pictures": "40/h/user",
    "password": "20/5m/ip",
    "password_for": "5/5m/key",
    "login_failed": "5/5m/key",  # what allauth counts of it: codes from an app, by account
    "request_login_code": "15/10m/ip",
    "reset_password": "15/10m/ip",
    "visitor_words": "20/h/ip",
    "invitation_mail": "30/d/user,3/d/key",
    "nomination": "60/d/user,3/d/key",
    "report": "20/h/user",
    "report_by_visitor": "6/h/ip",
}
PACES = {  # in a minute: of one person, and of all visitors in one network (core/pace.py)
    "search": (60, 300),
    "suggestions": (300, 1500),
    "similar": (60, 300),
    "open_data": (4, 12),
}
# Passkeys are a way in of their own; the second step is an app (docs/adr/0007).
MFA_ADAPTER = "hearth.members.second_step_adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # every account has a proven address; one that waits for its code is no hindrance
MFA_TOTP_TOLERANCE = 1  # time to type: a code counts for half a minute more (RFC 6238, 5.2), once
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "activate_totp": "hearth.members.forms.second_step.SetUpAppForm",
    "authenticate": "hearth.members.forms.second_step.SecondStepForm",
    "reauthenticate": "hearth.members.forms.second_step.AskAgainForm",
    "login_webauthn": "hearth.members.forms.passkeys.SignInPasskeyForm",
    "authenticate_webauthn": "hearth.members.forms.passkeys.SecondStepPasskeyForm",
    "reauthenticate_webauthn": "hearth.members.forms.passkeys.AskAgainPasskeyForm",
}
# An outside account is linked by the person who is signed in here, never because two addresses are alike.
SOCIALACCOUNT_ADAPTER = "hearth.members.outside_adapter.OutsideAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = as_allauth_takes_them(OUTSIDE_PROVIDERS)

SESSION_COOKIE_NAME = "hearth_session"
SESSION_COOKIE_SECURE = ON_TLS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "hearth_csrf"
CSRF_COOKIE_SECURE = ON_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hearth.core.views.errors.csrf_failure"

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ar", _("Arabic"))]
LANGUAGE_COOKIE_NAME = "hearth_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["hearth.formats"]
USE_I18N = USE_TZ = True
TIME_ZONE = CONFIG.time_zone

# Static files: one bundle of the design's CSS, compressed once, served from memory-mapped files.
STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.home / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "hearth.core.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = CONFIG.home / "media"
MEDIA_URL = "/media/"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# Headers. The style hash is the one the editor injects; the import map's own hash is added where an editor is shown.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ON_TLS else 0
SECURE_SSL_REDIRECT = ON_TLS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
# The policy's frame-ancestors does what X-Frame-Options did (W002); whether the host's other subdomains keep to TLS
# is not ours to promise (W005, W021).
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W005", "security.W021"]
if CONFIG.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.trusted_proxies
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Forms and uploads
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
REQUEST_BODY_MAX_SIZE = 34 * 1024 * 1024  # a post with four pictures; our own middleware looks

LOGGING_CONFIG = "hearth.core.logs.configure"
LOGGING = {"level": CONFIG.log_level}
