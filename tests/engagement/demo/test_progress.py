import io

from engagement.demo.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_stage_place_what_came_of_it_and_seconds() -> None:
    stream = Terminal()
    progress = Progress(stream)

    with progress.step("pulse", "2026-01-13", "3/74"):
        progress.note("849 ballots")

    line = stream.getvalue()
    assert all(part in line for part in ("3/74", "pulse", "2026-01-13", "849 ballots", " s\n"))


def test_nobody_watching_sees_nothing() -> None:
    stream = io.StringIO()
    with Progress(stream).step("pulse", "2026-01-13"):
        pass

    assert stream.getvalue() == ""


def test_the_summary_adds_up() -> None:
    progress = Progress(io.StringIO())
    progress.seconds = {"pulse": 12.4, "block": 3.0}
    for _ in range(2):
        progress.count("ballots", 1100)

    assert progress.summary() == "pulse 12 s, block 3 s\n2,200 ballots"
