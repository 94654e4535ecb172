"""The example in the manual is a mapping that loads, and every refusal it promises is one."""

from pathlib import Path

from surveys.imports.mapping_file import load_mapping

MANUAL = Path(__file__).parents[3] / "docs" / "import_results.md"


def test_the_example_of_the_manual_loads(tmp_path: Path) -> None:
    example = MANUAL.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "mapping.yaml"
    path.write_text(example, "utf-8")

    mapping = load_mapping(path)

    assert [question.key for question in mapping.questions] == [
        "morale",
        "stress",
        "reasons",
        "again",
        "comment",
    ]
    assert mapping.questions[1].reversed
    assert mapping.waves.groups[0].key == "resignation"
    assert mapping.tree.under == "group"
