"""What is recognisable by its form alone: addresses on the net and in the street, numbers, dates of birth, handles."""

import re

TOKENS = ("NAME", "EMAIL", "PHONE", "URL", "ID", "HANDLE", "ADDRESS", "DOB", "CARD")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{2,4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{2,4}}|(?:19|20)?\d{{2}}年\d{{1,2}}月\d{{1,2}}[日号]?)"  # one pattern
_STREET = (
    # Words that also mean something else count only with a capital ("70 min each way").
    r"(?:street|road|rd|avenue|ave|boulevard|blvd|crescent|parkway|highway|hwy|mews|"
    r"(?-i:St|Lane|Ln|Drive|Dr|Court|Ct|Close|Terrace|Square|Way|Place|Pl|Gardens))"
)
_UNIT = r"(?:apt|apartment|suite|ste|flat|unit|room|floor)\.?\s*#?\w{1,6}"
_PLACE = r"[\u4e00-\u9fff]{2,8}?"

# Streets of other countries: a number, words with capitals, a number; then flat, town, land, one a line or after commas.
_ABROAD = (
    r"(?<![\w.])(?:\d{1,6}\s+)?(?:[A-Z\u00c0-\u024f][\w'’.-]*[ ]+)(?:(?:[A-Z\u00c0-\u024f][\w'’.-]*|de|la|las|los|da|do|dos|del|di|du|des|van|der|den|út|utca)[ ]+){0,4}"
    r"\d{1,5}[A-Za-z]?\.?(?:[\s,]+(?:Apt|Suite|Flat|Unit)\.?\s*\d+)(?:\s*[\n,]+\s*[A-Z\u00c0-\u024f][^\n\d,]{1,40}(?:\s\d{4,6})?){0,4}"
    r"|(?<![\w.])\d{2,6}\s+(?:\d+\s+)?(?:[^\W\d_][\w'’.-]*[ ]+){1,5}\d{1,5}\b(?:[\s,]+(?:Apt|Suite|Flat|Unit)\.?\s*\d+)?(?:\s*[\n,]+\s*[A-Z\u00c0-\u024f][^\n\d,]{1,40}(?:\s\d{4,6})?){1,4}"
    r"|\b(?:PSC|Unit|APO|FPO|DPO)\s+(?:\d+|A[AEP])(?:[\s,]+Box\s+\d+)?(?:[\s,]+(?:APO|FPO|DPO)\s+A[AEP]\s+\d{5})?"
)

