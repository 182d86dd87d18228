"""What is wrong with the persons of a filing, and which of them the desk must not route by tables alone."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from services.kernel.refusal import Fault

from ..parts import Agent, Filing, Party
from ..parts.persons import IDENTITY, MOST_AGENTS, MOST_REPRESENTATIVES, MOST_WITHOUT_REPRESENTATIVES

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
GUARDIAN = "民法典 第十七条至第二十三条；行政复议法 第十四条第三款"
REPRESENTATIVES = "行政复议法 第十五条；行政复议法实施条例 第八条（条文待核）"
AGENTS = "行政复议法 第十七条"
SPECIAL = "民事诉讼法 第六十二条第二款"
CONSENT = "民事诉讼法 第九十条"


def faults_of_persons(filing: Filing) -> Iterator[Fault]:
    """Everything about the persons that must be put right, each beside its field."""
    on = filing.received_on
    yield from _party(filing.applicant, on, "applicant")
    for index, party in enumerate(filing.co_applicants):
        yield from _party(party, on, f"co_applicants.{index}")
    yield from _representatives(filing.applicants)
    yield from _agents(filing.agents)


def _party(party: Party, on: date, at: str) -> Iterator[Fault]:
    if party.birth_on and party.birth_on > on:
        yield Fault("desk.future", "出生日期不能晚于收到日期。", field=f"{at}.birth_on")
    if _is_broken(party):
        yield Fault("desk.id_number", "身份证号码应为十八位，请核对。", field=f"{at}.id_number")
    if party.email and not EMAIL.fullmatch(party.email):
        yield Fault("desk.email", "电子邮箱格式不对，例如 name@example.cn。", field=f"{at}.email")
    if party.electronic_consent and not party.email:
        text = "同意电子送达的，请填写接收送达的电子邮箱。"
        yield Fault("desk.consent_without_email", text, CONSENT, field=f"{at}.email")
    yield from _statutory_agent(party, on, at)


def _is_broken(party: Party) -> bool:
    """A foreigner's passport has no fixed form."""
    if party.kind != "person" or party.is_foreign or not party.id_number:
        return False
    return not IDENTITY.fullmatch(party.id_number)


def _statutory_agent(party: Party, on: date, at: str) -> Iterator[Fault]:
    told = party.statutory_agent
    if party.needs_guardian(on) and (told is None or told.relation == "legal_representative"):
        text = "申请人未满十八周岁或者没有完全民事行为能力，请写明父母或其他监护人；还不知道的，选“尚不清楚”。"
        yield Fault("desk.guardian", text, GUARDIAN, field=f"{at}.statutory_agent.relation")
    if told is not None and told.relation != "unknown" and not told.name:
        yield Fault("desk.statutory_agent", "请填写法定代表人或监护人的姓名。", field=f"{at}.statutory_agent.name")
    if party.kind == "person" and told is not None and told.relation == "legal_representative":
        yield Fault("desk.relation", "个人没有法定代表人，请改选身份。", field=f"{at}.statutory_agent.relation")


def _representatives(applicants: Sequence[Party]) -> Iterator[Fault]:
    chosen = sum(party.is_representative for party in applicants)
    if len(applicants) > MOST_WITHOUT_REPRESENTATIVES and not chosen:
        text = f"申请人有{len(applicants)}人，超过五人：请推选一至五名代表人。"
        yield Fault("desk.representatives", text, REPRESENTATIVES, field="applicant.is_representative")
    if chosen > MOST_REPRESENTATIVES:
        text = f"推选了{chosen}名代表人，最多五名。"
        yield Fault("desk.representatives", text, REPRESENTATIVES, field="applicant.is_representative")


def _agents(agents: Sequence[Agent]) -> Iterator[Fault]:
    for index, agent in enumerate(agents):
        at = f"agents.{index}"
        if index >= MOST_AGENTS:
            yield Fault("desk.agents", "委托代理人最多两名。", AGENTS, field=f"{at}.name")
        if agent.authority == "special" and not agent.limits:
            text = "特别授权须逐项写明可以做什么，例如“代为放弃、变更请求，进行和解”。"
            yield Fault("desk.authority", text, SPECIAL, field=f"{at}.limits")
        if not agent.term:
            yield Fault("desk.term", "请写明委托的期限，例如“至本事项办结”。", AGENTS, field=f"{at}.term")


def special_party_of(filing: Filing) -> str | None:
    """The answer that sends the units to the duty lawyer first (example H-12): who needs a guardian or an interpreter."""
    on = filing.filed_on
    if any(party.is_minor(on) for party in filing.applicants):
        return "minor"
    if any(party.lacks_capacity for party in filing.applicants):
        return "incapacity"
    return "foreign" if any(party.is_foreign for party in filing.applicants) else None
