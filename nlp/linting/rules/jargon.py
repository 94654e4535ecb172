"""Words of offices and consultants that part of the people asked will not know."""

import re

from nlp.linting.editing import replaced
from nlp.linting.question import Finding, Wording

WHY = {
    "en": "Not everybody knows this word: use an everyday one.",
    "zh": "并非人人都懂这个术语：请换成日常用语。",
}
_EN = {
    r"leverag(?:e|es|ing) synerg(?:y|ies)": "work together", r"agile operating model": "flexible way of working", r"operating model": "way of working",
    r"cross-functional (?:collaboration|cooperation|teamwork|work)": "working together across departments", r"cross-functional teams?": "teams from several departments",
    r"squads": "teams", r"squad": "team", r"tribes?": "group of teams", r"retros(?:pectives?)?": "look-backs", r"cascad(?:e|ed|es|ing)(?: down)?": "passed on", r"stand-?ups?": "short daily meeting",
    r"synerg(?:y|ies|istic|i[sz]e)": "working together", r"leverag(?:e|es|ed|ing)": "use", r"bandwidth": "time", r"low-hanging fruits?": "easy improvements",
    r"circle back": "come back", r"deep[- ]dives?": "detailed look", r"paradigm(?: shift)?s?": "way of working", r"touch(?:ing)? base": "talk",
    r"value[- ]add(?:ed)?": "use", r"stakeholders?(?: management)?": "people concerned", r"cross-functional(?:ly)?": "shared between departments",
    r"ideat(?:e|ion|ing)": "finding ideas", r"actionable": "practical", r"holistic(?:ally)?": "overall", r"best[- ]in[- ]class": "good", r"best practices?": "good ways of working",
    r"move the needle": "make a difference", r"granular(?:ity)?": "detailed", r"operationali[sz]\w*": "put into practice", r"core competenc(?:y|ies)": "main skills",
    r"thought leader(?:ship|s)?": "expertise", r"mission-critical": "essential", r"boil the ocean": "do too much", r"north star": "main goal", r"cadence": "rhythm",
    r"learnings": "lessons", r"deliverables?": "results", r"key takeaways?|takeaways?": "main points", r"aligned (?:with|to)": "in line with", r"alignment": "agreement", r"align(?:ed|s|ing)?": "agree", r"drill down": "look closely",
    r"scal(?:able|ability)": "able to grow", r"ecosystem": "surroundings", r"(?:up|re|cross)-?skill(?:ing|ed)?": "training", r"onboard(?:ing|ed)?(?= (?:journey|experience|touchpoint))": "first weeks",
    r"touch-?points?": "contacts", r"pain points?": "problems", r"(?:human )?capital (?:allocation|management)": "staff planning", r"talent pipelines?|pipelines?": "candidates",
    r"agile(?: (?:ways? of working|mindset|methodolog\w+|transformation|sprints?))?": "flexible work", r"scrum|sprints?|kanban": "work plan", r"matrix(?:ed)? (?:organi[sz]ation|structure|reporting)": "structure with two managers each",
    r"right-?siz(?:e|ing)": "adjusting staff", r"growth mindset|mindset shift": "readiness to learn", r"psychological safety": "safety to speak up", r"an? change agent": "somebody who drives change", r"change agents?": "people who drive change",
    r"digital transformation": "new technology", r"disrupt(?:ive|ion)": "new", r"streamlin(?:e|ed|ing)": "simplify", r"incentivi[sz]\w*": "reward", r"value proposition|employer value proposition": "what the company offers",
    r"run(?:ning)? it up the flagpole": "propose", r"blue-?sky(?: thinking)?": "open thinking", r"think(?:ing)? outside the box|outside the box": "new ideas", r"win-win": "good for both", r"game-?changers?": "big change",
    r"robust": "solid", r"net promoter(?: score)?": "recommendation score", r"span of control": "number of people led", r"nine-box|9-box(?: grid)?": "talent review", r"(?:annual )?calibration(?: sessions?)?": "comparison of ratings",
    r"customer[- ]centric(?:ity)?": "putting customers first", r"centricity": "attention", r"walks? the talk": "do what they say", r"go-to-market": "sales", r"unpack": "explain", r"ping": "write to", r"hard stop": "end", r"(?:push|moving|move) the envelope": "go further",
    r"double-click": "look closely", r"take (?:it |this )?offline": "discuss later", r"buy-in": "support", r"visibility into": "view of", r"swim ?lanes?": "areas of work", r"silos?|siloed": "separate departments",
    r"roadmaps?": "plan", r"headcount optimi[sz]ation": "staff reduction", r"wheelhouse": "area", r"quick wins?": "easy improvements", r"strategic (?:pillars?|imperatives?|initiatives?|enablers?)": "main goals", r"enablement": "support",
    r"hypercare": "support after launch", r"gamif\w+": "playful elements", r"competency framework": "list of skills", r"succession plan(?:ning)?": "planning who follows", r"people analytics": "figures about staff", r"workstreams?": "areas of work",
}  # fmt: skip
_EN_ALL = re.compile(r"\b(?:" + "|".join(_EN) + r")\b", re.IGNORECASE)
_KNOWN = frozenset(
    {"HR", "IT", "US", "UK", "EU", "CEO", "OK", "PC", "TV", "FAQ", "ID", "AI", "PDF", "USA", "AM", "PM", "I", "A", "CV", "WC", "GPS", "SMS", "VPN",
     "NO", "NOT", "ALL", "AND", "OR", "ONE", "DNA", "DVD", "USB", "NHS", "URL", "Q", "TEAM", "COVID", "WI", "FI", "BBC", "PR", "CHINA", "N"}
)  # fmt: skip
_ACRONYM = re.compile(
    r"(?<![A-Za-z\[])(?:[A-Z]{2,6}|[A-Z]&[A-Z]|e?NPS|[A-Z]{2,5}(?=s\b)|[A-Z]2[A-Z])(?:s)?(?![A-Za-z\]])"
)
_SPELLED = {"KPI": "targets", "OKR": "goals", "ROI": "benefit", "SLA": "agreed service times", "HRBP": "HR contact", "EVP": "offer to employees", "DEI": "fair treatment",
            "ENPS": "recommendation score", "L&D": "training", "IDP": "development plan", "RACI": "list of who does what", "MBO": "goals", "WFH": "work from home", "PTO": "paid leave", "SOP": "work instructions",
            "PIP": "improvement plan", "RTO": "return to the office", "ESG": "sustainability", "SME": "expert", "BU": "department", "POC": "contact person", "CSR": "social responsibility"}  # fmt: skip
