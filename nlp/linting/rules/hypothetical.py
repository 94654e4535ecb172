"""Asks what people would do in a case that has not happened: they do not know."""

import re

from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.hypothetical import experienced_en, experienced_zh

WHY = {
    "en": "People are bad at telling what they would do: ask about what happened, or how things are.",
    "zh": "人们很难预测自己在假设情况下的反应：请询问实际发生过的事或现在的状况。",
}
_EN = re.compile(
    # "Would you ..." asks about a case; liking, saying, rating and recommending are asked that way about what is.
    r"^(?:(?:how|what|when|where|who|which [\w ]+) )?would you (?!(?:also |least |most )?(?:like|love|say|recommend|describe|rate|prefer|agree|please|mind|call|characteri[sz]e|sum|compare|assess|evaluate|want|need|change|improve|add|suggest|keep|wish|not|be (?:interested|available)|find it (?:helpful|useful)|benefit)\b)[^.?!]*"
    r"|\bif\b(?! (?:asked|any|so|yes|no|applicable|not|possible|you (?:answered|have (?:any|further|other|more)|wish|like|selected|chose|prefer|agree|disagree|are a|need))\b)(?=[^.?!]*\b(?:would|could|might|['’]d)\b)[^,.?!]*|\b(?:would|could|might)\b[^.?!]*?\bif\b(?! (?:asked|any|so|possible|at all)\b)[^,.?!]*"
    r"|\b(?<!could )(?<!can )imagine\b|\b(?:let['’]s |let us )?suppos(?:e|ing)\b|\bwhat if\b|\bassum(?:e|ing) (?:that |you|the|we|your)|\bwere (?:you|the company|we|your manager|it) to\b|\bhad you (?:been|had|known|the chance)\b|\bhypothetical\w*|\bin an ideal world\b|\bpretend\b|\bpicture (?:yourself|an?|your|the|this)\b|\blet['’]s say\b|\bwere (?:the|your|our|an?|this|that)(?: \w+){1,2} to\b|(?:^|(?<=[,;:.] ))had (?:you|we|they|it|there|an?|the|your|our|another)\b[^.?!]*\bwould\b|\bwould\b[^.?!]*\bhad (?:you|we|another|an?|there|the|your)\b(?=[^.?!]*\b(?:come|been|offered|known|had|got|found|given)\b)|\bif (?:\w+ ){1,3}(?:were no object|didn['’]t matter)|\bin a (?:perfect|better) world\b|\bprovided that\b[^?]*\bwould\b|\bin the event (?:of|that)\b|\bwould you (?:\w+ )?(?:be willing|consider|accept|leave|stay|quit|move|take|give up|trade|sacrifice)\b[^?]*\b(?:for|in exchange|in return|were)\b"
    r"|\bif (?:you|we|the company|your \w+|our \w+|the \w+) (?:were|had|could|offered|introduced|moved|closed|changed|left|cut|raised|got|gave|lost|won)\b[^?]*\?|\bif (?:the company|you|we|your \w+)\b[^,?]*, (?:will|how will|what will|what do) you\b|\bsay (?:the company|you|we|your manager) (?:were|had|decided|offered)\b",
    re.IGNORECASE,
)
_NOT_EN = re.compile(
    r"\b(?:change|improve) (?:only |just )?one thing\b|\bone thing you (?:could|would)\b|\bwould recommend\b|\brecommend\b[^?]*\bif asked\b",
    re.IGNORECASE,
)
# Words that open a supposed case only, and words that open a real one as well ("if you work shifts").
_ZH = re.compile(
    "假如|假设|假使|倘若|倘使|设想|(?<!可以)(?<!能够)(?<!难以)想象(?!力)(?:一?下)?|假定|试想|如若|换作您|换成您|换做您|要不是|就算|即使|早知道|(?:在|要是|如果)?(?:理想|完美)(?:的)?(?:世界|情况)(?:里|中|下)|换了?是[您你]"
    "|(?:如果|(?<![主只重])要是|万一|若是|若(?![干无有])|一旦|如(?=(?:公司|领导|上级|有机会|能|可以|让您|给您|果)))"
    "(?!(?:您|你)?(?:还)?(?:有|需要|愿意|选择|回答|勾选|不适用|方便|同意)(?:其他|其它|任何|更多|补充|建议|意见|想法|的话|不满|疑问|问题)?[^？?]{0,12}(?:(?<!申)请|欢迎|可以?在?|烦请))"
)
# A condition that is met for some people now: it says whom the question is for, how to read a scale, or how things are.
_REAL_ZH = re.compile(
    "(?!.*(?:[您你]会|会怎|会如何|会不会|会选|会做|愿意|[您你](?:最先|首先|打算|准备|希望|想要?(?:改|做)|第一)))(?:(?:如果|若|如)(?:您|你)?(?:用[^，。？]{1,12}(?:代表|表示)|把[^，。？]*(?:来看|比较|相比|对比)|(?:目前|现在|正在|曾|已|是(?!您|你)|属于|上[白夜中早晚]班|倒班|轮班|从事|带|管理|负责|使用|参加|住|通勤|担任)[^，。？]{0,16}，)"
    "|(?:如果|若|如)[^，。？]{1,24}，请(?:您|你)?(?:就|按|根据|回答|说明|评价|描述|告诉)"
    "|(?:如果|若)[^。？]*，[^。？]*(?:上个?(?:月|周|星期|季度)|过去[^，。？]{1,5}|去年|昨天)[^。？]*)"
    "|^(?:如果|若|一旦|只要)我[^？?]*。$"
)
_NOT_ZH = re.compile(
    "(?:改变|改进)(?:一件|一个|一项)|(?:如果|若|如)(?:选择|回答|答案|上题|不适用|是[，,]|否[，,]|有[，,]|您选|没有[，,])|(?:如果|若|如)(?:您)?(?:还)?有(?:其他|任何|更多|补充|建议|意见|想法|问题|疑问|需要|的话)|请(?:写|在|填|说明|补充)|任何建议"
)


def check(question: Wording) -> list[Finding]:
    """Return the supposed case; the rewrite asks for what has been, or how much it matters."""
    pattern, excluded = (_EN, _NOT_EN) if question.lang == "en" else (_ZH, _NOT_ZH)
    match = pattern.search(question.text)
    real = question.lang == "zh" and _REAL_ZH.search(question.text)
    if match is None or real or excluded.search(question.text):
        return []
    experienced = experienced_en if question.lang == "en" else experienced_zh
    return [Finding(*match.span(), experienced(question.text))]
