"""What is wrong with a filing (登记): every fault at once, each beside its field, with the article where one refuses."""

from collections.abc import Iterator
from datetime import date

from services.kernel.organs import Profile
from services.kernel.refusal import Fault

from ..parts import Filing, UnitDraft
from .persons import faults_of_persons

REVIEW_SCOPE = "行政复议法 第十一条"
REVIEW_PERIOD = "行政复议法 第二十条"
INACTION = "行政复议法实施条例 第十六条"
POSTING = "民事诉讼法 第八十五条第四款"

DATE_TITLES = {
    "act_made_on": "作出日期",
    "served_on": "送达日期",
    "known_on": "知道日期",
    "event_on": "事情发生日期",
    "asked_on": "向机关提出申请的日期",
    "decided_on": "收到决定的日期",
    "agreement_on": "达成协议的日期",
}


def faults_of(filing: Filing, today: date, profile: Profile) -> Iterator[Fault]:
    """Everything that must be put right before a number is given."""
    if filing.received_on > today:
        yield Fault("desk.future", "收到日期不能晚于今天。", field="received_on")
    yield from _entry(filing)
    yield from faults_of_persons(filing)
    for index, unit in enumerate(filing.units):
        yield from _unit(unit, filing.received_on, profile, f"units.{index}")


def _entry(filing: Filing) -> Iterator[Fault]:
    """By post the postmark keeps the limit, so that a letter is not registered without it."""
    if filing.entry == "post" and filing.postmark_on is None:
        text = "邮寄的，请填写邮戳日期：在期限届满前交邮的，不算过期。"
        yield Fault("desk.postmark", text, POSTING, field="postmark_on")
    if filing.postmark_on and filing.postmark_on > filing.received_on:
        yield Fault("desk.postmark", "邮戳日期不能晚于收到日期。", POSTING, field="postmark_on")
    if filing.entry == "transfer" and filing.source is None:
        yield Fault("desk.source", "移送的，请写明移送单位和移送编号。", field="source.partner")


def _unit(unit: UnitDraft, received_on: date, profile: Profile, at: str) -> Iterator[Fault]:
    answers = unit.answers
    for name in ("respondent_organ", "place_organ"):
        organ = answers.respondent_organ if name == "respondent_organ" else answers.place_organ
        if organ and not profile.has(organ):
            yield Fault("organ.unknown", "机关名录中没有这个机关，请从名录中选择。", field=f"{at}.answers.{name}")
    yield from _dates(unit, received_on, at)
    match answers.nature:
        case "act" if answers.respondent_kind == "organ":
            yield from _act(unit, at)
        case "inaction" if answers.asked_on is None:
            text = "请填写向机关提出申请的日期：不履行职责的期限从这一天计算。"
            yield Fault("desk.asked_on", text, INACTION, field=f"{at}.answers.asked_on")
        case "private" | "title" if not unit.other_side.name and not answers.respondent_organ:
            yield Fault("desk.other_side", "请填写对方的姓名或名称。", field=f"{at}.other_side.name")
        case _:
            return


def _act(unit: UnitDraft, at: str) -> Iterator[Fault]:
    if not unit.act.title:
        text = "请写明不服的是什么决定或行为，例如“行政处罚决定”。"
        yield Fault("desk.act_title", text, REVIEW_SCOPE, field=f"{at}.act.title")
    if unit.answers.act_made_on is None:
        text = "请填写行政行为作出的日期（见决定书落款）。"
        yield Fault("desk.act_made_on", text, "行政复议法 第二十一条", field=f"{at}.answers.act_made_on")


def _dates(unit: UnitDraft, received_on: date, at: str) -> Iterator[Fault]:
    made = unit.answers.act_made_on
    for name, on in unit.answers.dates().items():
        if on is None or name not in DATE_TITLES:
            continue
        title, field = DATE_TITLES[name], f"{at}.answers.{name}"
        if on > received_on and name == "act_made_on":
            text = "行政行为的作出日期晚于收到日期：行为尚未作出，不能申请复议。"
            yield Fault("desk.act_after_filing", text, REVIEW_SCOPE, field=field)
        elif on > received_on:
            yield Fault("desk.date_after_filing", f"{title}不能晚于收到日期。", field=field)
        elif name in {"served_on", "known_on"} and made and on < made:
            text = f"{title}不能早于行政行为作出的日期。"
            yield Fault("desk.date_before_act", text, REVIEW_PERIOD, field=field)
