"""python -m tests.provider.serve PORT CALLBACK: make the provider's people and serve until ended."""

import json
import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

# Tokens travel on this machine alone.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.provider.settings"
django.setup()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Nothing is told of each request."""


def make(people, callback):
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    client = Client(id="goldthread", name="Goldthread", skip_consent=True)
    client.set_secret("a secret between the two")
    client.set_redirect_uris([callback])
    client.set_scopes(["openid", "profile", "email"])
    client.save()
    for name, address, is_proved, ways in people:
        get_user_model().objects.create_user(
            username=name,
            password="at the provider",  # noqa: S106
            first_name=name.title(),
            last_name=ways,
            email=address,
            is_staff=is_proved,
        )


if __name__ == "__main__":
    from django.core.wsgi import get_wsgi_application

    make(json.loads(sys.argv[3]), sys.argv[2])
    with make_server(
        "127.0.0.1", int(sys.argv[1]), get_wsgi_application(), handler_class=Quiet
    ) as server:
        print("ready", flush=True)
        server.serve_forever()
