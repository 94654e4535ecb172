"""Address of the assessment."""

from django.urls import path

from engagement.assessment import views

app_name = "assessment"
urlpatterns = [path("privacy-office/assessment/", views.download, name="download")]
