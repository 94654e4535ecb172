"""Carries a judgement, or takes for granted what it should ask."""

import re

from nlp.linting.editing import replaced
from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.loaded import OPEN, left_open

WHY = {
    "en": "It carries a judgement or takes something for granted: name the thing neutrally and let people judge.",
    "zh": "问题里带有评判或预设：请用中性的说法描述事情，让答题人自己评价。",
}
_JUDGING = (
    "ridiculous|excessive|pointless|useless|incompetent|lazy|terrible|awful|horrible|dreadful|outdated|endless|toxic"
    "|absurd|stupid|silly|wasteful|bureaucratic|chaotic|clumsy|unbearable|disastrous|failed|failing|broken|hopeless"
    "|unreasonable|unnecessary|needless|so-called|arrogant|selfish|careless|sloppy|shameful|disgraceful|nasty|poor"
    "|cumbersome|annoying|frustrating|unrealistic|never-ending|constant|inefficient|ineffective|meaningless|unfair"
    "|oppressive|rigid|misguided|botched|inadequate|appalling|abysmal|draconian|heartless|greedy|old-fashioned"
    "|tedious|burdensome|crushing|wretched|lousy|intrusive|unprofessional|overpaid|difficult|disorganised|disorganized|bad"
    "|excellent|generous|wonderful|amazing|fantastic|outstanding|brilliant|world-class|award-winning|superb|great"
    "|innovative|exciting|fabulous|state-of-the-art|cutting-edge|industry-leading|inspiring|visionary|first-class"
    "|popular|attractive|impressive|exceptional|tireless|dedicated|caring|much-needed|long-overdue|successful|hard-working"
    "|modern|market-leading|best-in-class|unrivalled|competitive|new and improved|improved|famous|talented|valuable"
)
# A judging word that stands before the thing it judges; after "is" or "how" it is what is asked.
_BEFORE_NOUN = re.compile(
    rf"\b(our|the|your|this|these|that|such|in|of|with|by|his|her|their|an?|from|about|to|all|for|company['’]s|own|current|new|recent)"
    rf" (?:(?:\w+ly|very|so|such|many|most|same|new|recent|current|old) ){{0,2}}(?P<word>{_JUDGING})(?:,? (?:and )?\w+ly)? (?=(?!(?:is|are|was|enough|at|in|for|to|and|or|when|about|with)\b)\w)",
    re.IGNORECASE,
)
# Words that nobody uses without judging: they need no article before them, only a thing behind.
_HARSH = re.compile(
    r"(?<!is )(?<!are )(?<!be )(?<!was )(?<!were )(?<!feel )(?<!how )(?<!too )(?<!so )(?<!as )(?<!more )(?<!very )(?<!or )(?<!not )"
    r"\b(?P<word>pointless|useless|incompetent|lazy|terrible|awful|horrible|outdated|toxic|absurd|stupid|silly|chaotic"
    r"|unbearable|disastrous|hopeless|arrogant|selfish|sloppy|annoying|never-ending|micromanag\w+|bossy|rude|nosy|clueless"
    r"|grumpy|moody|nagging|whining|unfair|needless|meaningless|excessive|backward|bloated|overpaid|unqualified|two-faced"
    r"|amazing|fantastic|world-class|award-winning|superb|state-of-the-art|cutting-edge|industry-leading|first-class)"
    r" (?!(?:is|are|was|enough|at|in|for|to|and|or|when|about|with|if|because|by|of)\b)(?=[a-z])",
    re.IGNORECASE,
)
# In "a great place to work" or "a good fit" an item is itself a judgement to agree with: first person or "is a ...".
_STATEMENT = re.compile(
    r"^(?:I|my|we|our (?:team|company|organi[sz]ation)|this|the people|people|overall|in my)\b[^?]*[.。]?$",
    re.IGNORECASE,
)
_PRESUMED_EN = re.compile(
    r"\bwhy (?:do(?:es)?|did|is|are|was|were|has|have|can|will|won|don|doesn|didn|isn|aren|can)(?:['’]t|not)? "
    r"(?:you|your|the|our|my|so (?:many|few)|management|managers?|leaders(?:hip)?|people|hr|it|they|staff|employees|we|this)\b[^?]*"
    r"\b(?:ignor\w*|fail\w*|refus\w*|wast\w*|lack\w*|unwilling|unable|so \w+|too \w+|always|never|not|poor\w*|bad\w*|worse"
    r"|resist\w*|neglect\w*|mistreat\w*|dislike|hate|favou?r\w*|block\w*|avoid\w*|low|slow|difficult|stress\w*|unhappy"
    r"|overwork\w*|underpaid|lazy|against|break\w*|hid\w*|lie|lies|lying|play\w* favou?rites?|afraid|reluctant|late)\b"
    r"|\bwhy (?:don|doesn|didn|isn|aren|won|can|haven|hasn)['’]?t\b|\bwhy (?:do|does|did|are|is) \w+(?: \w+)? not\b"
    r"|\b(?:when|have|has) (?:did |do )?(?:you|your manager|management|\w+) (?:\w+ )?(?:stop(?:ped)?|start(?:ed)?|lost|lose|given up|gave up|begin|began|realise|realize)\b (?=\w+ing|your|trust|interest|faith|motivation|to )"
    r"|\bhow (?:badly|poorly|seriously|severely|strongly|much) (?:has|have|does|do|did|is|are|will) [^?]*?\b"
    r"(?:damag\w*|hurt|harm\w*|suffer\w*|wors\w*|hinder\w*|improv\w*|help\w*|waste\w*|los[et]\w*|affected|frustrat\w*|annoy\w*|disrupt\w*|benefit\w*|boost\w*|reduc\w*|undermin\w*|disappoint\w*|slow\w*|stress\w*|burden\w*|interfer\w*)\b"
    r"|\bhow much (?:worse|better|easier|harder|slower|faster|less|more) (?:\w+ )?(?:has|have|had|did|was|were|is|are)\b"
    r"|\bwhat (?:damage|harm|trouble) (?:has|have|had|did|does|do|is|are|was|were)\b|\bhow (?:badly|poorly)\b|\bhow often (?:do|does|did) (?:your|the|our) (?:\w+ )?(?:manager|supervisor|boss|management|leaders?|colleagues?|company|team)s? "
    r"(?:\w+ )?(?:ignore|fail|lose|waste|neglect|bully|shout|lie|yell|mistreat|let you down|micromanage|favou?r|abuse|belittle|blame|break|forget|cheat|gossip|humiliate|threaten|interfere|insult)\b"
    r"|\b(?:waste|wasted|wasting) (?:of )?(?:\w+ )?(?:time|money|hours|on|in)\b|\b(?:suffer|suffering) (?:from|under)\b|\bput up with\b"
    r"|\b(?:cope|deal|struggle) with (?:the|your|our|all|this|his|her)? ?(?:\w+ )?(?:mess|chaos|burden|failure|bureaucracy|incompetence|nonsense|unfairness|lack|pressure|problems?|stress|mistakes)\b"
    r"|\b(?:incompetence|mismanagement|favou?ritism|nepotism|laziness|nonsense|red tape|micromanag\w+|exploit\w*|abus(?:e|ing)|greed|chaos|bullying boss|slave\w*|mess) (?:of|by|in|from|at|that|have|has|do|does|affect\w*|you|caused|hurt\w*)\b"
    r"|\bforced (?:to|upon|on)\b|\bwhat (?:problems|difficulties|conflicts|frustrations) (?:do|did|have|has) (?:you|your|the)\b[^?]*\b(?:with|from|caused?)\b"
    r"|\bwhat (?:has |have |had )?(?:made|makes|caused|led|drove|drives?|pushed) (?:you|your \w+|people|staff) (?:to )?(?:los[et]\w*|stop\w*|dislike|hate|distrust|give up|gave up|unhappy|dissatisfied|frustrated|unmotivated|disengage\w*|doubt|quit|fail)\b"
    r"|\b(?:what|which|who)\b(?![^?]*\bif any)[^?.!]{0,40}?\b(?:frustrat|annoy|bother|disappoint|irritat|upset|worri|bore|demotivat|anger|scare)(?:s|es|ed)? (?:you|people|staff|your \w+)\b"
    r"|\bwhy (?:is|are|was|were|do|does|did|has|have) (?:[\w-]+ ){1,6}?(?:so|such|too|still) (?:an? )?\w+"
    r"|['’]s (?:\w+ )?(?:obsession|addiction|fixation|meddling|arrogance|neglect|failure|incompetence|laziness|indifference|stubbornness|greed|carelessness|ignorance|mismanagement|favou?ritism)\b|\bobsess(?:ion|ed) with\b"
    r"|\bwho is to blame\b|\bwhose fault\b|\bwhat went wrong\b|\bdespite (?:the|our|all|your)\b|\b(?:still|even) (?:tolerate|believe in|defend|trust)\b"
    r"|\b(?:failure|refusal|inability|unwillingness) (?:of|to)\b|\bhow (?:stressed|exhausted|frustrated|unhappy|angry|disappointed|annoyed|overworked|burned out|dissatisfied|bored) (?:are|were|do|did|does|has|have)\b"
    r"|\bwhat do you (?:dislike|hate|love|like|enjoy) (?:most )?about (?:(?:your|our|the|this) )?(?:incompetent|terrible|great|excellent|bad|poor)\b"
    r"|\b(?:have|has|did) (?:you|your \w+) (?:already )?(?:stopped|overcome|got over|gotten over|recovered from)\b",
    re.IGNORECASE,
)  # fmt: skip
_ZH_WORDS = (
    "偷懒|懒散|散漫|傲慢|刻薄|独断专行|独断|啰嗦|爱管闲事|事无巨细(?:都要管|都管)?|事事都?要?管|冷漠|冷酷|挑剔|固执|专横|不作为|不负责|不靠谱|乏味|累人|烦琐|难以忍受|忍无可忍|名不副实|劳民伤财"
    "|顶尖|顶级|首屈一指|引以为傲|引以为豪|来之不易|用心良苦|无微不至|精彩纷呈|高水平|"
    "繁琐|冗长|无能|混乱|荒唐|糟糕|可笑|落后|过时|低效|官僚|毫无意义|无意义|无用|没用|懒惰|愚蠢|专制|苛刻|不合理|不公平|不公"
    "|恶劣|失败|拙劣|死板|僵化|漫长|无休止|没完没了|无聊|形式主义|沉重|可怕|差劲|虚伪|自私|霸道|不称职|不负责任|过分|过度|繁重|烦人|令人失望|严苛|微薄|可怜|不人性化|频繁变动|拖沓|臃肿|痛苦|令人厌烦|枯燥|不切实际|不必要|所谓"
    "|丰厚|优越|优厚|优秀|卓越|精彩|完善|先进|(?:世界|国际|国内|行业)?一流|超棒|很棒|超赞|超级好|领先|贴心|人性化|出色|杰出|英明|慷慨|完美|极具竞争力|有竞争力|创新|广受好评|深受欢迎|备受好评|精心|美味|舒适|和谐|宽敞|温馨|周到|科学|公平公正|辛勤|屡获殊荣|世界级|高效|便捷|全新升级|伟大|强大"
)
_ZH_BEFORE = re.compile(
    f"(?P<word>(?:非常|十分|如此|这么|那么|极其|极为|过于|很|太|最)?(?:{_ZH_WORDS})的)(?=(?!看法|评价|程度|原因|地方|感受|情况|方面|机会|问题)[\u4e00-\u9fff])"
    "|(?<!可以)(?<!能够)(?<!能)(?:忍受|容忍|应付|摆脱|承受|面对|深受)(?:着)?(?:公司|上级|领导|部门|这种|这些|如此|目前|那么|现有)?(?=[^，。？]{0,12}的)"
)
_ZH_BARE = re.compile(
    f"(?:公司|我们|部门|领导|上级|这次|本次|这种|这套|这些|目前|现有|现行|新推出)(?:的)?(?P<word>(?:{_ZH_WORDS}))(?=[\u4e00-\u9fff]{{2,}})"
)
_ZH_STATEMENT = re.compile("^(?:我|本人|在这里|团队)[^？?吗]*[。]?$")
_PRESUMED_ZH = re.compile(
    "为什么(?:您|你|管理层|领导|公司|上级|经理|部门|同事|员工|大家|我们|人力资源部?|总是)?[^？]{0,16}(?:不|没|总是?|拒绝|忽视|浪费|缺乏|那么|这么|如此|低|差|抵触|反对|害怕|讨厌|偏袒|一再|老是|失败|抱怨|推卸|恶化|下降)"
    "|(?:您|你)为什么(?:不|没|讨厌|反对|抵触|害怕|抱怨|总)|从(?:什么时候|何时)(?:起|开始)?[^？]{0,8}(?:不再|不|失去|讨厌|厌倦|对[^？]*失望|停止)"
    "|(?:什么时候|何时)(?:开始)?(?:对[^，。？]{1,10})?(?:不再|停止|失去|放弃|厌倦)|(?:浪费|耗费|白费)(?:了)?(?:多少|您|大量|很多|太多|时间|精力)|(?:打击|伤害|损害|破坏|影响|挫伤|危害|拖累|恶化|损失)(?:有)?(?:多|了多)(?:大|少|严重|深)"
    # The cause of something that is taken for granted.
    "|(?:老是|总是|一再|屡次|频频|不断|一直)[^。？]{1,14}(?:原因|根源|症结|问题)(?:到底|究竟)?(?:在|是|出)"
    "|造成了?(?:哪些|什么|怎样的?)(?:损害|伤害|困扰|损失|麻烦|破坏)|(?:带来|造成)了?(?:多大|多少)的?[^，。？]{0,2}(?:改善|改进|提升|提高|进步|好处|便利|方便|帮助|困扰|麻烦|伤害|损失|负担|压力|不便)"
    "|(?:忍受|容忍|忍耐|遭受)|(?:多么|有多)(?:失望|痛苦|讨厌|厌倦|无奈|愤怒|糟糕|不满|不公平)|(?:在多大程度上|如何|怎样|怎么)(?:地)?(?:改善|提升|提高|促进|帮助|破坏|损害|伤害|打击|拖累|毁掉|妨碍|阻碍|恶化|加重)了"
    "|(?:是什么|什么(?:事|原因)?|哪些?(?:事|方面|一点|一?[款个项种件])?)[^？。]{0,12}?(?:让|使|令)(?:您|你|大家|员工)(?:最|感到|觉得|对[^？]{1,10}?)?(?:失去|丧失|不再|放弃|厌倦|厌烦|失望|心烦|生气|沮丧|头疼|不满|烦恼|恼火|灰心|反感|丧气)"
    "|最(?:让|令|使)(?:您|你|大家|人)(?:感到|觉得)?(?:失望|心烦|厌烦|生气|沮丧|头疼|不满|烦恼|恼火|灰心|反感|难受)"
    "|对[^，。？]{1,8}的(?:痴迷|执迷|迷信|漠视|忽视|偏执|纵容|放任)|为什么(?:这么|那么|如此|总是?)|(?<!是)为(?:什么|何)[^？]{1,14}(?:这么|那么|如此)[\u4e00-\u9fff]"
    "|(?:谁|哪个部门|哪一方)(?:应该|应|该|要)(?:为|对)[^？]*(?:负责|买单|失误|失败)|(?:是谁的错|怪谁|归咎)|(?:瞎指挥|甩锅|拍脑袋|画饼|压榨|剥削|内卷|PUA|打压|不作为|乱指挥|推诿|扯皮|偏心|任人唯亲|一言堂|拉帮结派|形同虚设|走过场|官僚主义|形式主义|穿小鞋|不近人情)"
    "|(?:多久|多少次|经常)[^？]{0,6}(?:忽视|无视|责骂|推卸|欺负|辱骂|打压|食言|失信|说谎|撒谎|刁难|甩锅|迟到|偷懒|插手|干涉|威胁|羞辱)(?:您|你|员工|下属)?|被迫|强迫|逼(?:着|您|你|员工)|尽管(?:公司|我们)|(?:还|仍然?)(?:能)?(?:忍受|相信|信任)[^？]*吗"
)


