from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the secrets of links and ballots out of the logs."""
        from surveys.quiet_logs import install  # noqa: PLC0415  # after Django has configured its loggers

        install()
