import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from engagement.actions.catalogue import (
    Template,
    all_templates,
    get_template,
    templates_answering,
    templates_for,
)
from engagement.actions.catalogue.loader import FOLDER, read_template
from engagement.actions.catalogue.validation import HAN, LANGUAGES, TEXTS
from engagement.actions.exceptions import CatalogueError, UnknownTemplateError
from engagement.insights.measures import CONSTRUCTS
from engagement.insights.models import Theme
from nlp.taxonomy import TOPICS

TEMPLATES = {template.key: template for template in all_templates()}
BLAME = re.compile(r"\b(fault of|blame|lazy|poor performer|underperform|weak manager)", re.IGNORECASE)


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_template_speaks_both_languages_in_full(key: str) -> None:
    template = TEMPLATES[key]
    texts = [getattr(template, name) for name in TEXTS] + [step.text for step in template.steps]
    for text in texts:
        assert set(text) == set(LANGUAGES)
        assert HAN.search(text["zh"])
        assert not HAN.search(text["en"])
        assert not re.search(r"[,;:!?] ?[\u4e00-\u9fff]", text["zh"]), "half-width punctuation in Chinese"
        assert not BLAME.search(text["en"])


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_template_can_be_acted_on_and_measured(key: str) -> None:
    template = TEMPLATES[key]
    assert template.steps[0].day == 0
    assert template.steps[-1].day < min(outcome.within_days for outcome in template.outcomes)
    assert (
        any(outcome.measure.startswith("construct:") for outcome in template.outcomes)
        or len(template.outcomes) > 1
    )
    assert re.search(r"\((19|20)\d\d\)", template.source.citation)
    assert len(template.message["en"]) <= 600


@pytest.mark.parametrize("theme", Theme.values)
def test_every_theme_is_answered_by_two_templates_at_least(theme: str) -> None:
    templates = templates_for(theme)
    assert len(templates) >= 2
    assert all(theme in template.themes for template in templates)
    order = ["low", "medium", "high"]
    efforts = [order.index(template.effort) for template in templates]
    assert efforts == sorted(efforts)


DRIVERS_AND_TOPICS = [f"construct:{key}" for key in CONSTRUCTS] + [f"topic:{topic.key}" for topic in TOPICS]


@pytest.mark.parametrize("key", DRIVERS_AND_TOPICS)
def test_every_driver_and_topic_is_answered_by_two_templates_at_least(key: str) -> None:
    assert len(templates_answering(key)) >= 2


def test_an_unknown_topic_is_answered_by_none() -> None:
    assert templates_answering("topic:weather") == []


@pytest.mark.parametrize("key", TEMPLATES)
def test_chinese_text_has_no_stray_spaces(key: str) -> None:
    wide = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
    template = TEMPLATES[key]
    for text in [getattr(template, name) for name in TEXTS] + [step.text for step in template.steps]:
        assert not re.search(rf"[{wide}]\s+[{wide}]", text["zh"])


def test_the_catalogue_has_every_file() -> None:
    assert set(TEMPLATES) == {path.stem for path in FOLDER.glob("*.yaml")}
    assert len(TEMPLATES) >= 40


def test_a_name_in_quotes_is_the_title_of_another_template() -> None:
    titles = {
        language: {template.title[language].lower() for template in TEMPLATES.values()}
        for language in LANGUAGES
    }
    for template in TEMPLATES.values():
        assert set(re.findall(r'"([^"]+)"', template.if_not["en"])) <= titles["en"]
        assert set(re.findall(r"“([^”]+)”", template.if_not["zh"])) <= titles["zh"]


def test_an_unknown_key_is_refused_by_name_and_an_unknown_theme_has_none() -> None:
    assert isinstance(get_template("no_meeting_friday"), Template)
    with pytest.raises(UnknownTemplateError, match="no template 'magic'") as error:
        get_template("magic")
    assert error.value.key == "magic"
    assert templates_for("weather") == []


