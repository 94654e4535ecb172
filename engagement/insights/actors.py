"""How the ledger names who did or read something: the role and the name that employees know, never an address."""

from people.enums import Role
from people.models import Account
from people.permissions import roles_of

SYSTEM = "system"
# Of several roles the one that lets somebody see most is named.
SHOWN_AS = (Role.HR, Role.DPO, Role.MANAGER, Role.OPERATOR, Role.EMPLOYEE)


def reader_name(account: Account) -> str:
    """Return "manager Li Wei" or "hr Ann Smith"; an account without a name is shown by its role alone."""
    roles = roles_of(account)
    role = next((role for role in SHOWN_AS if role in roles), Role.EMPLOYEE)
    return f"{role.value} {account.display_name}".strip()
