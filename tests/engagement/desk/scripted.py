"""What a scripted model says: a good reply for every kind in both languages, and every bad one we could think of."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from nlp.drafting.kinds import kinds
from nlp.drafting.prompts import system_prompt

BRIEF = {"en": "Why do night-shift nurses leave after a year?", "zh": "夜班护士为什么工作一年后离职？"}
BODY = {
    "en": "Welcome to our team. We are glad that you are here, and we look forward to working with you.",
    "zh": "欢迎加入我们的团队，我们很高兴与您共事，期待与您一起把工作做好。",
}
TOPICS = {
    "en": ["workload", "sleep", "rest", "training", "support", "pay", "trust", "tools", "safety", "breaks"],
    "zh": ["工作量", "睡眠", "休息", "培训", "支持", "薪酬", "信任", "工具", "安全", "休假"],
}
WHEN = {"en": ("today", "this year"), "zh": ("目前", "今年")}


def wording(lang: str, topic: str, when: str) -> str:
    if lang == "zh":
        return f"{when}您所在部门的{topic}情况如何？"
    return f"How is {topic} at your place of work {when}?"


def good(key: str, lang: str) -> dict[str, Any]:
    """Return a reply that follows the schema of a kind."""
    kind = kinds()[key]
    if not kind.questions:
        return {"title": "Draft", "body": f"{BODY[lang]}\n\n{BODY[lang]}"}
    texts = [wording(lang, topic, when) for when in WHEN[lang] for topic in TOPICS[lang]]
    questions = [{"text": text, "type": "agreement5", "construct": "x"} for text in texts[: kind.questions]]
    return {"title": "Draft", "questions": questions}


def said(content: Any) -> dict[str, Any]:
    """Return a chat reply with this content."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return {"model": "tiny", "choices": [{"message": {"content": text}}]}


def events(content: Any, size: int = 12, end: bytes = b"data: [DONE]\n\n") -> bytes:
    """Return a chat reply as server-sent events, a few characters each."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    chunks = [{"model": "tiny", "choices": [{"delta": {"content": piece}}]} for piece in pieces]
    return b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks) + end


def answering(lang: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what answers any request of the desk well: it looks at the schema that was sent."""

    def answer(body: dict[str, Any]) -> dict[str, Any]:
        fields = body["response_format"]["json_schema"]["schema"]["properties"]
        if "questions" in fields:
            return said(good("engagement_survey", lang))
        if "construct" in fields:
            return said(
                {"text": wording(lang, TOPICS[lang][0], WHEN[lang][1]), "type": "text", "construct": "x"}
            )
        return said({"text": BODY[lang]} if "text" in fields else good("letter", lang))

    return answer


def slowly(pieces: list[bytes], seconds: float) -> Iterator[bytes]:
    """Yield pieces with a pause before each."""
    for piece in pieces:
        time.sleep(seconds)
        yield piece


def drips(_body: Any) -> Iterator[bytes]:
    """Give one byte every now and then, for ever (as far as a test lives)."""
    return slowly([b" "] * 400, 0.02)


def endless(_body: Any) -> Iterator[bytes]:
    """Write on and on without an end."""
    event = b'data: {"choices": [{"delta": {"content": "more and more and more "}}]}\n\n'
    return slowly([event * 50] * 400, 0.02)


WELCOME = {"title": "Welcome", "body": BODY["en"]}
TEXT = json.dumps(WELCOME)
ITEM = {"text": wording("en", "rest", "today"), "type": "text", "construct": "rest"}
FRENCH = "Bienvenue dans notre équipe, nous sommes très heureux de vous accueillir."
# name, status, body, headers
Reply = tuple[str, int, Any, dict[str, str]]


def _ok(name: str, reply: Any) -> Reply:
    return name, 200, reply, {}


