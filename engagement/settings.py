"""Settings, read from the environment (and `.env`); every name is explained in `.env.example`.

The defaults are safe and enough for a first run: SQLite, tasks in process, no key, `DEBUG` off.
An unsafe pair of settings refuses to start and says how to mend it.
"""

import secrets
from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from engagement import sign_on

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG: bool = env.bool("DEBUG", False)
DEMO: bool = env.bool("DEMO", False)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
SITE_URL: str = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SUBMIT_HOST: str = env.str("SUBMIT_HOST", "")

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'telescope.sqlite3'}")}
ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if ON_SQLITE:
    # A reader never blocks the ballot box, and a writer waits instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DATABASES["default"]["TEST"] = (
    {"NAME": f"test_{env.str('TEST_DB_NAME', 'telescope')}"} if not ON_SQLITE else {}
)

if DEMO and not DEBUG and not ON_SQLITE:
    hint = "DEMO=on signs anybody in with one click: unset it, or use DEBUG=on or SQLite on a machine of your own."
    raise ImproperlyConfigured(hint)


def _secret_key() -> str:
    """Return `SECRET_KEY`, or a key made once for this folder and kept where only its owner can read it."""
    if key := env.str("SECRET_KEY", ""):
        return str(key)
    if not ON_SQLITE:
        hint = "SECRET_KEY is empty: set it to 50 random characters, the same for every process of this site."
        raise ImproperlyConfigured(hint)
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
# Earlier secrets, newest first: what they sealed (links, sessions, credentials of connections) can still be opened.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
    "knox",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "anymail",
    "people",
    "privacy",
    "surveys",
    "signals",
    "engagement.insights",
    "engagement.results",
    "engagement.actions",
    "engagement.assessment",
    "engagement.dashboards",
    "engagement.api",
    "engagement.desk",
    "engagement.access",
    "engagement.webhooks",
    "engagement.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "engagement.dashboards.middleware.PagePolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "engagement.urls"
WSGI_APPLICATION = "engagement.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "engagement.dashboards.context.site",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "people.accounts.ClosedSignupAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
LOGIN_REDIRECT_URL = "/"

# Sign-on through the company's own identity provider. It says who somebody is; what that account may do is decided here.
SSO_NAME: str = env.str("SSO_NAME", "")
SOCIALACCOUNT_ADAPTER = "people.accounts.KnownAccountsAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an account is found by the address that the provider has verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may send nobody to another site (form-action), a link may
SOCIALACCOUNT_PROVIDERS = sign_on.providers(
    SSO_NAME,
    {
        "OIDC_SERVER_URL": env.str("OIDC_SERVER_URL", ""),
        "OIDC_CLIENT_ID": env.str("OIDC_CLIENT_ID", ""),
        "OIDC_CLIENT_SECRET": env.str("OIDC_CLIENT_SECRET", ""),
        "SAML_METADATA_URL": env.str("SAML_METADATA_URL", ""),
        "SAML_ENTITY_ID": env.str("SAML_ENTITY_ID", ""),
    },
)
LOGIN_URL = "account_login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
# One catalogue a folder: strings are translated beside the code that shows them.
LOCALE_PATHS = [BASE_DIR / "engagement" / "locale", *sorted((BASE_DIR / "templates").glob("*/locale"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "engagement" / "static"]
WHITENOISE_USE_FINDERS = True

REDIS_URL: str = env.str("REDIS_URL", "")
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A task that is not done by then is given to another worker as well. Reading the servers of a large company takes hours.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "read-connections": {"task": "engagement.read_connections", "schedule": crontab(minute="20")},
    "remind-of-steps": {"task": "engagement.remind_of_steps", "schedule": crontab(hour="6", minute="30")},
    "run-campaigns": {"task": "engagement.run_campaigns", "schedule": crontab(minute="10")},
    "deliver-webhooks": {"task": "engagement.deliver_webhooks", "schedule": crontab()},
    "close-due-waves": {"task": "engagement.close_due_waves", "schedule": crontab(hour="3", minute="5")},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache"
        if REDIS_URL
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": REDIS_URL,
    }
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "telescope@localhost")

# Chat channels as apprise writes them (https://github.com/caronc/apprise/wiki): told that there is something to read.
ALERT_CHAT_URLS: list[str] = env.list("ALERT_CHAT_URLS", default=[])

LLM_BASE_URL: str = env.str("LLM_BASE_URL", "")
LLM_MODEL: str = env.str("LLM_MODEL", "")
LLM_API_KEY: str = env.str("LLM_API_KEY", "")
LLM_DAILY_REQUESTS: int = env.int("LLM_DAILY_REQUESTS", 500)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",  # tokens are stored as digests only
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 200,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=180), "AUTH_HEADER_PREFIX": "Token"}
SPECTACULAR_SETTINGS = {"TITLE": "Telescope", "VERSION": "0.1", "SERVE_INCLUDE_SCHEMA": False}

SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if SITE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"level": "INFO"} for name in ("people", "privacy", "surveys", "signals", "engagement")
    },
}
