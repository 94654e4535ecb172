from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "engagement.assessment"
    label = "assessment"
