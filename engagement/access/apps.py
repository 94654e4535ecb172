from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "engagement.access"
    label = "access"
