"""Waves: launched on a frozen roster, answered ballot by ballot through links, closed by the task queue."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engagement import tasks
from engagement.demo.acts.queue import walked
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Moment
from engagement.demo.links import keep_links
from engagement.demo.world.timeline import Window
from engagement.demo.world.voices import Voice, exit_voices, pulse_voices
from people.models import Person, Roster, Unit
from people.roster import freeze_roster, members_on
from people.selectors import leavers
from surveys.ballots import issue
from surveys.enums import WaveKind
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Questionnaire, Wave
from surveys.questionnaires import create_questionnaire
from surveys.waves import launch_wave

ACTOR = "hr demo"
Title = dict[str, str]


def run_pulse(scene: Scene, moment: Moment) -> str:
    """Launch a pulse for everybody who works here and collect its ballots; the last one stays open."""
    line = scene.world.line
    is_last = moment.number == len(line.pulses)
    window = line.open_pulse if is_last else line.pulses[moment.number]
    roster = freeze_roster(members=members_on(window.opens), on=window.opens)
    title = {
        "en": f"Pulse, {window.opens:%B %Y}",
        "zh": f"{window.opens.year}年{window.opens.month}月脉搏调查",
    }
    wave = _launch(scene.pulse, WaveKind.PULSE, title, window, roster)
    links = {invitation.person.code: token for invitation, token in invite(wave=wave)}
    voices = pulse_voices(scene.world, moment.number, scene.pulse)
    unused = _collect(scene, voices, links)
    if is_last:
        keep_links(scene.out, _by_language(unused))
    return f"{len(voices)} ballots of {len(links)}"


def run_exit(scene: Scene, moment: Moment) -> str:
    """Ask the leavers of a pool together, after its last quarter."""
    quarters = scene.world.line.quarters
    window = quarters[moment.last].window
    left = leavers(quarters[moment.number].start, quarters[moment.last].end)
    members: list[tuple[Person, Unit]] = [(membership.person, membership.unit) for membership in left]
    first = quarters[moment.number].start
    title = {"en": f"Leavers since {first:%B %Y}", "zh": f"{first.year}年{first.month}月起离职人员问卷"}
    roster = freeze_roster(members=members, on=window.opens)
    wave = _launch(scene.leaving, WaveKind.EXIT, title, window, roster)
    links = {invitation.person.code: token for invitation, token in invite(wave=wave)}
    pool = range(moment.number, moment.last + 1)
    voices = [voice for quarter in pool for voice in exit_voices(scene.world, quarter, scene.leaving)]
    _collect(scene, voices, links, on=window.opens)
    return f"{len(voices)} ballots of {len(links)}"


def close_pulse(scene: Scene, moment: Moment) -> str:
    """Close a pulse and carry it through the door."""
    return _close(WaveKind.PULSE, scene.world.line.pulses[moment.number].opens, moment.on)


def close_exit(scene: Scene, moment: Moment) -> str:
    """Close an exit wave and carry it through the door."""
    return _close(WaveKind.EXIT, scene.world.line.quarters[moment.last].window.opens, moment.on)


def _launch(
    definition: Mapping[str, Any], kind: WaveKind, title: Title, window: Window, roster: Roster
) -> Wave:
    known = Questionnaire.objects.filter(key=definition["key"]).order_by("-version").first()
    return launch_wave(
        questionnaire=known or create_questionnaire(definition),
        kind=kind,
        title=title,
        opens_on=window.opens,
        closes_on=window.closes,
        roster=roster,
        actor=ACTOR,
    )


def _collect(
    scene: Scene, voices: Sequence[Voice], links: Mapping[str, str], *, on: date | None = None
) -> dict[str, str]:
    """Collect and send a ballot for each voice that was invited; return the links that stay unused."""
    unused = dict(links)
    for voice in voices:
        if (link := unused.pop(voice.person, None)) is not None:
            ballot = issue(link_token=link, on=on or voice.on)
            submit(ballot_token=ballot.token, answers=voice.answers)
    scene.progress.count("ballots", len(links) - len(unused))
    scene.progress.count("comments", sum(voice.comment is not None for voice in voices))
    return unused


def _by_language(unused: Mapping[str, str]) -> dict[str, list[str]]:
    languages = dict(Person.objects.filter(code__in=unused).values_list("code", "language"))
    found: dict[str, list[str]] = {"en": [], "zh": []}
    for code, token in sorted(unused.items()):
        found["zh" if languages[code].startswith("zh") else "en"].append(token)
    return found


def _close(kind: WaveKind, opens_on: date, on: date) -> str:
    wave = Wave.objects.get(kind=kind, opens_on=opens_on)
    tasks.close_wave.delay(str(wave.pk), on.isoformat())
    walked("wave_walked", lambda: [f"wave {wave.pk}"])
    return "through the door"
