"""What can go wrong in actions."""

from collections.abc import Sequence


class ActionsError(Exception):
    """Base of every error of this app."""


class UnknownTemplateError(ActionsError):
    """No template of the catalogue has this key.

    Attributes
    ----------
    key
        What was asked for.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"the catalogue has no template {self.key!r}"


class CatalogueError(ActionsError):
    """A template file is not as it should be.

    Attributes
    ----------
    file
        Name of the file.
    problems
        Every problem in it, one sentence each.
    """

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        super().__init__(file, problems)
        self.file = file
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return f"{self.file}: {'; '.join(self.problems)}"


class TemplateDoesNotFitError(ActionsError):
    """A template was chosen for an alert whose theme it does not answer.

    Attributes
    ----------
    template
        Key of the template.
    theme
        Theme of the alert.
    """

    def __init__(self, template: str, theme: str) -> None:
        super().__init__(template, theme)
        self.template = template
        self.theme = theme

    def __str__(self) -> str:
        return f"template {self.template!r} does not answer {self.theme!r}"


class PlanClosedError(ActionsError):
    """A plan that was dropped cannot be changed any more.

    Attributes
    ----------
    plan
        Id of the plan.
    """

    def __init__(self, plan: str) -> None:
        super().__init__(plan)
        self.plan = plan

    def __str__(self) -> str:
        return f"plan {self.plan} was dropped"