_ROMANCE = (
    r"\b\d{1,4}(?:\s?bis)?,?\s+(?:rue|quai|place|chemin|impasse|all[ée]e|boulevard)\s+(?:[\w'’-]+\s+){0,3}?[A-Z\u00c0-\u024f][\w'’-]+(?:,?\s+\d{4,5}\s+[A-Z\u00c0-\u024f][\w'’-]+)?"
    r"|\b(?:[Vv]ia|[Cc]alle|[Pp]laza|[Pp]iazza|[Aa]venida|[Rr]ua)\s+(?:[\w'’-]+\s+){0,3}?[A-Z\u00c0-\u024f][\w'’-]+,?\s+\d{1,4}\b(?:,\s+\d{4,5}\s+[A-Z\u00c0-\u024f][\w'’-]+)?"
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

# Order matters: what is more specific comes first, so that a phone inside an address is not taken apart.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"[\w.+-]+\s?(?:@|＠|\s?[\[(]at[\])]\s?)\s?[\w-]+(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]+)+", re.IGNORECASE | re.ASCII)),
    ("URL", re.compile(r"(?:https?://|www\.)[^\s，。；、！？）)\"'<>\u4e00-\u9fff]+", re.IGNORECASE)),
    ("URL", re.compile(r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|io|cn|co|uk|de|edu|gov|info|dev|app|ai|me|biz|eu|us|fr|jp|ru|br)(?:\.[a-z]{2})?(?:/[^\s，。]*)?(?![\w.-]*@)(?!\w)", re.IGNORECASE | re.ASCII)),
    ("DOB", re.compile(rf"(?:\b(?:born(?:\s+on)?|d\.?o\.?b\.?|date of birth|birth\s?date|birthday(?:\s+is)?)|出生(?:日期|年月)?[于在是为]?|生日[是为]?|生于)\s*[:：]?\s*(?:on\s+|is\s+)?(?P<it>{_DATE})", re.IGNORECASE)),
    ("DOB", re.compile(rf"(?P<it>{_DATE})\s*(?:出生|生日|生人|生的)", re.IGNORECASE)),
    ("ID", re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")),
    ("ID", re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")),
    ("ID", re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b")),  # British national insurance
    ("ID", re.compile(r"\bsort code\s*(?:is|:)?\s*(?P<it>\d{2}[- ]\d{2}[- ]\d{2})(?!\d)", re.IGNORECASE)),
    ("ID", re.compile(rf"[{_PROVINCE}][A-Z][·•\s]?[A-Z0-9]{{5,6}}(?![A-Za-z0-9])")),  # Chinese number plates
    ("ID", re.compile(r"(?:licen[cs]e|number|registration) plate\s*(?:no\.?|number|is|:)*\s*(?P<it>(?=[A-Z0-9 -]*\d)[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4})(?![A-Za-z0-9])", re.IGNORECASE)),
    ("ID", re.compile(r"driver'?s?'? licen[cs]e\s*(?:no\.?|number|is|:)*\s*(?P<it>(?=[A-Z]*\d)[A-Z0-9][A-Z0-9-]{5,19})(?![A-Za-z0-9])", re.IGNORECASE | re.ASCII)),
    ("ID", re.compile(r"尾号\s*(?:是|为)?\s*[:：]?\s*(?P<it>\d{3,4})(?!\d)")),
    ("PHONE", re.compile(r"(?<!\d)0\d{2,3}[\s-]?\d{7,8}\s*(?:转|分机|ext\.?|x)\s*\d{1,6}(?!\d)", re.IGNORECASE)),
    ("CARD", re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b|\b[a-z]{2}\d{2}[a-z]{0,4}\d{10,26}\b")),
    ("CARD", re.compile(r"(?<![\dA-Za-z+-])(?:\d[ -]?){11,18}\d(?![\d-])")),
    ("ID", re.compile(r"(?:(?:微信号?|薇信|威信|wechat|weixin|wx|vx|v信|qq群?|扣扣|企鹅号|抖音|快手|小红书|微博|钉钉|飞书|支付宝|skype|insta(?:gram)?|tiktok|snapchat|telegram|whatsapp|line id)(?:\s*(?:号码|号|id|账号|is|是|为|加我|联系))*\s*[:：]?\s*)(?P<it>(?=[\w.-]*[\d_.-]\w)[A-Za-z0-9][\w.-]{3,18}[\w-])", re.IGNORECASE | re.ASCII)),
    ("ID", re.compile(r"(?:(?:加|我的)?(?:微信号?|薇信|wechat|weixin|wx|vx)(?:\s*(?:号码|号|id|账号|is|是|为))*\s*[:：]\s*)(?P<it>[A-Za-z][\w-]{4,19})", re.IGNORECASE | re.ASCII)),
    ("ID", re.compile(r"(?:工号|员工号|(?:员工|人员|职工)编号|职工号|厂牌号?|通行证号?|社保卡?号?|医保卡?号?|警号|胸卡号?|员工卡号?|饭卡号?|执业证号?|资格证号?|护士证号?|档案号|人事编号|登录名|用户名|账号|胸牌号?|工牌号?|学号|身份证号?码?|护照号?|护照|驾驶证号?|employee\s*(?:id|no\.?|number|#)?|emp(?:loyee)?[\s_-]?(?:id|no)|staff\s*(?:id|no\.?|number|#)|badge(?:\s*(?:id|no\.?|number))?|personnel\s*(?:no\.?|number|id)|payroll\s*(?:no\.?|number|id)|passport(?:\s*(?:no\.?|number))?|(?:driver'?s? )?licen[cs]e\s*(?:no\.?|number)|\bssn\b|\bID\b)\s*(?:is|was|号码|号|是|为|no\.?|number|#)*\s*[:：#]?\s*(?P<it>(?=[A-Za-z-]*\d)[A-Za-z]{0,4}[-_]?\d[\w-]{2,17})", re.IGNORECASE | re.ASCII)),
    ("ID", re.compile(r"(?<![\w-])(?:EMP|EID|HR|STF|ID|E|P|A|H|M|N|S)[-_#]?\d{4,10}(?![\w-])")),
    ("ID", re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")),
    ("PHONE", re.compile(r"(?<![\dA-Za-z-])(?:\+|00)\d{1,3}[\s.-]?(?:\(0?\d{1,4}\)[\s.-]?)?\d{1,5}(?:[\s.-]?\d{2,5}){1,5}(?:\s*(?:ext\.?|x|extension|转|分机)\s*[:：]?\s*\d{1,6})?(?!\d)", re.IGNORECASE)),
    ("PHONE", re.compile(r"(?<!\d)1[3-9]\d(?:[\s.·—–_-]{0,2}(?:\d{4}|[*xX]{4})){2}(?!\d)")),
    ("PHONE", re.compile(r"(?<![零〇一二三四五六七八九十百千万幺])[零〇一二三四五六七八九幺]{7,12}(?![零〇一二三四五六七八九十百千万])")),
    ("PHONE", re.compile(r"(?<![\w/.-])0\d{2,4}/\d{3,8}(?:[\s-]?\d{1,4}){0,3}(?![\w/])")),
    ("PHONE", re.compile(r"(?<!\d)0\d{2,3}[\s-]?\d{3,4}[\s-]?\d{4}(?:\s*(?:ext\.?|x|转|分机|-)\s*\d{1,6})?(?!\d)", re.IGNORECASE)),
    ("PHONE", re.compile(r"(?<!\d)[48]00[\s-]?\d{3}[\s-]?\d{4}(?!\d)")),
    ("PHONE", re.compile(r"(?<![\w/-])(?:\d{1,3}[\s.-])?(?:\(\d{2,5}\)\s?|\d{3,5}[\s.-])\d{3,4}[\s.-]?\d{3,4}(?:\s*(?:ext\.?|x|extension|#)\s*\d{1,6})?(?![\w-])", re.IGNORECASE)),
    ("PHONE", re.compile(r"(?:(?:phone|mobile|cell|tel|telephone|call|ring|text|whatsapp|number|fax|手机号?|电话号?|座机|固话|热线|联系方式|打我)(?:\s*(?:me|us|him|her|is|at|on|no\.?|number|是|为|号码))*\s*[:：]?\s*)(?P<it>\+?\(?\d[\d\s().-]{5,16}\d(?:\s*(?:ext\.?|x|extension|转|分机)\s*\d{1,6})?)", re.IGNORECASE)),
    ("PHONE", re.compile(r"\b(?:ext|extn|extension)\b\.?\s*(?:is|no\.?|number)?\s*[:：]?\s*#?(?P<it>\d{2,6})", re.IGNORECASE)),
    ("PHONE", re.compile(r"(?:分机号?|内线|短号|小号|集团号|虚拟网|转)\s*[:：]?\s*(?P<it>\d{3,6})(?![\d元年块人])")),
    ("ADDRESS", re.compile(rf"(?<![\w])\d{{1,6}}[A-Za-z]?(?:[-/]\d+)?,?\s+(?:[NSEW]\.?\s+)?(?:[\w'’.-]+\s+){{0,3}}?{_STREET}\b\.?(?:[,\s]+{_UNIT})*(?:,?\s+(?-i:(?!{_POSTCODE})[A-Z][\w.-]+)){{0,3}}(?:,?\s+(?-i:[A-Z]{{2}})\b)?(?:,?\s+(?:\d{{5}}(?:-\d{{4}})?|[A-Z]{{1,2}}\d[A-Z\d]?\s*\d[A-Z]{{2}}))?", re.IGNORECASE | re.ASCII)),
    ("ADDRESS", re.compile(_ABROAD)),
    ("ADDRESS", re.compile(_ROMANCE)),
    ("ADDRESS", re.compile(r"\bP\.?\s?O\.?\s?Box\s+\d+", re.IGNORECASE)),
    ("ADDRESS", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")),
    ("ADDRESS", re.compile(rf"(?:{_PLACE}(?:省|自治区))?(?:{_PLACE}[市州盟])?(?:{_PLACE}[区县旗])?(?:{_PLACE}(?:镇|乡|街道))?[\u4e00-\u9fff]{{1,8}}?(?:路|街|大道|巷|弄|胡同|村|大街)(?:[东南西北中一二三四五六]段)?\s*[\d一二三四五六七八九十百]+\s*(?:号|弄|巷)(?:院|楼)?(?:\s*[\u4e00-\u9fffA-Za-z\d]{{0,8}}?(?:小区|花园|大厦|广场|公寓|苑|院))?(?:\s*[\dA-Za-z一二三四五六七八九十]+\s*(?:号楼|栋|幢|座|单元|楼|层|室|号|户))*(?:\s*\d{{2,4}}(?:室|房)?)?")),
    ("ADDRESS", re.compile(r"[\u4e00-\u9fff]{2,8}?(?:小区|花园|大厦|公寓|苑|家园|新村)\s*(?:[\dA-Za-z一二三四五六七八九十]+\s*(?:期|区|号楼|栋|幢|座|单元|楼|层|室|号|户)\s*)+(?:\d{2,4}(?:室|房)?)?")),
    ("ADDRESS", re.compile(r"(?<![\d\u4e00-\u9fff])?\d{1,3}(?:栋|幢|号楼)\s*(?:[\d一二三四五六]+单元)?\s*\d{2,4}(?:室|房|号)?")),
    ("ID", re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}(?![\w:])", re.IGNORECASE)),
    ("PHONE", re.compile(r"(?<![\w.,/+-])(?!(?:19|20)\d\d[\s–-]{1,3}(?:19|20)\d\d(?!\d))(?!(?:19|20)\d\d[-./]\d\d?[-./]\d\d?(?!\d))(?=(?:\D?\d){7,13}(?!\d))(?=[\d\s().-]*\d{3})(?:\d[\s.-])?\(?\d{2,5}\)?(?:[\s.-]?\d{1,5}){1,6}(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\w-]|[.,]\d)")),
    ("HANDLE", re.compile(r"(?<![\w@.])@[A-Za-z_][A-Za-z0-9_.-]{1,29}", re.ASCII)),
    # A Chinese handle has no space behind it: it ends where somebody does something.
    ("HANDLE", re.compile(r"(?<![A-Za-z0-9_@.])@(?!所有人|全体|全员|大家|领导)[\w\u4e00-\u9fff]{2,15}?(?=[^\w\u4e00-\u9fff]|[转说发拍写问吐骂在是来也都]|$)")),
    ("ID", re.compile(r"加(?:我|一下|下)?\s*(?P<it>(?=[A-Za-z_-]*\d|[A-Za-z]*[_-])[A-Za-z][\w-]{4,19})", re.ASCII)),
)  # fmt: skip

_LED_IN = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:住|在|到|于|去|离|从|家(?![庄港界口])|往|址|搬)[是：:]?(?=[\u4e00-\u9fff\d]{3})"
)


def led_in(address: str) -> int:
    """Return how many characters before a Chinese address belong to the sentence: 3 in `我住在北京市...`."""
    match = _LED_IN.match(address)
    return match.end() if match else 0
