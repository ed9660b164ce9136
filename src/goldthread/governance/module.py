"""What governance tells the house."""

from goldthread.access.principal import Principal
from goldthread.governance.bringing_in import AGENCIES, GROUPS, SCHOOLS
from goldthread.governance.permissions import GRANTS, SEE_REGISTER
from goldthread.house import MenuEntry, Module, Source


def _agency(principal: Principal, public_id: str) -> Source | None:
    # Imported when asked: this file is read before there are models.
    from goldthread.governance.reading import agency_source

    return agency_source(principal, public_id)


MODULE = Module(
    name="governance",
    title="Partnership",
    permissions=GRANTS,
    menu=(MenuEntry("Partnership", "partnership", SEE_REGISTER, order=80, section="partnership"),),
    sources={"register.agency": _agency},
    imports=(AGENCIES, SCHOOLS, GROUPS),
    urls="goldthread.governance.urls",
    prefix="partnership/",
    demonstration="goldthread.governance.demonstration:load",
    demonstration_order=30,
)
