"""What whoever runs the installation does about the key of the vault."""

from argparse import Namespace

from django.conf import settings

from goldthread import keys
from goldthread.vault.resealing import seal_anew
from goldthread.vault.sealing import NotOurs

PROBLEMS = 1


def change_key(arguments: Namespace) -> int:
    """Put a new key of the vault in the place of the old one, which goes on opening what it sealed."""
    keys.change(settings.GOLDTHREAD_KEYS, "vault")
    print(
        "There is a new key of the vault. Start the web processes and the worker anew, and then run"
    )
    print("  ./goldthread vault seal")
    return 0


def seal(arguments: Namespace) -> int:
    """Seal every text of the vault and of the cases with its present key."""
    try:
        texts, people = seal_anew()
    except NotOurs as missing:
        print(f"{missing} What was done until then stays, and nothing is lost.")
        return PROBLEMS
    print(f"{texts:,} texts were sealed anew, and {people:,} people are met again by the new key.")
    print("Backups from before need the earlier keys: they lie with the keys of each backup. Here,")
    print(f"{settings.GOLDTHREAD_KEYS / 'vault.earlier'} can be removed.")
    return 0
