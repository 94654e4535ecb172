"""Translation catalogues: extract, check and compile (`python -m engagement.messages extract|check|compile`).

A catalogue stands beside the code that shows its strings: `APP/locale`, `templates/FOLDER/locale`. Compiling needs
only Python; extracting and checking need GNU gettext.
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
# -P: the folder extracted from must not shadow the standard library (people/selectors.py would).
EXTRACT = [
    "-P", "-m", "django", "makemessages", "-l", LANGUAGE, "--no-wrap", "--no-obsolete", "--add-location", "file",
    "-i", "node_modules", "-i", "static", "-e", "html,txt,py", "-v", "0",
]  # fmt: skip

# Nothing that changes with the day or the person who extracts, so that a diff shows strings only.
METADATA = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def catalogues() -> list[Path]:
    """Return every folder that has a catalogue of its own."""
    places = [*ROOT.glob("*/locale"), *ROOT.glob("templates/*/locale")]
    return sorted(place.parent for place in places)


def po_file(folder: Path) -> Path:
    """Return the Chinese catalogue of a folder."""
    return folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extract(folder: Path) -> None:
    """Bring the catalogue of a folder up to date with its strings."""
    site = {**os.environ, "PYTHONPATH": str(ROOT)}  # with -P, settings are found no other way
    subprocess.run([sys.executable, *EXTRACT], cwd=folder, check=True, env=site)  # noqa: S603  # our own arguments
    if po_file(folder).exists():
        catalogue = polib.pofile(str(po_file(folder)), wrapwidth=0)
        catalogue.header = f"Simplified Chinese for {folder.name}."
        catalogue.metadata = {"Language": LANGUAGE} | METADATA
        catalogue.metadata_is_fuzzy = False
        catalogue.save()


def compile_all() -> None:
    """Write the binary catalogue beside every source catalogue."""
    for folder in catalogues():
        if po_file(folder).exists():
            polib.pofile(str(po_file(folder))).save_as_mofile(str(po_file(folder).with_suffix(".mo")))


def problems(folder: Path) -> list[str]:
    """Return what is missing, untranslated or fuzzy in a folder's catalogue; the catalogue stays as it was."""
    path = po_file(folder)
    before = path.read_bytes() if path.exists() else None
    known = {(e.msgctxt, e.msgid) for e in polib.pofile(str(path))} if before else set()
    try:
        extract(folder)
        entries = list(polib.pofile(str(path))) if path.exists() else []
    finally:
        if before is not None:
            path.write_bytes(before)
    found = [f"{path}: not extracted: {e.msgid!r}" for e in entries if (e.msgctxt, e.msgid) not in known]
    if before is None:
        return found
    stored = polib.pofile(str(path))
    return found + [
        f"{path}: not translated: {e.msgid!r}" for e in stored if not e.translated() and not e.obsolete
    ]


def main(verb: str) -> int:
    """Run one verb and return the exit status."""
    if verb == "compile":
        compile_all()
        return 0
    if verb == "extract":
        for folder in catalogues():
            extract(folder)
        return 0
    found = [line for folder in catalogues() for line in problems(folder)]
    sys.stderr.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
