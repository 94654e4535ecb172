"""Asks what people would do in a case that has not happened: they do not know."""

import re

from nlp.linting.editing import tidy
from nlp.linting.question import Finding, Wording

WHY = {
    "en": "People are bad at telling what they would do: ask about what happened, or how things are.",
    "zh": "人们很难预测自己在假设情况下的反应：请询问实际发生过的事或现在的状况。",
}
_EN = re.compile(
    r"\bif\b(?! (?:asked|any|so|yes|no|applicable|not|possible|you (?:answered|have (?:any|further|other|more)|wish|like|selected|chose|prefer|agree|disagree|are a|need))\b)(?=[^.?!]*\b(?:would|could|might|['’]d)\b)[^,.?!]*|\b(?:would|could|might)\b[^.?!]*?\bif\b(?! (?:asked|any|so|possible|at all)\b)[^,.?!]*"
    r"|\b(?<!could )(?<!can )imagine\b|\b(?:let['’]s |let us )?suppos(?:e|ing)\b|\bwhat if\b|\bassum(?:e|ing) (?:that |you|the|we|your)|\bwere (?:you|the company|we|your manager|it) to\b|\bhad you (?:been|had|known|the chance)\b|\bhypothetical\w*|\bin an ideal world\b|\bpretend\b|\bpicture (?:yourself|a)\b|\bprovided that\b[^?]*\bwould\b|\bin the event (?:of|that)\b|\bwould you (?:\w+ )?(?:be willing|consider|accept|leave|stay|quit|move|take|give up|trade|sacrifice)\b[^?]*\b(?:for|in exchange|in return|were)\b"
    r"|\bif (?:you|we|the company|your \w+|our \w+|the \w+) (?:were|had|could|offered|introduced|moved|closed|changed|left|cut|raised|got|gave|lost|won)\b[^?]*\?|\bif (?:the company|you|we|your \w+)\b[^,?]*, (?:will|how will|what will|what do) you\b|\bsay (?:the company|you|we|your manager) (?:were|had|decided|offered)\b",
    re.IGNORECASE,
)
_NOT_EN = re.compile(
    r"\b(?:change|improve) (?:only |just )?one thing\b|\bone thing you (?:could|would)\b|\bwould recommend\b|\brecommend\b[^?]*\bif asked\b",
    re.IGNORECASE,
)
_ZH = re.compile(
    "(?:如果|假如|假设|假使|(?<![主只重])要是|倘若|倘使|设想|想象一?下|万一|若是|若(?![干无有])|一旦|假定|试想|如若|换作您|换成您|换做您|如(?=(?:公司|领导|上级|有机会|能|可以|让您|给您|果))|要不是|就算|即使)(?!(?:您|你)?(?:还)?(?:有|需要|愿意|选择|回答|勾选|不适用|方便|同意)(?:其他|其它|任何|更多|补充|建议|意见|想法|的话|不满|疑问|问题)?[^？?]{0,12}(?:请|欢迎|可以?在?|烦请))"
)
_NOT_ZH = re.compile(
    "(?:改变|改进)(?:一件|一个|一项)|(?:如果|若|如)(?:选择|回答|答案|上题|不适用|是[，,]|否[，,]|有[，,]|您选|没有[，,])|(?:如果|若|如)(?:您)?(?:还)?有(?:其他|任何|更多|补充|建议|意见|想法|问题|疑问|需要|的话)|请(?:写|在|填|说明|补充)|任何建议"
)
_OPEN = {
    "en": "What has your experience been so far in situations like this?",
    "zh": "到目前为止，您在这类情况下的实际经历是怎样的？",
}


def check(question: Wording) -> list[Finding]:
    """Return the supposed case; the rewrite asks for what has been."""
    pattern, excluded = (_EN, _NOT_EN) if question.lang == "en" else (_ZH, _NOT_ZH)
    match = pattern.search(question.text)
    if match is None or excluded.search(question.text):
        return []
    return [Finding(*match.span(), tidy(_OPEN[question.lang]))]
