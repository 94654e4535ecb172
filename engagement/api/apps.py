from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "engagement.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
