"""A province's single sign-on, small but real: allauth's own OpenID Connect provider as a process of its own.

`python oidc_server.py PORT FOLDER CALLBACK`: one client, two people; consent is not asked for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET, PASSWORD = "so-cong-thuong", "mot-khoa-bi-mat-cua-tinh", "mat-khau-o-may-chu-tinh"
PEOPLE = ("canbo", "ke-la")


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main(port: int, folder: Path, callback: str) -> None:
    _configure(folder)
    import django
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    django.setup()
    call_command("migrate", verbosity=0)
    _fill(callback)
    server = make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet)
    server.serve_forever()


def _configure(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="khoa-cua-may-chu-thu-chi-dung-trong-kiem-thu",
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="oidc_urls",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "tinh.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages", "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        IDP_OIDC_PRIVATE_KEY=key.decode(),
    )  # fmt: skip


def _fill(callback: str) -> None:
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model

    people = get_user_model()
    for name in PEOPLE:
        people.objects.create_user(name, email=f"{name}@tinh.example.vn", password=PASSWORD)
    client = Client(id=CLIENT, name="Sổ Công Thương", scopes="openid\nprofile\nemail", skip_consent=True)
    client.redirect_uris = callback
    client.set_secret(SECRET)
    client.save()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
