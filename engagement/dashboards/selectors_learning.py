"""What the company learns from its own alerts and plans: what works here, said against showed, the catalogue. For HR."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from engagement.actions.catalogue import Template
from engagement.actions.models import Plan, PlanStep, TemplateVersion
from engagement.actions.ranking import UnitKind, ranking
from engagement.actions.shelf import every_template, newest_versions
from engagement.dashboards.labels import pick
from engagement.insights.labels import item_labels
from engagement.insights.measures import CONSTRUCT, Scale, find_measure, say_change, say_range
from engagement.insights.models import Alert, Theme
from engagement.insights.said_showed import Pattern
from engagement.results.said import said_against_showed
from people.permissions import Reader, check_design_surveys
from people.selectors import unit_labels
from surveys.enums import WaveKind, WaveState
from surveys.models import Question, Wave

# With less than this much expected, in standard deviations between units, a template is not called better than another.
CLEAR = 0.0


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A template with what it can be expected to do, and how its plans came out."""

    place: int
    key: str
    title: str
    mean: str
    low: str
    high: str
    actions: int
    is_clear: bool
    verdicts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far alerts are answered, as counts for the whole company; never by manager or team."""

    open: int
    acknowledged: int
    with_plan: int
    running: int
    steps_done: int
    steps: int


@dataclass(frozen=True, slots=True)
class WorksPage:
    """Everything on the page; `measured` are the templates some plan of this kind of unit was measured for."""

    kind: UnitKind
    measured: list[RankedRow]
    unmeasured: int
    coverage: Coverage


def works_page(reader: Reader, kind: str) -> WorksPage:
    """Return what works here for a kind of unit, teams unless another is named."""
    check_design_surveys(reader)
    chosen = UnitKind(kind) if kind in list(UnitKind) else UnitKind.TEAM
    titles = {key: pick(template.title) for key, template in every_template().items()}
    verdicts = _verdicts()
    rows = [
        RankedRow(
            place,
            one.template,
            titles[one.template],
            f"{one.mean:+.2f}",
            f"{one.interval95[0]:+.2f}",
            f"{one.interval95[1]:+.2f}",
            one.actions,
            one.interval95[0] > CLEAR or one.interval95[1] < CLEAR,
            verdicts.get(one.template, {}),
        )
        for place, one in enumerate(ranking(chosen), start=1)
    ]
    tried = [row for row in rows if row.actions]
    return WorksPage(chosen, tried, len(rows) - len(tried), coverage())


def _verdicts() -> dict[str, dict[str, int]]:
    """Return template -> verdict -> number of plans; every verdict is there."""
    counts: Counter[tuple[str, str]] = Counter(Plan.objects.values_list("template", "verdict"))
    keys = {template for template, _verdict in counts}
    return {key: {value: counts[key, value] for value in Plan.Verdict.values} for key in keys}


def coverage() -> Coverage:
    """Return how many alerts are open, read, and answered by a plan, and how many steps are done."""
    alerts = Alert.objects.exclude(state=Alert.State.CLOSED).annotate(
        running=Count("plans", filter=Q(plans__dropped_on=None))
    )
    running = Plan.objects.filter(dropped_on=None)
    steps = PlanStep.objects.filter(plan__in=running)
    return Coverage(
        open=alerts.count(),
        acknowledged=alerts.filter(state=Alert.State.ACKNOWLEDGED).count(),
        with_plan=alerts.filter(running__gt=0).count(),
        running=running.count(),
        steps_done=steps.exclude(done_on=None).count(),
        steps=steps.count(),
    )


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A pattern in words."""

    pattern: Pattern
    unit: str
    pool: str
    measure: str
    own: str
    usual: str
    change: str
    low: str
    high: str
    ratio: str
    named: str


@dataclass(frozen=True, slots=True)
class SaidPage:
    """What leavers of one exit survey said, beside what their units showed; `wave` None where none was released."""

    waves: list[Wave]
    wave: Wave | None
    title: str
    hidden: list[PatternRow]
    spoken: list[PatternRow]

    @property
    def units(self) -> list[str]:
        """Return the units whose values stand on the page."""
        return sorted({row.pattern.unit for row in (*self.hidden, *self.spoken)})