def _judged(question: Wording) -> re.Match[str] | None:
    if question.lang == "en":
        if _STATEMENT.match(question.text):
            return None
        return _BEFORE_NOUN.search(question.text) or _HARSH.search(question.text)
    if _ZH_STATEMENT.match(question.text):
        return None
    return _ZH_BEFORE.search(question.text) or _ZH_BARE.search(question.text)


def _owned(text: str, start: int, word: str) -> bool:
    """Say whether a Chinese word stood between an owner and a thing: "公司丰厚的奖金" keeps its "的"."""
    return (
        word.endswith("的")
        and start > 0
        and text[start - 1] in "份里中司们门度前上下内间年月天工级导队厂院校家您你我"
    )


def check(question: Wording) -> list[Finding]:
    """Return the judgement or the assumption; the rewrite drops the word, or asks openly."""
    text, judged = question.text, _judged(question)
    presumed = (_PRESUMED_EN if question.lang == "en" else _PRESUMED_ZH).search(text)
    word = judged.groupdict().get("word") if judged else None
    if judged and word:
        start, end = judged.span("word")
        plain = replaced(text, start, end, "的" if _owned(text, start, word) else "")
        opened = left_open(plain, question.lang)
        known = opened != OPEN[question.lang]
        return [Finding(start, end, opened if known or presumed else plain)]
    match = judged or presumed
    return [Finding(*match.span(), left_open(text, question.lang))] if match else []
