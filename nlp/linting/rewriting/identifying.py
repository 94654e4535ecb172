"""Asks for a broad group, or for the matter, where a question pointed to one person."""

import re

OPEN = {
    "en": "What would you like us to know about this topic? Please leave out personal details.",
    "zh": "关于这个话题，您有什么想法？回答中请勿透露身份信息。",
}
_GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"\b(?:e-?mail|phone|mobile|name|initials|sign|photo|badge|picture|wechat|(?:staff|employee|personnel|payroll|passport|id) (?:number|id))\b(?![^?]*(?:colleague|manager))",
         "Is there anything else you would like to tell us? Please leave out names and numbers."),
        (r"\b(?:birth\w*|born|how old|age)\b", "Which age group are you in? (under 30 / 30 to 49 / 50 or over)"),
        (r"\b(?:join\w*|start(?:ed|ing)? date|hired|tenure|start (?:here|with us))\b", "How long have you worked here? (less than 1 year / 1 to 5 years / more than 5 years)"),
        (r"\b(?:job title|position|post|function|role|grade)\b", "Which broad field do you work in? (with patients or customers / production / office / other)"),
        (r"\b(?:salary|earn|pay)\b", "How fair is your pay?"),
        (r"\b(?:manager|supervisor|boss|line manager|team lead(?:er)?|director)\b", "How well do you work with your manager?"),
        (r"\b(?:colleagues?|co-?workers?|team ?mates?|team members?|employees?|person|people|who)\b", "How well do people in your team work together?"),
        (r"\b(?:room|desk|office|address|postcode|zip code|licen[cs]e plate|number ?plate)\b", "How long is your way to work? (under 30 minutes / 30 to 60 minutes / over 60 minutes)"),
    ),
    "zh": (
        ("邮箱|邮件|电话|手机|微信|QQ|姓名(?!.*同事)|名字(?!.*同事)(?<!同事的名字)|署名|签名|签字|照片|工牌|工号|员工编号|身份证", "您还有什么想告诉我们的？请勿写明身份信息。"),
        ("出生|生日|多大年纪|多少岁|几岁|贵庚|年龄", "您属于哪个年龄段？（30岁以下 / 30至49岁 / 50岁及以上）"),
        ("入职|加入公司", "您在这里工作了多久？（不到一年 / 一至五年 / 五年以上）"),
        ("岗位|职位|职务|职级|职称|工种", "您从事哪一类工作？（一线服务 / 生产 / 办公室 / 其他）"),
        ("薪资|工资|收入", "您觉得自己的薪酬有多公平？"),
        ("上级|领导|主管|经理|老板|组长|负责人", "您与上级的合作如何？"),
        ("同事|员工|组员|成员|谁|下属", "您所在团队的合作氛围如何？"),
        ("房间|办公室|住址|地址|邮政编码|邮编|车牌|门牌", "您上班路上需要多长时间？（30分钟以内 / 30至60分钟 / 60分钟以上）"),
    ),
}  # fmt: skip


def without_the_person(text: str, lang: str) -> str:
    """Return a question that a group of people can answer alike."""
    found = (words for pattern, words in _GROUPS[lang] if re.search(pattern, text, re.IGNORECASE))
    return next(found, OPEN[lang])
