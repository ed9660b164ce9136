"""What the trail tells the house."""

from goldthread.house import Command, Module, Permission, Role

READ_TRAIL = Permission("trail.read", "read the trail", reads=True)

MODULE = Module(
    name="trail",
    title="Trail",
    permissions={
        READ_TRAIL: frozenset({Role.INFORMATION_GOVERNANCE_AUDITOR, Role.BUSINESS_MANAGER}),
    },
    commands=(
        Command(
            noun="trail",
            verb="verify",
            words="Read the trail back and say whether every entry is there and unaltered",
            run="goldthread.trail.commands:verify_trail",
        ),
    ),
)
