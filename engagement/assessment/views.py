"""The assessment in the browser: for those who audit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from engagement.assessment.document import assessment
from people.permissions import check_audit


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Send the document in the reader's language as a file."""
    check_audit(request.user)
    chinese = (get_language() or "").startswith("zh")
    name = "pipia" if chinese else "dpia"
    headers = {"Content-Disposition": f'attachment; filename="{name}.html"'}
    return HttpResponse(assessment("zh" if chinese else "en"), headers=headers)
