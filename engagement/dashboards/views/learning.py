"""Pages on which HR learns: what works here, said against showed, and the catalogue of templates."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.actions.catalogue import Template
from engagement.actions.editing import retire, save_version
from engagement.actions.exceptions import UnknownTemplateError
from engagement.actions.shelf import template_now
from engagement.dashboards.forms_templates import RetireForm, TemplateForm
from engagement.dashboards.opened import note_opening, signed_in
from engagement.dashboards.selectors_learning import catalogue_rows, said_page, template_page, works_page


@login_required
@require_safe
def works(request: HttpRequest) -> HttpResponse:
    """Show templates in the order of what they can be expected to do, and how far alerts are answered."""
    page = works_page(request.user, request.GET.get("kind", ""))
    return render(request, "actions/works.html", {"page": page})


@login_required
@require_safe
def said(request: HttpRequest, wave_id: UUID | None = None) -> HttpResponse:
    """Show what leavers named beside what their units showed before."""
    page = said_page(request.user, wave_id)
    if page.wave and page.units:
        note_opening(request.user, subject=f"said against showed {page.wave.pk}", units=page.units)
    return render(request, "actions/said.html", {"page": page})


@login_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every template."""
    return render(request, "actions/catalogue.html", {"rows": catalogue_rows(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, key: str) -> HttpResponse:
    """Show a template; keep a new version of it."""
    page = template_page(request.user, _found(key))
    form = TemplateForm(request.POST or None, template=page.template, is_new=False)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, _("The new version is in use for plans that start from now on."))
    context = {"page": page, "form": form, "retire_form": RetireForm(auto_id="retire_%s")}
    return render(request, "actions/template.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: HttpRequest, key: str) -> HttpResponse:
    """Write a new template that starts from another one."""
    page = template_page(request.user, _found(key))
    form = TemplateForm(request.POST or None, template=page.template, is_new=True)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, _("The template is in the catalogue."))
    context = {"page": page, "form": form}
    return render(request, "actions/new_template.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def retire_template(request: HttpRequest, key: str) -> HttpResponse:
    """Take a template out of use."""
    form = RetireForm(request.POST)
    if form.is_valid():
        because, by = form.cleaned_data["because"], signed_in(request.user)
        retire(key=_found(key).key, because=because, by=by, on=timezone.localdate())
        messages.success(request, _("The template is out of use. Plans that run with it go on."))
    return redirect("dashboards:hr_template", key)


def _saved(request: HttpRequest, form: TemplateForm, said: str) -> HttpResponse:
    key, by = form.template_key(), signed_in(request.user)
    because = form.cleaned_data["because"]
    save_version(key=key, content=form.content(), because=because, by=by, on=timezone.localdate())
    messages.success(request, said)
    return redirect("dashboards:hr_template", key)


def _found(key: str) -> Template:
    try:
        return template_now(key)
    except UnknownTemplateError:
        raise Http404 from None
