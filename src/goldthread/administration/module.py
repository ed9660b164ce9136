"""What administration tells the house."""

from goldthread.accounts.module import SEE_PEOPLE
from goldthread.house import MenuEntry, Module

MODULE = Module(
    name="administration",
    title="Administration",
    menu=(MenuEntry("Administration", "people", SEE_PEOPLE, order=90, section="administration"),),
    urls="goldthread.administration.urls",
)