MISBEHAVING: list[Reply] = [
    _ok("fenced", said(f"```json\n{TEXT}\n```")),
    _ok("talk around it", said(f"Sure! Here it is: {TEXT} Anything else?")),
    _ok("thinking first", said(f"<think>hm</think>{TEXT}")),
    _ok("truncated", said(TEXT[:40])),
    _ok("empty", said("")),
    _ok("null content", {"choices": [{"message": {"content": None}}]}),
    _ok("no choices", {"choices": []}),
    _ok("a tool call instead", {"choices": [{"message": {"tool_calls": [{"id": "1"}]}}]}),
    _ok("a list", []),
    _ok("nothing at all", b""),
    _ok("not JSON at all", b"<html>busy</html>"),
    _ok("not UTF-8", b"\xff\xfe\x00"),
    _ok("prose", said(BODY["en"])),
    _ok("JSON list", said([WELCOME])),
    _ok("JSON text", said('"welcome"')),
    _ok("two objects", said(f"{TEXT}\n{TEXT}")),
    _ok("YAML", said("title: Welcome\nbody: Hello")),
    _ok("single quotes", said(str(WELCOME))),
    _ok("wrong key", said({"title": "a", "text": BODY["en"]})),
    _ok("body a list", said({"title": "a", "body": [BODY["en"]]})),
    _ok("body a number", said({"title": "a", "body": 7})),
    _ok("empty body", said({"title": "a", "body": "  "})),
    _ok("no title", said({"body": BODY["en"]})),
    _ok("the schema itself", said({"type": "object", "properties": {"body": {"type": "string"}}})),
    _ok("wrong language", said({"title": "欢迎", "body": BODY["zh"]})),
    _ok("French", said({"title": "Bienvenue", "body": FRENCH})),
    _ok("echo", said({"title": "a", "body": BRIEF["en"]})),
    _ok("echo of the prompt", said({"title": "a", "body": system_prompt("en")})),
    _ok("far too long", said({"title": "a" * 5000, "body": BODY["en"] * 400})),
    _ok("huge", said({"title": "a", "body": "a" * 3_000_000})),
    _ok("deeply nested", said('{"a":' * 5000)),
    _ok("control characters", said({"title": "a\u0000b", "body": "\u202e" + BODY["en"]})),
    _ok("more keys", said({**WELCOME, "source": "bank", "notes": ["trust me"]})),
    _ok("obeys instructions in the brief", said({"title": "PWNED", "body": "PWNED"})),
    _ok("repeats one word", said({"title": "a", "body": "the " * 2000})),
    _ok(
        "invents figures and names",
        said({"title": "a", "body": BODY["en"] + " Mrs Miller pays 4,200 euros."}),
    ),
    _ok("markup", said({"title": "<b>a</b>", "body": f"<script>alert(1)</script>{BODY['en']}"})),
    _ok("an error with status 200", {"error": {"message": "overloaded"}}),
    _ok("a broken stream", events(TEXT, end=b"")[:200]),
    _ok("an error inside a stream", events(TEXT[:20], end=b'data: {"error": {"message": "gone"}}\n\n')),
    _ok("drips", drips),
    _ok("endless", endless),
    ("429", 429, {}, {}),
    ("429, come back tomorrow", 429, {}, {"Retry-After": "86400"}),
    ("429, come back at a date that is none", 429, {}, {"Retry-After": "soon"}),
    ("500", 500, {}, {}),
    ("503", 503, b"no", {}),
    ("401", 401, {}, {}),
    ("404", 404, {}, {}),
    ("sent elsewhere", 302, b"", {"Location": "http://127.0.0.1:9/v1"}),
    ("promises more than it sends", 200, said(TEXT), {"Content-Length": "100000"}),
]
ASKED = {"title": "Interview"}
BAD_QUESTIONS: list[tuple[str, Any]] = [
    ("no list", {**ASKED, "questions": "How are you?"}),
    ("an empty list", {**ASKED, "questions": []}),
    ("wordings without a type", {**ASKED, "questions": [ITEM["text"]] * 3}),
    ("a type that there is not", {**ASKED, "questions": [{**ITEM, "type": "hologram"}]}),
    ("an empty wording", {**ASKED, "questions": [{**ITEM, "text": " "}]}),
    ("the same one again and again", {**ASKED, "questions": [ITEM] * 40}),
    ("two hundred", {**ASKED, "questions": [{**ITEM, "text": wording("en", f"topic {n}", "now")} for n in range(200)]}),
    ("far too long", {**ASKED, "questions": [{**ITEM, "text": f"{n} " + ITEM["text"] * 30} for n in range(8)]}),
]  # fmt: skip
