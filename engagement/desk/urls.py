"""Addresses of the desk."""

from django.urls import path, re_path

from engagement.desk import api
from engagement.desk.views import draft, menu, own, sheet

app_name = "desk"
urlpatterns = [
    path("desk/", menu.desk, name="desk"),
    path("desk/lint/", menu.lint_wording, name="lint"),
    path("desk/ledger/", menu.ledger, name="ledger"),
    path("desk/own/", own.own_items, name="own_items"),
    path("desk/<slug:key>/", draft.draft, name="draft"),
    path("desk/<slug:key>/notice/", draft.notice, name="notice"),
    path("desk/<slug:key>/stream/", draft.stream, name="stream"),
    path("desk/<slug:key>/change/", sheet.change, name="change"),
    path("desk/<slug:key>/questionnaire/", sheet.questionnaire, name="questionnaire"),
    re_path(r"^desk/(?P<key>[a-z_]+)/export\.(?P<form>txt|docx)$", sheet.export, name="export"),
    path("api/draft-kinds/", api.DraftKinds.as_view(), name="api_kinds"),
    path("api/drafts/", api.Drafts.as_view(), name="api_drafts"),
    path("api/draft-parts/", api.DraftParts.as_view(), name="api_parts"),
]
