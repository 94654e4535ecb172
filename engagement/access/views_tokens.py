"""Tokens of the reader's own account: make one, see it once, take it back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from engagement.dashboards.opened import reader_name, signed_in
from people.models import Account
from privacy.ledger import record


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache  # the answer to POST shows the token, once
def tokens_page(request: HttpRequest) -> HttpResponse:
    """Show the reader's tokens without their text; on POST make one and show it."""
    account = signed_in(request.user)
    made = _made(account) if request.method == "POST" else ""
    tokens = AuthToken.objects.filter(user=account).order_by("-created")
    return render(request, "access/tokens.html", {"tokens": tokens, "made": made})


def _made(account: Account) -> str:
    stored, text = AuthToken.objects.create(account)
    record(actor=reader_name(account), action="token_made", subject=f"token {stored.token_key}")
    return str(text)


@login_required
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """Take a token of the reader's own back."""
    account = signed_in(request.user)
    token = get_object_or_404(AuthToken, user=account, token_key=key)
    token.delete()
    record(actor=reader_name(account), action="token_revoked", subject=f"token {key}")
    return redirect("access:tokens")
