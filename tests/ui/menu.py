"""A menu as long as the real one, for the pages under test."""

from goldthread.house import MenuEntry, Module, Permission, Role

SEE = Permission("example.see", "see the examples", reads=True)
HIDE = Permission("example.hide", "see what nobody may")
LABELS = {
    "performance": "Performance",
    "learning": "Learning",
    "assurance": "Assurance",
    "governance": "Governance",
    "training": "Training",
    "report": "Yearly report",
}

MODULE = Module(
    name="example",
    title="Example",
    permissions={SEE: frozenset({Role.BUSINESS_MANAGER}), HIDE: frozenset()},
    menu=(
        *(
            MenuEntry(label, name, SEE, order=at, section=name)
            for at, (name, label) in enumerate(LABELS.items())
        ),
        MenuEntry("Hidden", "gallery", HIDE),
        MenuEntry("Not built", "no-such-page", SEE),
    ),
)
