"""How accounts come about: by import or by an operator, never by self-registration."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Nobody registers alone: an employee-listening tool knows its people from the directory."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False, always."""
        return False


class KnownAccountsAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """The company's sign-on opens accounts that exist here, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return False, always: an address that the directory does not know stays outside."""
        return False
