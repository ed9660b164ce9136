"""What open data tells the house."""

from goldthread.house import MenuEntry, Module
from goldthread.open_data import inbox, permissions
from goldthread.open_data.published import published_by
from goldthread.open_data.steps import WORKFLOW

MODULE = Module(
    name="open_data",
    title="Open data",
    permissions=permissions.GRANTS,
    menu=(
        MenuEntry("Open data", "open_data:list", permissions.SEE, order=85, section="publishing"),
    ),
    inbox=inbox.KINDS,
    urls="goldthread.open_data.urls",
    endpoints="goldthread.open_data.endpoints:ROUTER",
    steps=(WORKFLOW,),
    publications=published_by,
    demonstration="goldthread.open_data.demonstration:load",
    demonstration_order=65,
)