def said_page(reader: Reader, wave_id: UUID | None) -> SaidPage:
    """Return said against showed of one exit wave, the newest unless another is named."""
    check_design_surveys(reader)
    exits = Wave.objects.filter(kind=WaveKind.EXIT).defer("tree", "policy")
    waves = list(exits.filter(state=WaveState.RELEASED).order_by("-closes_on"))
    wave = get_object_or_404(exits, pk=wave_id) if wave_id else next(iter(waves), None)
    rows = _pattern_rows(said_against_showed(wave), wave) if wave else []
    hidden = [row for row in rows if row.pattern.is_hidden]
    spoken = [row for row in rows if not row.pattern.is_hidden]
    return SaidPage(waves, wave, pick(wave.title) if wave else "", hidden, spoken)


def _pattern_rows(found: list[Pattern], wave: Wave) -> list[PatternRow]:
    names = unit_labels({unit for one in found for unit in (one.unit, one.pool)})
    measures = item_labels({one.measure for one in found})
    reasons = _reasons(wave)
    return [_pattern_row(one, names, measures, reasons) for one in found]


def _pattern_row(
    one: Pattern, names: Mapping[str, str], measures: Mapping[str, str], reasons: Mapping[str, str]
) -> PatternRow:
    known = find_measure(one.measure)
    scale = known.scale if known else Scale.FIVE_STEPS
    low, high = one.interval95
    # A mean of a scale from 1 to 5 has no zero point, so no ratio.
    ratio = "" if one.measure.startswith(CONSTRUCT) or one.ratio is None else f"{one.ratio:.1f}"
    return PatternRow(
        one,
        names.get(one.unit, one.unit),
        names.get(one.pool, one.pool),
        measures[one.measure],
        say_range(one.own, one.own, scale),
        say_range(one.usual, one.usual, scale),
        say_change(one.own - one.usual, scale),
        say_change(low, scale),
        say_change(high, scale),
        ratio,
        ", ".join(f"{reasons.get(reason, reason)} ({share:.0%})" for reason, share in one.named.items()),
    )


def _reasons(wave: Wave) -> dict[str, str]:
    """Return the names of the reasons that the questionnaire of a wave offers."""
    asked = Question.objects.filter(questionnaire_id=wave.questionnaire_id)
    return {str(option["key"]): pick(option["text"]) for question in asked for option in question.options}


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in the list of the catalogue."""

    key: str
    title: str
    themes: str
    effort: str
    version: int
    is_retired: bool
    is_shipped: bool
    plans: int


def catalogue_rows(reader: Reader) -> list[TemplateRow]:
    """Return every template with what became of it here, in order of the title."""
    check_design_surveys(reader)
    versions = newest_versions()
    plans = Counter(Plan.objects.values_list("template", flat=True))
    rows = [_template_row(one, versions.get(key), plans[key]) for key, one in every_template().items()]
    return sorted(rows, key=lambda row: row.title)


def _template_row(template: Template, version: TemplateVersion | None, plans: int) -> TemplateRow:
    return TemplateRow(
        template.key,
        pick(template.title),
        ", ".join(str(Theme(theme).label) for theme in template.themes),
        pick(template.effort_words),
        version.version if version else 0,
        version.is_retired if version else False,
        version is None,
        plans,
    )


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A template with the history of its versions, newest first."""

    template: Template
    title: str
    why: str
    steps: list[tuple[int, str]]
    answers: str
    versions: list[TemplateVersion]

    @property
    def is_retired(self) -> bool:
        """Say whether the newest version took it out of use."""
        return bool(self.versions) and self.versions[0].is_retired


def template_page(reader: Reader, template: Template) -> TemplatePage:
    """Return the page of a template."""
    check_design_surveys(reader)
    versions = (
        TemplateVersion.objects.filter(key=template.key).select_related("edited_by").order_by("-version")
    )
    labels = item_labels(set(template.answers))
    steps = [(step.day, pick(step.text)) for step in template.steps]
    answers = ", ".join(labels[one] for one in template.answers)
    return TemplatePage(template, pick(template.title), pick(template.why), steps, answers, list(versions))
