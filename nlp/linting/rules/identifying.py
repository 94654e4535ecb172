"""Asks who somebody is: by name or number, by facts that only one person has together, or about a named colleague."""

import re

from nlp.linting.question import Finding, Wording
from nlp.linting.rewriting.identifying import without_the_person

WHY = {
    "en": "The answer would tell who wrote it, or names somebody: ask for nothing that points to one person.",
    "zh": "回答会暴露答题人或他人的身份：请不要询问能指向具体个人的信息。",
}
_ASKS_EN = r"(?:what(?:['’]s| is| are)|please|state|enter|give|provide|write|leave|tell us|fill in|specify|indicate|which is|may we have|can we have|share|add|include|list|type|under)\b[^.?!]{0,45}?"
_WORKERS_EN = (
    r"(?:nurse|doctor|driver|cook|chef|clerk|guard|assistant|trainee|apprentice|foreman|operator|teacher|receptionist|cashier"
    r"|porter|cleaner|engineer|mechanic|leader|buyer|planner|\w+(?:ician|keeper|man|woman))s?"
)
_SURE_EN = re.compile(
    rf"\b{_ASKS_EN}\b(?:your|the) (?:\w+ ){{0,2}}?(?:full name|first name|last name|surname|name\b(?! of (?:the|our|your) (?:product|programme|program|project|tool))|e-?mail(?: address)?|phone(?: number)?|mobile(?: number)?|telephone(?: number)?"
    r"|(?:home |postal |street )?address|(?:employee|staff|personnel|payroll|badge|desk|extension|id|passport|social security|national insurance|tax|works) (?:number|id|no\.?|code)|ssn|birthday|date of birth|birth ?date"
    r"|signature|linkedin\w*|wechat\w*|user ?name|login|exact (?:age|salary|job title|position|start(?:ing)? date|date|location|role|tenure)|job title|initials|postcode|zip code|photo|account)\b"
    r"|\bdate of birth\b|\bwhen (?:were you born|is your birthday)\b|\bon (?:which|what) (?:exact )?(?:date|day) (?:did|were) you (?:join|start|hired|born|begin)\w*\b|\bwhat (?:exact )?date did you (?:join|start|begin)\w*"
    r"|\bwho (?:is|are|was) (?:your|the) (?:\w+ ){0,2}(?:manager|supervisor|boss|line manager|team lead(?:er)?|colleagues?|mentor|director|buddy)\b"
    r"|\b(?:which(?! an? )|who|name|identify) (?:(?:one |person )?(?:of|in|on|from|among) )?(?:your |the |any )?(?:\w+ )?(?:colleagues?|co-?workers?|team ?mates?|team members?|managers?|supervisors?|employees?|person|people)\b(?=[^.?!]*\b(?:least|most|worst|best|cause\w*|should|bull\w+|harass\w*|lazy|difficult|problems?|complain\w*|underperform\w*|treat\w*|work|want|trust|who|that|you|does|is|leav\w+|has|have)\b)"
    r"|\bwho (?:in|on|from|among|within) your (?:team|department|group|office|unit)\b|\bwhat are you called\b|\b(?:sign|put|write) your name\b|\b(?:so (?:that )?we can|to) (?:contact|reach|identify|follow up with|get back to|call) you\b"
    r"|\b(?:employee|staff|personnel|badge|payroll) (?:number|id)\b(?=[^.?!]*\?)(?<!system)|\bwhat (?:is|was) your (?:exact |precise )?(?:job title|position title|role title|salary|start date|room number|desk)\b"
    r"|\bwho (?:did you|do you|has|have|bull\w+|harass\w*|made) [^.?!]*(?:report\w*|complain\w*|conflict|bull\w*|harass\w*|uncomfortable|problem)"
    # Anything handed over that only one person has, whatever article stands before it.
    r"|\b(?:please |give|enter|upload|attach|add|leave|provide|write|state|note|register|sign|send|share|fill in|type)\b[^.?!]{0,40}?\b(?:an?|the|your|his|her|their) (?:\w+ )?(?:e-?mail(?: address)?|phone(?: number)?|mobile(?: number)?|telephone(?: number)?|address|licen[cs]e plate|number ?plate|plate number|badge|id card|photo(?:graph)?|picture|signature|initials|(?:staff|employee|personnel|payroll|badge|room|desk|locker) (?:number|id))\b(?! of (?:the|our) (?:room|site|building|workshop|product))"
    r"|\bsign (?:here|below|with|at)\b|\bwhen (?:exactly|precisely) did you (?:join|start|begin)\b|\(day, month|\b(?:surname and|first name and)\b|\b(?:write|state|give|enter|provide) the names? of\b|\bplease name (?:the|your|a|one|any) (?:\w+ )?(?:colleagues?|person|people|managers?|supervisors?|employees?|co-?workers?|nurses?|doctors?)\b"
    r"|\bwhich (?:position|post|function) do you (?:hold|have|occupy)\b|\bwhat (?:position|post) do you (?:hold|have|occupy)\b|^(?:exactly )?how old are you\b(?! when)|\bwhat is your (?:exact )?age\b|\bin (?:which|what) year (?:were you born|did you (?:join|start|graduate))"
    r"|\b(?:which|what) (?:exact )?(?:desk|room|office|locker|parking space)(?: number)? (?:do you|is yours|are you)\b"
    rf"|\b(?:which|name the) (?:\w+ )?{_WORKERS_EN} (?:(?:in|on|from|at|of) (?:your|the|this) \w+ )?(?!do you|did you|would you|are you|have you)\w"
    # A day that only one person has: born, joined, contract begun.
    r"|\b(?:state|enter|give|write|provide|fill in|note|specify|indicate|what (?:was|is)|on (?:which|what)|which) (?:the )?(?:exact )?(?:day|date)\b[^.?!]{0,30}?\b(?:you (?:were born|joined|started|began|signed)|your (?:contract|employment|service) (?:began|begins?|started|starts?))\b"
    r"|\bhow old are you exactly\b|\bwhich (?:desk|room) do you (?:sit|work)|\bwhat(?: is|['’]s) your name\b|\byour (?:full )?name and\b",
    re.IGNORECASE,
)  # fmt: skip
_FACT_EN = re.compile(
    r"\b(?:age|how old|gender|sex|department|team|unit|office|ward|job|job title|job role|position|role|tenure|length of service|years of service|nationality|ethnic\w*|religion|marital status|disabilit\w*|location|site|birthday|year of birth|grade|pay grade|job level|salary|start date|children|sexual orientation|country of birth|year you joined|shift|how long you have worked)\b",
    re.IGNORECASE,
)
_ASKS_FACTS_EN = re.compile(
    r"^(?:please |what |which |state |enter |give |provide |tell us |specify |indicate |how old|in which|your |combine|describe your)",
    re.IGNORECASE,
)
_OPINION_EN = re.compile(
    r"\b(?:satisfied|feel|think|agree|rate|treated|fair\w*|matter\w*|important|like|dislike|happy|clear|improve|change|support\w*|work well|regardless|respect\w*|discriminat\w*|how (?:well|often|much|far|clear|likely)|help\w*)\b",
    re.IGNORECASE,
)
_SURE_ZH = re.compile(
    "(?:您|你|本人)?的?(?:真实|完整)?姓名(?!保密|是否)|(?:您|你)(?:的)?(?:名字|大名)|怎么称呼[您你]|(?:您|你)(?:叫什么|贵姓)|(?:请)?署名|实名|工号|员工(?:编号|号码|号|卡号)|身份证|护照号|社保号|学号|准考证"
    "|手机号码?|(?:您|你|填写|留下|提供|输入)[^，。？]{0,6}(?:电话|手机|邮箱|电子邮件|邮件地址|微信号?|QQ号?|联系方式|银行卡号?|住址|地址|门牌|工位号|座位号|车牌号?)|家庭(?:住址|地址)|(?:电子)?邮箱(?:地址)?是|QQ号|微信号"
    "|出生(?:日期|年月日?|年份|于(?:哪|什么))|哪一?年(?:出生|入职|加入)|哪年哪月|(?:您|你)?的?姓(?:氏|和名|与名|、名)|(?:您|你)的?生日|哪(?:一)?天(?:入职|出生|加入)|(?:具体|确切|准确)(?:的)?(?:入职|出生|年龄|岗位|职位|职务|工资|薪资|收入|住)|入职(?:的)?(?:具体)?(?:日期|时间|年月日)(?:是|为)"
    "|(?:您|你)的?(?:具体)?(?:职位|职务|岗位)(?:名称)?(?:是|叫|为)(?:什么|：|:)?|(?:您|你)的?(?:直属|直接)?(?:上级|领导|主管|经理|老板|导师|组长|部门负责人)(?:的名字|的姓名)?(?:是|叫)(?:谁|什么|哪)"
    "|(?:哪(?:一)?(?:位|个|些|几位|几个|名))(?:同事|领导|上级|员工|人|经理|主管|组员|成员|管理者|下属)|(?:同事|团队|部门|组|科室|班组|公司|小组)(?:里|中|内)?[^，。？]{0,4}谁|谁(?:最|对您|对你|曾|欺负|骚扰|给您|给你|应该|表现|工作|经常|在背后|抱怨|平时|是您|是你|想|要离职)"
    "|(?:上传|提供|填写|登记|附上|提交|留下|输入|写下)[^，。？]{0,8}(?:照片|相片|头像|工牌|工卡|证件|胸牌|车牌|签名|二维码)|(?:在|于)?[^，。？]{0,6}签(?:名|上(?:您的)?名字|字)(?:。|$|确认)"
    "|邮政编码|邮编|门牌号|车牌号|(?:哪(?:一)?[个间层]|几号)(?:房间|办公室|工位|座位|柜子)|(?:您|你)(?:今年|现在)?(?:的)?(?:实际|真实)?(?:多大年纪|多少岁|几岁|贵庚|年龄是多少)|(?:担任|从事)(?:的是)?(?:什么|何种|哪个|哪一)(?:具体)?(?:职务|职位|岗位|工种)"
    "|哪(?:一)?位|哪(?:一)?[个些名](?:护士|医生|司机|厨师|保安|保洁|店员|收银员|店长|组长|班长|老师|学徒|实习生|工程师|客服|[一-鿿]{1,3}员)|[您你](?:今年|现年|现在)?多大(?=[，？?。]|了)"
    "|(?:合同|聘用|入职|报到|生日)[^，。？]{0,4}(?:哪(?:一)?[天日]|几[号日]|何日)|(?:工位|座位|办公桌|储物柜|车位)[^，。？]{0,6}(?:几[楼层号排]|编号|哪一?[个张排])"
    "|(?:您|你)的?(?:具体)?(?:职称|职级|工种)(?:名称)?(?:是|叫|为)(?:什么|：|:)?"
    "|(?:点名|指名|写出|列出|举报|说出)[^，。？]{0,10}(?:同事|人|姓名|名字|领导|上级)|以便(?:我们)?(?:与您)?(?:联系|回访|核实)|本人签名|签字"
)
_FACT_ZH = re.compile(
    "性别|年龄|部门|团队|岗位|职位|职级|职务|入职(?:时间|年份|年限|日期)?|工龄|司龄|籍贯|民族|婚姻状况|婚育|学历|毕业院校|专业|办公地点|工作地点|班组|科室|宗教|政治面貌|生育|户籍|薪资|工资|国籍|血型|星座|所在城市|残疾"
)
_ASKS_FACTS_ZH = re.compile(
    "请(?:填写|提供|写出|说明|注明|告知|输入|选择)|(?:是|为)(?:什么|多少|哪)?[？?：:]?$|[？?]$|(?:分别|各)是"
)
_OPINION_ZH = re.compile(
    "满意|认为|觉得|感到|同意|公平|看法|评价|是否|清楚|支持|尊重|歧视|重要|影响|哪些方面|吗|如何|怎么样|程度"
)


def _sure(question: Wording) -> re.Match[str] | None:
    return (_SURE_EN if question.lang == "en" else _SURE_ZH).search(question.text)


def _together(question: Wording) -> tuple[int, int] | None:
    """Two facts about a person asked in one question narrow a group down to one."""
    english = question.lang == "en"
    facts = list((_FACT_EN if english else _FACT_ZH).finditer(question.text))
    asks = (_ASKS_FACTS_EN if english else _ASKS_FACTS_ZH).search(question.text)
    opinion = (_OPINION_EN if english else _OPINION_ZH).search(question.text)
    if len({match.group().lower() for match in facts}) < 2 or not asks or opinion:
        return None
    return facts[0].start(), facts[-1].end()


def check(question: Wording) -> list[Finding]:
    """Return what points to a person; the rewrite asks for a broad group, or for the matter and not for the person."""
    match = _sure(question)
    span = match.span() if match else _together(question)
    return [Finding(*span, without_the_person(question.text, question.lang))] if span else []