def written(folder: Path, key: str = "sample", **changes: Any) -> Path:
    raw = yaml.safe_load((FOLDER / "no_meeting_friday.yaml").read_text(encoding="utf-8"))
    path = folder / f"{key}.yaml"
    path.write_text(yaml.safe_dump(raw | changes, allow_unicode=True), encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assert read_template(written(tmp_path)).key == "sample"


def test_a_source_without_a_certain_address_is_cited_in_words(tmp_path: Path) -> None:
    assert read_template(written(tmp_path, source={"citation": "A (2001). B."})).source.url == ""


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_doi_that_carries_volume_and_page_agrees_with_its_citation(key: str) -> None:
    """Of DOIs that spell out where the work stands; author, year and a place to look stand in every citation."""
    source = TEMPLATES[key].source
    assert re.search(r"\((19|20)\d\d\)\. \S", source.citation)
    if doi := re.search(r"/\d{4}-\d{3}[\dX]\.(\d+)\.(\d+)\.(\d+)$", source.url):
        volume, issue, page = doi.groups()
        assert f" {volume}({issue}), {page}-" in source.citation
    if doi := re.search(r"fpsyg\.(\d{4})\.(\d+)$", source.url):
        assert f"({doi[1]})" in source.citation
        assert doi[2] in source.citation


DOI_WANTED = "source.url: expected https://doi.org/10.PREFIX/SUFFIX"
STEP = {"day": 0, "text": {"en": "Do", "zh": "做"}}
OUTCOME = {"measure": "meeting_share", "direction": "down", "at_least": 0.1, "within_days": 84}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"colour": "red"}, "unknown field 'colour'"),
        ({"title": "No meetings"}, "title: expected exactly the languages en, zh"),
        ({"title": {"en": "No", "zh": "No"}}, "title.zh: is not written in that language"),
        ({"title": {"en": "不", "zh": "不"}}, "title.en: is not written in that language"),
        ({"title": {"en": " ", "zh": "不"}}, "title.en: is empty"),
        ({"themes": []}, "themes: expected a list with at least one theme"),
        ({"themes": ["weather"]}, "themes: unknown theme 'weather'"),
        ({"source": {"url": "https://x"}}, "source: expected citation and, where it is certain, url"),
        ({"source": "x"}, "source: expected citation and, where it is certain, url"),
        ({"source": {"citation": "x", "url": "http://x"}}, "source.url: expected an https address"),
        ({"source": {"citation": "x", "url": "https://doi.org/10.1037"}}, DOI_WANTED),
        ({"source": {"citation": "x", "url": "https://doi.org/10.1037/a b"}}, DOI_WANTED),
        ({"source": {"citation": "x", "url": "https://doi.org/10.1086/421787."}}, DOI_WANTED),
        ({"source": {"citation": "x", "url": "https://dx.doi.org/10.1086/421787"}}, DOI_WANTED),
        ({"effort": "none"}, "effort: expected one of low, medium, high"),
        ({"steps": [STEP]}, "steps: expected at least two"),
        ({"steps": [STEP, STEP | {"day": -1}]}, "steps: every step needs a day from 0 to 400"),
        ({"steps": [STEP | {"day": 9}, STEP]}, "steps: days must not go back"),
        ({"steps": [STEP, {"day": 3}]}, "step 2: expected exactly the languages en, zh"),
        ({"answers": []}, "answers: expected a list with at least one driver or topic"),
        ({"answers": ["topic:weather"]}, "answers: unknown driver or topic 'topic:weather'"),
        ({"team_event": {"on": "friday"}}, "team_event: expected on and title"),
        (
            {"team_event": {"on": "sunday", "title": {"en": "Rest", "zh": "休息"}}},
            "team_event.on: expected a weekday such as friday",
        ),
        ({"outcomes": []}, "outcomes: expected at least one"),
        ({"outcomes": [{"measure": "x"}]}, "outcome 1: expected at_least, direction, measure, within_days"),
        ({"outcomes": [OUTCOME | {"measure": "mood"}]}, "outcome 1: unknown measure 'mood'"),
        (
            {"outcomes": [OUTCOME | {"measure": "construct:mood"}]},
            "outcome 1: unknown measure 'construct:mood'",
        ),
        ({"outcomes": [OUTCOME | {"direction": "left"}]}, "outcome 1: direction: expected up or down"),
        ({"outcomes": [OUTCOME | {"at_least": 0}]}, "outcome 1: at_least: expected a number above 0"),
        ({"outcomes": [OUTCOME | {"within_days": 7}]}, "outcome 1: within_days: expected 28 to 400"),
    ],
)
def test_a_bad_file_is_named_with_its_problem(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(CatalogueError) as error:
        read_template(written(tmp_path, **changes))
    assert error.value.file == "sample.yaml"
    assert str(error.value).startswith(f"sample.yaml: {problem}")


def test_a_file_that_is_no_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="lower-case words"):
        read_template(written(tmp_path, key="No Meetings"))
    for content, problem in (
        ("- 1", "a mapping"),
        ("a: [", "not readable"),
        ("title: {}", "missing: answers, effort"),
    ):
        path = tmp_path / "sample.yaml"
        path.write_text(content)
        with pytest.raises(CatalogueError, match=problem):
            read_template(path)
    (tmp_path / "sample.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogueError, match="not readable"):
        read_template(tmp_path / "sample.yaml")
