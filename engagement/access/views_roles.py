"""Roles, for operators: who has which, give one, take one back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from engagement.access import granting
from engagement.access.exceptions import RoleError
from engagement.access.forms import GrantForm
from engagement.dashboards.opened import reader_name, signed_in
from people.models import Account, RoleGrant
from people.permissions import check_operate


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def roles_page(request: HttpRequest) -> HttpResponse:
    """Show who has a company-wide role; on POST give one and mail the way in."""
    check_operate(request.user)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = granting.grant(**form.cleaned_data, actor=reader_name(signed_in(request.user)))
        granting.welcome(account)
        messages.success(request, _("%(who)s has the role now and was sent a mail.") % {"who": account})
        return redirect("access:roles")
    return render(request, "access/roles.html", {"form": form, "accounts": _accounts()})


def _accounts() -> list[Account]:
    company_wide = RoleGrant.objects.filter(unit=None).order_by("role")
    found = Account.objects.filter(grants__unit=None, grants__isnull=False).distinct().order_by("email")
    return list(found.prefetch_related(Prefetch("grants", company_wide, to_attr="roles")))


@login_required
@require_POST
def take_back(request: HttpRequest, pk: UUID, role: str) -> HttpResponse:
    """Take a role back."""
    check_operate(request.user)
    account = get_object_or_404(Account, pk=pk)
    try:
        granting.take_back(account, role, actor=reader_name(signed_in(request.user)))
    except RoleError:
        messages.error(request, _("This is the last operator. Give somebody else the role first."))
    return redirect("access:roles")
