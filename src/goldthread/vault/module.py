"""What the vault tells the house."""

from goldthread.house import Command, Module
from goldthread.vault.permissions import GRANTS

MODULE = Module(
    name="vault",
    title="Identities",
    permissions=GRANTS,
    urls="goldthread.vault.urls",
    prefix="identities/",
    commands=(
        Command(
            "vault",
            "change",
            "Make a new key of the vault, and keep the old one to open what it sealed",
            "goldthread.vault.commands:change_key",
        ),
        Command(
            "vault",
            "seal",
            "Seal every text of the vault and of the cases with its present key",
            "goldthread.vault.commands:seal",
        ),
    ),
)
