"""What may be seen of the register, and changed."""

from goldthread.house import Permission, Role

SEE_REGISTER = Permission(
    "governance.see_register", "see the partnership's agencies, groups and priorities", reads=True
)

KEEP_REGISTER = Permission(
    "governance.keep_register", "add agencies and groups to the partnership, and change them"
)

SET_CLOCKS = Permission(
    "governance.set_clocks",
    "set time limits of the partnership's own, as far as guidance leaves them open",
)

# Arrangements are published by law: nobody who works with a partnership is kept from them.
GRANTS = {
    SEE_REGISTER: frozenset(Role),
    KEEP_REGISTER: frozenset({Role.BUSINESS_MANAGER, Role.PARTNERSHIP_OFFICER}),
    SET_CLOCKS: frozenset({Role.BUSINESS_MANAGER}),
}
