"""The card of an alert: everything a person needs to judge it, in the language of the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from engagement.insights.enums import Severity
from engagement.insights.labels import item_labels, number_words
from engagement.insights.models import Alert, Theme
from engagement.insights.quotes import Quote
from engagement.insights.themes import SIGNATURE, THEME_WORDS
from people.selectors import unit_label

# Fewer expected leavers than this are shown as none.
LEAST_AVOIDED = 0.05


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One released number behind an alert.

    Attributes
    ----------
    label
        What it is.
    starts, ends
        First day of the data and the first day after it.
    number
        The number in words, band or interval included.
    low, high
        Ends of what the number stands for, in units of the measure; None where only words were released.
    n_band
        How many people stand behind it, as a band such as "10-14".
    note
        How it compares, where a comparison was made; else empty.
    item
        Key of the item or metric.
    """

    label: str
    starts: date
    ends: date
    number: str
    low: float | None
    high: float | None
    n_band: str
    note: str
    item: str


@dataclass(frozen=True, slots=True)
class AlertCard:
    """An alert as it is shown. Texts are in the language of the reader.

    Attributes
    ----------
    since
        First day on which the situation was known; `weeks` counts from the first data to the newest.
    window
        First day of the oldest and last day of the newest data behind it.
    evidence
        Newest first.
    at_stake
        How many expected leavers stand behind it, on which the severity rests.
    """

    alert: Alert
    title: str
    unit: str
    severity: str
    severity_label: str
    state_label: str
    summary: str
    meaning: str
    since: date
    window: tuple[date, date]
    weeks: int
    evidence: tuple[EvidenceLine, ...]
    caveats: tuple[str, ...]
    acknowledged_by: str
    at_stake: str


def alert_card(alert: Alert, unit: str = "") -> AlertCard:
    """Return the card of an alert in the active language; `unit`, its unit's name, spares a query where it is known."""
    theme, words = Theme(alert.theme), THEME_WORDS[Theme(alert.theme)]
    lines = evidence_lines(alert.evidence)
    window = min(line.starts for line in lines), max(line.ends for line in lines)
    return AlertCard(
        alert=alert,
        title=str(theme.label),
        unit=unit or unit_label(alert.unit),
        severity=alert.severity,
        severity_label=str(Severity(alert.severity).label),
        state_label=str(Alert.State(alert.state).label),
        summary=str(SIGNATURE if _is_signature(alert) else words.summary),
        meaning=str(words.meaning),
        since=alert.opened_on,
        window=window,
        weeks=(window[1] - window[0]).days // 7,
        evidence=lines,
        caveats=tuple(str(caveat) for caveat in words.caveats),
        acknowledged_by=_acknowledged_by(alert),
        at_stake=_at_stake(alert),
    )


def evidence_lines(evidence: Sequence[Quote]) -> tuple[EvidenceLine, ...]:
    """Return quotes as lines to read, newest first."""
    labels = item_labels({quoted["item"] for quoted in evidence})
    newest = sorted(evidence, key=lambda quoted: (quoted["ends"], quoted["item"]), reverse=True)
    return tuple(_line(quoted, labels) for quoted in newest)


def _line(quoted: Mapping[str, Any], labels: Mapping[str, str]) -> EvidenceLine:
    low, high = quoted.get("interval", (None, None))
    return EvidenceLine(
        label=labels[quoted["item"]],
        starts=date.fromisoformat(quoted["period"]),
        ends=date.fromisoformat(quoted["ends"]),
        number=number_words(quoted),
        low=low,
        high=high,
        n_band=quoted["n_band"],
        note=_comparison(quoted),
        item=quoted["item"],
    )


def _comparison(quoted: Mapping[str, Any]) -> str:
    """Return how a number compares with what it was compared with; empty where nothing was."""
    change, company = quoted.get("change"), quoted.get("company")
    if change:
        numbers = {"low": f"{-change[1]:.1f}", "high": f"{-change[0]:.1f}"}
        return _("lower by %(low)s to %(high)s than in this team's own last surveys") % numbers
    if company:
        return _("company: %(low)s to %(high)s") % {"low": f"{company[0]:.0%}", "high": f"{company[1]:.0%}"}
    return ""


def _is_signature(alert: Alert) -> bool:
    """Say whether an exit theme was seen in a living unit: no quote stands beside the leavers of the company."""
    return alert.theme == Theme.EXIT_THEME and not any(quoted.get("company") for quoted in alert.evidence)


def _acknowledged_by(alert: Alert) -> str:
    account = alert.acknowledged_by
    return (account.display_name or _("name not given")) if account else ""


def _at_stake(alert: Alert) -> str:
    if alert.avoided is None:
        return _(
            "The forecast says nothing about this team now; the severity rests on how long it has lasted."
        )
    if alert.avoided < LEAST_AVOIDED:
        return _("The forecast does not see that more people leave because of it.")
    words = _(
        "Were it as is usual here, about %(count)s fewer people would be expected to leave within twelve weeks; the severity rests on that."
    )
    return words % {"count": f"{alert.avoided:.1f}"}
