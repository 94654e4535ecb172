"""Says positively what two negatives said."""

import re

from nlp.linting.editing import tidy
from nlp.linting.rewriting.absolute import softened_en
from nlp.linting.rewriting.english import with_s

_DO = re.compile(
    r"(?P<before>\b(?:I|you|we|they|people|colleagues|managers|leaders)) do (?P<verb>(?!you\b)\w+)"
)
_NOTHING_WITHOUT = re.compile(r"There is (?P<thing>\w+) I need to (?P<act>\w+)")
_DOES = re.compile(r"\bdoes manage to (?P<verb>\w+)|(?<=\w )does (?P<bare>(?!not\b)\w+)(?= )")
_HAVE_THE = re.compile(r"\bcan say\b")


def said_positively(text: str) -> str:
    """Return an English sentence, its two negatives gone, without the "do" that stood before one of them."""
    if re.search(r"\b(?:allowed|encouraged) from\b", text):
        return (
            ""  # "not prevented from leaving": the verb behind would have to change; the open question serves
        )
    if every := re.match(r"everybody\b ?", text, re.IGNORECASE):
        text = softened_en(text, 0, every.end(), "most people ")
    text = _NOTHING_WITHOUT.sub(r"I need to \g<act> every \g<thing>", text)
    text = re.sub(
        r"\b(do|does|did) manage to\b",
        lambda m: {"do": "", "does": "does", "did": "did"}[m.group(1)] + " manage to",
        text,
    )
    text = _DO.sub(r"\g<before> \g<verb>", text)
    if not re.match(r"does\b", text, re.IGNORECASE):
        text = _DOES.sub(lambda m: with_s(m["verb"] or m["bare"]), text)
    text = re.sub(r"\bwould say that\b", "think that", text)
    text = re.sub(
        r"^(?P<act>\w+ing .+?) (?:does )?bothers? me", r"\g<act> matters to me", text, flags=re.IGNORECASE
    )
    return tidy(_HAVE_THE.sub("think that", text).replace("think that that", "think that"))


_FIXED_ZH = (
    ("(?:很少|极少|甚少|鲜少|难得)(?P<a>[^，。？！]{0,4}?)(?:不|没有?|未|无法|拒绝)", "大多会\\g<a>"), ("不得不", "需要"), ("没有理由不", "有理由"), ("不可或缺", "重要"), ("未必不", "可能"), ("无不", "都"), ("不无", "有"), ("无非", "就是"),
    ("(?:并非|并不是|不是)没有", "有"), ("(?:并非|并不|未必)不可能", "有可能"), ("(?:不能说|不敢说)", "觉得"), ("(?:并不|并没有|没有?)(?=认为|觉得|相信|感到)", ""),
    ("没有(?:哪|一)[个次项](?P<thing>[^，。？]*?)(?:是)?[^，。？]{0,3}不需要", "每个\\g<thing>都需要"), ("毫无|没有(?=用|意义|效果|道理|变化)", "有"),
    ("没有人不|无人不|没人不", "人们"), ("不能不|不会不可", "必须"), ("不合理", "合理"), ("不同意", "同意"), ("反对", "支持"), ("否认", "承认"), ("缺乏|缺少", "有"),
    ("拒绝", "接受"), ("取消", "保留"), ("避免", "进行"), ("禁止", "允许"), ("并不是(?=[^，。？]*的)", "是"), ("不是|并非|并不是|并不|并没", ""),
)  # fmt: skip


_EVERY_ZH = re.compile(
    "没有(?:哪|一)(?P<unit>[个次项])(?P<thing>[^，。？]+?)是我不需要(?P<act>[^，。？]+?)的。?$"
)


def said_positively_zh(text: str, start: int, end: int) -> str:
    """Return the Chinese question with the two negatives in [start, end) said positively."""
    if every := _EVERY_ZH.search(text):
        return f"{text[: every.start()]}每{every['unit']}{every['thing']}我都需要{every['act']}。"
    part = text[start:end]
    before = text[:start].removesuffix("几乎") if part.startswith("没有人") else text[:start]
    # What "cannot be understood" is "understood", with the particle in the place of the negative.
    part = re.sub("(?<=[看听读弄搞学])不$", "得", part) if text[end : end + 1] in "懂清明见到完" else part
    if part.endswith("没有") and text[end : end + 1] in "用意效道变":
        part = part.removesuffix("没有") + "有"
    # A statement that "is not un-..." stays one with "是": 目标并不是不现实的 -> 目标是现实的.
    for pattern, words in _FIXED_ZH:
        part = re.sub(pattern, words, part)
    part = re.sub("没有|并非|未必|[不没未无非]", "", part)
    if not part and text[end:].startswith("可能"):
        part = "有"
    whole = f"{before}{part}{text[end:]}"
    if re.search("并不是不", text[start:end]) and text[end:].rstrip("。").endswith("的"):
        whole = f"{text[:start]}是{part.removeprefix('是')}{text[end:]}"
    return re.sub("^(?=觉得)", "我", re.sub("并(?=认为|觉得|相信)", "", whole))
