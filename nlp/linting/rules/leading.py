"""Pushes towards an answer: tags, appeals to others, openers that leave one way out."""

import re

from nlp.linting.editing import replaced
from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.leading import after_the_push_en, after_the_push_zh, without_tag_en, without_tag_zh

WHY = {
    "en": "It pushes towards an answer: ask so that every answer is equally easy to give.",
    "zh": "这种问法在引导答案：请换成让每种回答都同样容易给出的中性问法。",
}
# pattern -> what takes its place
_EN: tuple[tuple[str, str], ...] = (
    # A tag at the end comes before a negated verb at the start, which looks like it.
    (r",? (?:is|are|was|were|do|does|did|has|have|ca|would|could|should|wo)n['’]t (?:you|it|they|he|she|we|that|this|there)(?=\s*\?)", ""),
    (r"\b(?:Do|Would|Could|Should|Is|Are|Has|Have|Does|Was|Were|Ca|Wo|Did)n['’]t (?=(?:you|it|this|that|they|the|our|your|we)\b)", "*"),
    # A sentence that opens with a negated verb expects a yes, whatever comes after it; "don't count breaks" is a request.
    (r"(?:^|(?<=[.?!] ))(?:(?:Would|Could|Should|Is|Are|Has|Have|Does|Was|Were|Ca|Wo|Did)n['’]t|Don['’]t(?= (?:you|we|they|people|most|all|some|\w+s)\b)) (?=\w)", "*"),
    (r"\b(?:would|do|should|is|are) (?:you|it|we|they) not (?=agree|think|say|feel|find|love|prefer|consider|believe|want)", "Do you "),
    (r",\s*(?:right|correct|okay|ok|yes|no|agreed|don't you think|wouldn't you (?:say|agree)|you know)(?=\s*\?)", ""),
    (r"^(?:surely|obviously|clearly|undoubtedly|naturally|of course|certainly|no doubt|undeniably|needless to say|it goes without saying(?: that)?|without (?:a )?doubt),? ", ""),
    (r",? (?:surely|obviously|of course|no doubt|needless to say),? ", " "),
    (r"\b(?:I['’]m|I am|we['’]re|we are) (?:\w+ )?(?:sure|certain|confident|convinced)(?: that)? (?:you|everyone)(?:['’]ll| will| must| would)? (?:\w+ )?(?:agree|admit|think|feel|find|see)(?: that)? ", "do you think that "),
    (r"\b(?:I['’]m|I am|we['’]re|we are|I|we) (?:\w+ )?(?:sure|certain|confident|convinced|trust|hope|bet)(?: that)? (?:you|everyone|all)\b[^.?!,]*[.?!,] ?", ""),
    (r"\byou (?:must|have to|will) (?:surely |certainly )?(?:admit|agree|have noticed)(?: that)? ", "do you think that "),
    (r"\b(?:as|since) (?:you|we|everyone|everybody) (?:all )?(?:surely |certainly |probably )?(?:know|knows|agree|agrees|sees?|understands?)s?,? ?", ""),
    (r"\bas (?:any|every|all|most|anybody|anyone|everybody|everyone)\b[^.?!,]{0,40}?\b(?:knows?|agrees?|sees?|understands?|says?|(?:can|will) (?:tell|confirm))\b(?: you)?,? ?", ""),
    # Others are named first: "like most of us, ...", "you have probably noticed that ...", somebody who "recommends" it.
    (r"^(?:just )?like (?:most|many|all|everyone|everybody)\b[^.?!,]*, ", ""),
    (r"\byou (?:have |will |may |might |must )?(?:probably |surely |certainly |no doubt |doubtless )(?:have )?(?:also )?(?:notice[ds]?|know|seen?|realised?|realized?|heard?|agreed?|felt|feel|found|find)(?: that)? ", ""),
    (r"^[^.?!,]{3,60}\b(?:recommends?|endorses?|approves?|supports?|favou?rs?|welcomes?|praises?)\b[^.?!]*[.!] (?=[^.!]*\?)", ""),
    (r"(?:^|(?<=[.?!] ))(?:would|should|could|is|are|was|were|do|does|did|has|have) (?:it|this|that|there|we|they|you|the \w+|our \w+) not (?![^?]*\b(?:not|object|without|im\w+|un\w+|dis\w+)\b)(?=\w)", "-"),
    # To agree is easier than not to, most of all where something "should" be.
    (r"(?:^|(?<=[.?!] ))do you (?:also )?agree (?:that )?(?=[^?]*\b(?:should|must|ought|needs? to)\b)", "do you think that "),
    (r"\b(?:everyone|everybody|we all|anyone|people) (?:knows?|agrees?|understands?)(?: that)?,? (?=.*\?)", ""),
    (r"\bit is (?:well[- ]known|widely (?:known|accepted|agreed|believed)|common knowledge|obvious|clear|a fact|generally (?:known|accepted))(?: that)?,? ", ""),
    # What most people think, as a sentence of its own before the question.
    (r"^(?:most|nearly all|almost all|practically all|the (?:vast |large |great |overwhelming )?majority of|many|a lot of|plenty of|(?:nine|eight) (?:out of|in) ten|\d+ ?(?:%|percent) of) [^.?!,]+[.!,] (?=[^.!]*\?)", ""),
    (r"\b(?:do|would) you (?:also )?(?:share|hold|take) the (?:view|opinion|feeling|impression) (?:of|with) (?:most|many|the majority|other|all|your)\b[^?]*? that ", "do you think that "),
    (r"\b(?<!how )(?:most|many|the majority of|nearly all|the vast majority of|almost all|a lot of|other|successful|good|loyal|responsible) (?:of )?(?:(?:your|our|the|other|good) )?"
     r"(?:people|employees|colleagues|staff|co-?workers|teams?|companies|managers|workers|experts|professionals) (?:\w+ )?(?:agree|think|believe|say|are|feel|find|prefer|love|support|like|consider|have|welcome|report|already|enjoy|want)\b[^.?!,]*[.?!,]? ?", ""),
    (r"\b(?:experts?|studies|research|surveys|scientists|science|evidence|data|statistics)(?: clearly| has| have)? (?:agrees?|says?|shows?|shown|proves?|proven|suggests?|confirms?|believes?|recommends?|tells? us)\b[^.?!,]*[.?!,] ?", ""),
    (r"\bhow (?:great|excellent|wonderful|amazing|fantastic|pleased|proud|delighted|much better|lucky|beneficial|excited|grateful|thrilled) (?=(?:is|are|was|were|do|does|did|have|has|would)\b)", "How "),
    (r"\b[Hh]ow much (?:do|did|have|are|will) you (?:\w+ )?(?:enjoy|enjoyed|love|loved|like|liked|appreciate|appreciated|value|look(?:ing)? forward to|benefit(?:ed)?(?: from)?|miss|hate|dislike|enjoying)\b", "How do you feel about"),
    (r"\b(?:would|will) you agree (?:that |with )?(?=\w)", "do you think that "),
    (r"\b(?<!do )(?<!would )(?<!that )(?<!if )(?:you (?:do |would |will |must |surely |certainly |definitely )?(?:agree|admit|concede|accept) that) ", "you think that "),
    (r"\b(?:would|do) you agree (?:with (?:us|most|experts|the majority)[^?]*? that|that (?:our|the) (?:\w+ )?(?:excellent|great|best|outstanding|wonderful)) ?", "do you think that "),
    (r"\bdo you (?:also )?(?:agree|think|feel) (?:with|like|as) (?:the |most |all )?(?:\w+ )?(?:majority|most|colleagues|others|everyone|everybody|experts|management)\b[^?]*? that ", "do you think that "),
    (r"\bisn['’]t it (?:true|obvious|clear|fair|time|great)(?: to say)?(?: that)? ", "do you think that "),
    (r"\b(?:given|considering|in view of|in light of|thanks to|because of|after) (?:how (?:hard|much|well|important|great)|(?:our|the|all the)(?: company['’]s| recent| new)? (?:great|hard|many|strong|recent|excellent|huge|significant|big|positive|successful|record|remarkable|improve\w+|success\w*|investments?|efforts?)|that (?:we|the company|management|hr) (?:have|has) (?:\w+ )?(?:invested|improved|worked|spent|done))\b[^,?]*, ?", ""),
    (r"\b(?:we|the company|management|hr) (?:strongly |firmly |truly )?(?:believes?|thinks?|feels?|is convinced|are convinced|knows?|is proud|are proud|work hard|works hard|has worked hard|have worked hard)\b[^.?!,]*[.?!,] ?", ""),
    (r"\b(?:wouldn['’]t|shouldn['’]t) (?:it|we|you|the|our) ", "would it "),
    (r"\byou (?:enjoy|like|love|agree|feel|are|have|think|want|support|prefer|trust|believe)\b[^?]*, (?:right|don['’]t you|aren['’]t you|yes|correct)(?=\?)", "*"),
    (r"\b(?:just|only) (?:how )?(?:satisfied|happy|pleased|proud) are you\b", "how satisfied are you"),
    (r"\bto what extent (?:do|would) you (?:strongly )?(?:agree|support) (?:that )?(?=our (?:great|excellent))", "what do you think of "),
    (r"^you (?:\w+ly )?(?:would|will|do|are|can|have|must|enjoy|like|love|agree|feel|support)\b(?=[^?]*\?$)", ""),
)  # fmt: skip
_ZH: tuple[tuple[str, str], ...] = (
    ("(?<=[\u4e00-\u9fff])难道(?:说)?(?:不|没有)?", "?"),
    ("难道(?:说)?(?:您|你|大家)不(?=希望|想|愿意|喜欢)", "您是否"),
    ("(?:您|你)(?:应该|一定|肯定|想必|当然|自然)也?(?:都|会|很)?(?:觉得|认为|同意)(?=[^？?]*吧)", "您是否觉得"),
    ("难道(?:说)?(?:您|你|大家)?(?:不|没有?)?(?:觉得|认为|同意|希望|想|是|应该|赞成|喜欢)?|(?<=[您你])难道(?:不|没有?)?(?:觉得|认为)?", "您是否觉得"),
    ("(?:您|你|大家)(?:不|是不是也|是否也|不也)(?:觉得|认为)(?:[，,])?(?=.*[吗？?])", "您是否觉得"),
    ("(?:众所周知|大家都知道|我们都知道|人人都知道(?=.*[？?])|正如(?:您|大家|我们)[^，]{0,4}知|如您所知|不言而喻|毋庸置疑|毫无疑问|无可否认|不可否认|公认|有目共睹)[，,]?", ""),
    ("(?:显然|显而易见|很明显|当然|无疑|的确|事实证明)[，,]", ""),
    ("(?:显然|显而易见|无疑|毫无疑问)(?:地|的)?", ""),
    ("(?:大多数|绝大多数|大部分|多数|很多|许多|其他|不少|优秀的?|几乎所有|广大)(?:的)?(?:同事|员工|人|公司|企业|团队|部门|同行|管理者|伙伴)们?(?:\\S{0,4})?(?:都|认为|觉得|支持|表示|反映|已经|赞成|对|喜欢|希望|选择)[^，。？！]*[，。！]?", ""),
    ("(?:很多|许多|不少|无数)[^，。？]{1,8}(?:称赞|赞扬|赞赏|夸赞|夸奖|好评|推崇|批评|抱怨)[^，。？]*[，。](?=[^。]*[？?])", ""),
    ("(?:几乎所有|几乎全部|绝大多数|大多数|大部分|多数)[^，。？]{2,20}[，。](?=[^。]*[？?])", ""),
    ("(?:大家|员工们?|同事们?|业内)?(?:一致|普遍|公认)(?:认为|同意|看好|的是)[^，。？]*[，。](?=[^。]*[？?])", ""),
    ("(?:您|你)(?:可能|大概|或许|或者|想必)?也(?:许)?(?:已经?)?(?:发现|注意到|感觉到|感受到|觉得|认为|同意)(?:了)?", "您是否觉得"),
    ("(?:也)?[和与跟像](?:我们|公司|身边)?的?(?:绝?大多数|大部分|多数|其他|大家|许多|很多)[^，。？]{0,8}一样", ""),
    ("(?:专家|研究|调查|数据|事实|科学|权威机构|统计|经验|实践)(?:们|结果|数据)?(?:\\S{0,4})?(?:认为|表明|显示|证明|指出|建议|发现|证实)[^，。？！]*[，。]", ""),
    ("(?:[，,])(?:不是吗|对吧|对吗|是吧|是吗|对不对|是不是|好吗|没错吧|您说呢|你说是吧|不对吗|您说是吗|是不是啊)(?=[？?])", ""),
    ("(?:不是吗|对吧|是吧|对不对)(?=[？?])", ""),
    ("(?:一定|肯定|应该|想必|必然|当然|总|自然)(?:也)?(?:会|很|是|能|都|觉得|认为|非常|感到|同意|喜欢|支持|希望|已经)?(?=[^？?]*吧[？?。]?)", ""),
    ("(?:您|你)(?:一定|肯定|想必|当然|必定|必然)", "您是否"),
    ("吧(?=[？?])", "吗"),
    ("(?:想必|料想|(?:^|(?<=[，。]))(?:我们)?相信)(?:您|你|大家)(?:也|都|一定|肯定|已经?)*(?:会|能)?", "您是否"),
    # "Is that not good?" expects a yes; "是否" takes the place of the negative and of the particle at the end.
    ("不(?=(?:是|应该?|该)[^，。？?]*吗[？?])", "?"),
    ("(?:公司|我们|领导|管理层)[^，。？]{0,12}(?:这么|如此|那么|大量|巨大)[^，。？]{0,6}[，,]", ""),
    ("(?:您|你)?是(?:否|不是)也?(?:同意|认同|赞同)(?=[^？?]{2,}(?:令人|很|非常|更|十分|优秀|成功|有益|必要|重要))", "您是否认为"),
    ("(?:您|你)?是(?:否|不是)也?(?:同意|认同|赞同|赞成)(?=[^？?]*(?:应该?当?|必须|有必要|需要))", "您是否认为"),
    ("(?:鉴于|考虑到|由于|随着)(?:公司|我们)[^，]*(?:努力|改善|投入|成功|优秀|取得|付出|提升|成绩|大幅|巨大|大力|显著)[^，]*[，,]", ""),
    ("(?:我们|公司|管理层)(?:坚信|深信|相信|一致认为|认为|付出了?[^，]*努力)[^，。？！]*[，。]", ""),
    ("(?:您|你)(?:有多(?:么)?)(?:喜欢|热爱|享受|欣赏|自豪|感激|开心|期待)", "您如何看待"),
    ("(?:您|你)是否(?:也)?(?:认同|同意|赞同)(?:大家|专家|多数人|公司|我们)的(?:看法|观点|说法|意见)[：，,]?", "您是否认为"),
    ("谁(?:会|能)不[^？?]*|何尝不|岂不是?|怎能不|怎么会不|不正是", "您是否认为"),
    ("(?:应不应该感谢|是不是应该|是不是更|是不是也|是不是很)", "是否"),
)  # fmt: skip
_COMPILED = {
    "en": [(re.compile(pattern, re.IGNORECASE), words) for pattern, words in _EN],
    "zh": [(re.compile(pattern), words) for pattern, words in _ZH],
}
_VERB = {"do": "Do ", "would": "Would ", "could": "Could ", "should": "Should ", "is": "Is ", "are": "Are ", "has": "Has ",
         "have": "Have ", "does": "Does ", "was": "Was ", "were": "Were ", "ca": "Can ", "wo": "Will ", "did": "Did "}  # fmt: skip


