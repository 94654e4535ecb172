"""Addresses of the studio."""

from django.urls import URLPattern, path

from engagement.studio import views_bank, views_editor, views_start

app_name = "studio"
urlpatterns: list[URLPattern] = [
    path("studio/", views_start.home, name="home"),
    path("studio/goal/", views_start.goal, name="goal"),
    path("studio/set/", views_start.ready_set, name="set"),
    path("studio/file/", views_start.file, name="file"),
    path("studio/bank/", views_bank.bank_page, name="bank"),
    path("studio/flags/", views_editor.flags, name="flags"),
    path("studio/<int:pk>/", views_editor.editor, name="editor"),
    path("studio/<int:pk>/title/", views_editor.title, name="title"),
    path("studio/<int:pk>/new/", views_editor.new_question, name="new_question"),
    path("studio/<int:pk>/questions/<slug:key>/", views_editor.question, name="question"),
    path("studio/<int:pk>/questions/<slug:key>/change/", views_editor.change, name="change"),
    path("studio/<int:pk>/next/", views_editor.following, name="next"),
    path("studio/<int:pk>/discard/", views_editor.throw_away, name="discard"),
    path("studio/<int:pk>/preview/", views_editor.preview, name="preview"),
    path("studio/<int:pk>/surveyjs.json", views_editor.export, name="export"),
]