_SPELLED_ZH = {"KPI": "考核指标", "OKR": "工作目标", "ROI": "投入与回报", "SOP": "操作流程", "HRBP": "人力资源同事", "PDCA": "改进流程", "EVP": "雇主承诺", "BP": "业务伙伴",
               "L&D": "培训", "IDP": "个人发展计划", "PUA": "打压", "PIP": "改进计划", "SLA": "服务时限", "MBO": "目标", "DEI": "公平对待", "ENPS": "推荐意愿", "CEO": "总经理"}  # fmt: skip
_ZH = {
    "对齐(?:了|过)?颗粒度": "统一了细致程度", "对齐过几次认知": "统一过几次看法", "对齐(?:了|过)?认知": "统一看法", "(?:形成|做到|实现)[^，。？]{0,5}闭环": "做到有始有终", "矩阵式管理": "双重汇报的管理方式", "跨职能": "跨部门",
    "下沉到": "传达到", "下沉": "落实到基层", "充分赋能": "充分支持", "被赋能": "得到支持", "为(?P<who>您|你|团队)赋能": "支持您",
    "赋能": "支持", "抓手": "切入点", "闭环": "有头有尾的处理", "颗粒度": "细致程度", "底层逻辑": "基本道理", "拉通": "协调", "打通": "连通", "沉淀": "积累", "链路": "环节", "痛点": "难题",
    "复盘": "总结", "中台": "共用部门", "心智": "认识", "组合拳": "多项措施", "顶层设计": "总体规划", "方法论": "方法", "降本增效": "节省成本、提高效率", "触达": "联系到", "倒逼": "促使",
    "迭代": "改进", "赛道": "领域", "打法": "做法", "协同效应": "合作效果", "矩阵式": "双重汇报", "矩阵管理": "双重汇报", "扁平化": "层级较少", "私域": "自有客户", "对齐": "达成一致", "生态位": "位置",
    "护城河": "优势", "破圈": "扩大影响", "爆款": "热门产品", "引爆": "带动", "落地页": "页面", "去中心化": "分散管理", "数字化转型": "使用新技术", "敏捷(?:开发|组织|转型|工作法|文化|模式)?": "灵活工作", "看板": "进度表",
    "冲刺(?=会|周期)": "阶段", "人效": "人均产出", "战略解码": "战略说明", "九宫格": "人才评估", "人才盘点": "人才评估", "人才梯队": "后备人员", "胜任力模型": "能力要求", "职级体系对标": "职级比较", "对标": "比较",
    "价值主张": "所提供的价值", "增量思维": "新思路", "格局": "眼界", "势能": "优势", "共创": "一起讨论", "反哺": "帮助", "垂直领域": "专业领域", "长尾": "其余", "矩阵": "组合", "漏斗": "流程", "画像": "特征", "透传": "传达",
    "向上管理": "与上级沟通", "横向拉齐|拉齐": "统一", "体感": "感受", "心流": "专注状态", "端到端": "从头到尾", "全链条": "全过程", "强耦合|解耦": "关联", "快速试错": "尝试", "颠覆式创新": "创新", "结构化思维": "条理", "协同(?!事)": "合作",
    "头部(?=企业|公司|客户|团队)": "领先", "背书": "认可", "卡点": "障碍", "里程碑节点": "重要日期", "节奏感": "节奏", "信息茧房|信息孤岛|部门墙": "信息不通", "心理安全感?": "敢于表达的感受", "心理契约": "相互期望", "能力模型": "能力要求", "管理半径|管理幅度": "所管人数",
    "利益相关方|干系人": "有关人员", "最佳实践": "好的做法", "宽带薪酬": "薪酬等级", "双因素|360度(?:评估|反馈)": "多方评价", "强制分布|末位淘汰制": "考核排名", "员工旅程": "工作经历", "价值链": "业务过程", "增值": "帮助",
}  # fmt: skip
_ZH_ALL = re.compile("|".join(_ZH))


def _words(table: dict[str, str], found: str) -> str:
    return next((plain for term, plain in table.items() if re.fullmatch(term, found, re.IGNORECASE)), "")


def _acronym(question: Wording) -> Finding | None:
    spelled = _SPELLED if question.lang == "en" else _SPELLED_ZH
    for match in _ACRONYM.finditer(question.text):
        found = match.group()
        key = found.removesuffix("s").upper()
        if key in _KNOWN or found in _KNOWN:
            continue
        words = spelled.get(key, f"[{found} in full]" if question.lang == "en" else f"[{found} 的全称]")
        return Finding(*match.span(), replaced(question.text, *match.span(), words))
    return None


def check(question: Wording) -> list[Finding]:
    """Return the first term or acronym; the rewrite has an everyday word in its place."""
    pattern, table = (_EN_ALL, _EN) if question.lang == "en" else (_ZH_ALL, _ZH)
    if match := pattern.search(question.text):
        return [Finding(*match.span(), replaced(question.text, *match.span(), _words(table, match.group())))]
    found = _acronym(question)
    return [found] if found else []