def _asked_openly(text: str, match: re.Match[str]) -> str:
    """Return a Chinese rhetorical question as one that may be answered with no."""
    rest = text[match.end() :].removeprefix("是").replace("吗", "", 1)
    return f"{text[: match.start()]}是否{rest}"


def _turned_round(text: str, match: re.Match[str]) -> str:
    """Return a question that opened with a negated verb, without the negation."""
    opener = re.match(r"\w+?(?=n['’]t)", match.group())
    if opener is None:
        return without_tag_en(match.group().rpartition(",")[0])
    return replaced(text, *match.span(), _VERB.get(opener.group().lower(), "Do "))


def _english(text: str, match: re.Match[str], words: str) -> str:
    if words == "-":
        return replaced(text, match.end() - len("not "), match.end(), "")
    if words == "*":
        return _turned_round(text, match)
    before, after = text[: match.start()], text[match.end() :]
    if words == "" and after.strip() == "?":
        return without_tag_en(before)
    rest = replaced(text, *match.span(), words)
    statement = re.match(r"(?P<pushed>[^.?!]+)[.!] (?P<asked>[^.!]+\?)$", after)
    if words == "" and not before.strip() and statement:
        return after_the_push_en(statement["pushed"], statement["asked"])
    if words == "" and not before.strip() and match.group().rstrip().endswith((".", "!", ",")):
        return after_the_push_en(_after_who(match.group()), after)
    if re.match("(?:do|would|is) you", rest, re.IGNORECASE) or words.lower().startswith("do you"):
        return re.sub(r"[.!]$", "?", rest)
    return without_tag_en(rest) if rest.endswith("?") and re.match("you ", rest, re.IGNORECASE) else rest


def _after_who(pushed: str) -> str:
    """Return what a pushed sentence says, without who says it: "studies show that ..."."""
    return re.sub(
        r"^.*?\b(?:agrees?|says?|shows?|shown|proves?|suggests?|confirms?|believes?|tells? us)\b(?: that)? ?",
        "",
        pushed,
    )


def _chinese(text: str, match: re.Match[str], words: str) -> str:
    if words == "?":
        return _asked_openly(text, match)
    if (
        words == ""
        and match.start() == 0
        and (asked := after_the_push_zh(match.group(), text[match.end() :]))
    ):
        return asked
    plain = replaced(text, *match.span(), words)
    if words == "您是否觉得" or words.startswith("您是否"):
        plain = re.sub("[吗吧](?=[？?]$)", "", plain)
    return without_tag_zh(re.sub("[。]$", "？", plain) if words.startswith("您是否") else plain)


def check(question: Wording) -> list[Finding]:
    """Return the first push found; the rewrite leaves it out."""
    for pattern, words in _COMPILED[question.lang]:
        if match := pattern.search(question.text):
            rewrite = (_english if question.lang == "en" else _chinese)(question.text, match, words)
            return [Finding(*match.span(), rewrite)]
    return []
