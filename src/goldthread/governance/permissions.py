"""What may be seen of the register."""

from goldthread.house import Permission, Role

SEE_REGISTER = Permission(
    "governance.see_register", "see the partnership's agencies, groups and priorities", reads=True
)

# Arrangements are published by law: nobody who works with a partnership is kept from them.
GRANTS = {SEE_REGISTER: frozenset(Role)}
