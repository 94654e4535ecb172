"""Giving and taking back the roles that are company-wide; who manages a unit comes from the directory.

Every change stands in the ledger, where data protection officers read who lets whom see what.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from engagement.access.exceptions import RoleError
from engagement.insights.delivery import send
from people.enums import Role
from people.models import Account, RoleGrant
from privacy.ledger import record

GRANTABLE = (Role.HR, Role.DPO, Role.OPERATOR)


@transaction.atomic
def grant(*, email: str, role: str, actor: str, name: str = "", language: str = "en") -> Account:
    """Give a role to an account; an unknown address gets an account without a password.

    A role that the account has already changes nothing.

    Raises
    ------
    RoleError
        The address is none, or the role is not company-wide.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise RoleError(entry="email", expected="an e-mail address") from None
    if role not in GRANTABLE:
        raise RoleError(entry="role", expected=f"one of {', '.join(GRANTABLE)}")
    account = Account.objects.filter(email=address).first()
    if account is None:
        account = Account.objects.create_user(address, display_name=name.strip(), language=language)
    _grant, is_new = RoleGrant.objects.get_or_create(account=account, role=role, unit=None)
    if is_new:
        record(actor=actor, action="role_granted", subject=f"account {account.pk}", detail={"role": role})
    return account


@transaction.atomic
def take_back(account: Account, role: str, *, actor: str) -> None:
    """Take a role from an account; one that it does not have changes nothing.

    Raises
    ------
    RoleError
        It is the last operator: nobody could give a role again.
    """
    others = RoleGrant.objects.select_for_update().filter(role=Role.OPERATOR, account__is_active=True)
    if role == Role.OPERATOR and not others.exclude(account=account).exists():
        raise RoleError(entry="role", expected="another operator first")
    if RoleGrant.objects.filter(account=account, role=role, unit=None).delete()[0]:
        record(actor=actor, action="role_taken_back", subject=f"account {account.pk}", detail={"role": role})


def password_link(account: Account) -> str:
    """Return the address where the owner of an account sets a password; it works once, for a few days."""
    parts = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    return str(settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts))


def welcome(account: Account) -> None:
    """Mail somebody who was given a role and has no password the way in."""
    with translation.override(account.language):
        link = settings.SITE_URL + reverse("account_login")
        if not account.has_usable_password() and not settings.SSO_NAME:
            link = password_link(account)
        context = {"account": account, "link": link}
        subject = render_to_string("emails/welcome_subject.txt", context).strip()
        send([EmailMessage(subject, render_to_string("emails/welcome.txt", context), to=[account.email])])
