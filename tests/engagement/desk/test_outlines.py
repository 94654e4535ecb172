"""The outline that comes for a brief is the one a person would have taken, in both languages."""

from typing import Any

import pytest

from engagement.desk.drafting import encoder
from nlp.drafting.outlines import nearest, outlines, subjects

# kind, place of the outline that fits, brief in English, brief in Chinese
FITTING = [
    ("survey_advice", 0, "We have never done a survey. Where should we begin?", "我们从来没有做过调查，应该从哪里开始？"),
    ("survey_advice", 1, "Three nurses of the night shift left this spring", "今年春天夜班走了三位护士"),
    ("survey_advice", 2, "Two departments will be merged in autumn", "秋天两个部门将合并"),
    ("survey_advice", 3, "People sit in meetings all day and work in the evening", "大家整天开会，晚上还要加班"),
    ("survey_advice", 4, "Many new colleagues give up in their first months", "很多新同事入职几个月就放弃了"),
    ("advice", 1, "Two colleagues of the early shift no longer speak to each other", "早班两位同事互不说话"),
    ("advice", 2, "A new controller makes many mistakes and does not seem to fit the job", "一位新来的财务经常出错，似乎不适合这个岗位"),
    ("advice", 3, "The team is tired after months of overtime and the mood is bad", "连续几个月加班后团队很疲惫，气氛不好"),
    ("advice", 4, "My best engineer has an offer from a competitor", "我最好的工程师收到了竞争对手的邀请"),
    ("one_to_one", 0, "Monthly talk with a colleague after a busy quarter", "忙碌的一个季度之后的月度面谈"),
    ("one_to_one", 1, "I took over the team and meet everybody for the first time", "我刚接手团队，第一次与每个人面谈"),
    ("one_to_one", 2, "She would like to be promoted next year", "她希望明年得到晋升"),
    ("one_to_one", 3, "He comes back after three months of illness", "他病假三个月后回来上班"),
    ("development_plan", 0, "An accountant should learn to use the new reporting tool", "一位会计需要学会使用新的报表工具"),
    ("development_plan", 1, "A nurse would like to lead a shift in a year", "一位护士希望一年后能够带班"),
    ("okr_kpi", 0, "Answer customers faster", "更快回复客户"),
    ("okr_kpi", 1, "Fewer night shifts at short notice on the wards", "减少病区临时安排的夜班"),
    ("onboarding_plan", 0, "An accountant starts in the head office", "一位会计将在总部办公室入职"),
    ("onboarding_plan", 1, "A nurse starts on the night shift of ward 3", "一位护士将在三病区上夜班"),
    ("onboarding_plan", 2, "A developer starts who works from home in Spain", "一位在家远程办公的开发人员入职"),
    ("welcome_letter", 0, "A nurse joins the night shift of ward 3", "一位护士加入三病区夜班"),
    ("welcome_letter", 1, "She will work from home", "她将在家远程办公"),
    ("interview_questions", 1, "Shift lead in logistics, calm under pressure", "物流班组长，压力下保持冷静"),
    ("interview_questions", 2, "Receptionist for a hotel", "酒店前台接待"),
    ("interview_questions", 3, "Python developer for our data team", "数据团队的软件开发工程师"),
    ("cv_template", 0, "Nurse with five years of experience", "有五年经验的护士"),
    ("cv_template", 1, "Graduate looking for a first job", "找第一份工作的应届毕业生"),
    ("cover_letter", 1, "From retail to care, no experience yet", "从零售转行到护理，没有经验"),
    ("labour_market", 0, "Nurses within 50 km of our hospital", "本院周边50公里内的护士"),
    ("labour_market", 1, "We want to open a second warehouse", "我们想新建第二个仓库"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("key", "place", "english", "chinese"), FITTING, ids=[f"{one[0]}-{one[1]}" for one in FITTING]
)
def test_the_fitting_outline_comes_first(key: str, place: int, english: str, chinese: str, lang: Any) -> None:
    brief = english if lang == "en" else chinese
    assert nearest(brief, [subjects(one, lang) for one in outlines(key)], encoder())[0] == place
