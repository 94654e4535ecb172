from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "engagement.desk"
    label = "desk"
