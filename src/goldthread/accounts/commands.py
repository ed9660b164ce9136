"""What whoever runs the installation does about accounts and the key that seals second steps."""

import json
from argparse import Namespace

from django.conf import settings
from django.utils import timezone

from goldthread import keys
from goldthread.access.decision import Refused
from goldthread.accounts.actions import recover_by_the_installation
from goldthread.accounts.adapters import seal_again

REFUSED = 1


def recover(arguments: Namespace) -> int:
    """Let somebody back in whom no partnership can: prints the address of a one-time link."""
    try:
        path = recover_by_the_installation(email=arguments.email, at=timezone.localtime())
    except Refused as refused:
        print(refused)
        return REFUSED
    if arguments.json:
        print(json.dumps({"email": arguments.email, "path": path}))
    else:
        print(
            "Their password, second steps and sessions have ended. A letter went to them with this"
        )
        print(f"address of your site, which works once, for four hours:\n  {path}")
    return 0


def change_key(arguments: Namespace) -> int:
    """Put a new signing key in the place of the old one, which goes on opening what it sealed."""
    keys.change(settings.GOLDTHREAD_KEYS, "signing")
    print("There is a new signing key. Start the web processes and the worker anew, and then run")
    print("  ./goldthread keys seal")
    return 0


def seal(arguments: Namespace) -> int:
    """Seal every second step with the present key, so that the earlier ones are needed no more."""
    print(
        f"{seal_again()} second steps are sealed with the present key. Once nobody is signed in from"
    )
    print(f"before (12 hours), {settings.GOLDTHREAD_KEYS / 'signing.earlier'} can be removed.")
    return 0
