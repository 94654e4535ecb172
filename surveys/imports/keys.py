"""Reading a mapping's YAML with the place in mind: every key is taken once, and what is left over is an error."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import yaml

from surveys.imports.exceptions import MappingError

LANGUAGES = ("en", "zh")


class _Plain(yaml.BaseLoader):
    """Everything stays text, so that a code `NO`, `012` or `4.0` is read as it is written; a key twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a dict and refuse a repeated key."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                problem = f"the key {key!r} stands here twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return super().construct_mapping(node, deep=deep)


def read_yaml(path: Path) -> "Keys":
    """Return the mapping file's top level; raise `MappingError` if it is not YAML with keys."""
    try:
        loaded = yaml.load(path.read_text("utf-8-sig"), Loader=_Plain)  # noqa: S506  # builds only str, list, dict
    except OSError as error:
        raise MappingError(path, "file", f"a file that can be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise MappingError(path, "file", "text in UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "file"
        raise MappingError(path, where, f"YAML ({getattr(error, 'problem', error)})") from error
    return Keys(path, "", loaded)


class Keys:
    """The keys of one place of the mapping; each reader takes a key off and says what it should have been."""

    def __init__(self, path: Path, where: str, found: object) -> None:
        self._path, self._where = path, where
        if not isinstance(found, dict):
            self.fail("", "keys with values")
        self._left: dict[str, Any] = dict(found)

    def error(self, key: str, expected: str) -> MappingError:
        """Return the error for a key of this place."""
        return MappingError(self._path, self._at(key) or "top level", expected)

    def fail(self, key: str, expected: str, cause: Exception | None = None) -> NoReturn:
        """Raise the error for a key of this place."""
        raise self.error(key, expected) from cause

    def names(self) -> list[str]:
        """Return the keys that are still there, in their order."""
        return list(self._left)

    def _at(self, key: str) -> str:
        return ".".join(part for part in (self._where, key) if part)

    def has(self, key: str) -> bool:
        """Say whether the key is there and not taken yet."""
        return key in self._left

    def done(self) -> None:
        """Raise if a key is left that nobody asked for."""
        if self._left:
            raise self.error(next(iter(self._left)), "no such key here")

    def text(self, key: str, default: str | None = None) -> str:
        """Take one text; without a default it must be there and not empty."""
        value = self._left.pop(key, default)
        if not isinstance(value, str) or (default is None and not value):
            self.fail(key, "a text")
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Take one of the allowed words."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(key, f"one of {', '.join(allowed)}, not {value!r}")
        return value

    def flag(self, key: str) -> bool:
        """Take `true` or `false`; absent is false."""
        return self.choice(key, ("true", "false"), "false") == "true"

    def texts(self, key: str) -> Mapping[str, str]:
        """Take a text in every language of the content."""
        inner = self.inner(key)
        found = {language: inner.text(language) for language in LANGUAGES}
        inner.done()
        return found

    def words(self, key: str, *, needed: bool = False) -> frozenset[str]:
        """Take a list of values, one value alone included."""
        value = self._left.pop(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.fail(key, "a list of values")
        if needed and not value:
            self.fail(key, "at least one value")
        return frozenset(word.strip() for word in value)

    def sequence(self, key: str) -> list[str]:
        """Take a list of texts in their order."""
        value = self._left.pop(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            self.fail(key, "a list of texts")
        return list(value)

    def inner(self, key: str) -> "Keys":
        """Take the keys below a key."""
        return Keys(self._path, self._at(key), self._left.pop(key, None))

    def each(self, key: str, *, needed: bool = False) -> list["Keys"]:
        """Take a list of places, each with keys of its own."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or (needed and not value):
            self.fail(key, "a list")
        return [Keys(self._path, f"{self._at(key)}[{number}]", item) for number, item in enumerate(value, 1)]

    def named(self, key: str) -> dict[str, "Keys"]:
        """Take a place whose keys are names: name -> the keys below it."""
        inner = self.inner(key)
        return {name: inner.inner(name) for name in inner.names()}

    def pairs(self, key: str) -> dict[str, str]:
        """Take name -> text."""
        inner = self.inner(key)
        return {name.strip(): inner.text(name) for name in inner.names()}
