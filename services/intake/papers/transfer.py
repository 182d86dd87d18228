"""移送函: the file of one claim unit for the channel or partner that takes it; what was conceded to settle has no place here."""

from collections.abc import Iterator

from services.kernel.document import Document, Draft, zh_date
from services.kernel.handover import ConfirmedAddress, HandOver

from ..domain.filing import DATE_TITLES
from ..parts import PAPER_TITLES, PARTY_TITLES, Dispute, PaperKind, Party, Unit
from .frame import Frame, facts_of, listed
from .sentences import limits, rights


def transfer_note(dispute: Dispute, unit: Unit, frame: Frame) -> Document:
    """Parties by need, this unit alone, dates, evidence by name, what both sides signed, confirmed addresses."""
    lists = {
        "party": tuple(_parties(dispute, unit)),
        "date": tuple(_dates(dispute, unit)),
        "past": tuple(_past(file) for file in unit.handed_over),
        "undisputed": tuple(text for file in unit.handed_over for text in file.undisputed),
        "served": tuple(_served(one, dispute, unit) for file in unit.handed_over for one in file.addresses),
        "evidence": tuple(f"{one.name}，{zh_date(one.on)}收到，校验值{one.sha256[:12]}" for one in dispute.papers),
        "limit": limits(unit.route, of_the_person=True),
        "duty": limits(unit.route, of_the_person=False),
        "right": rights(unit.route, frame.table, "transfer"),
    }
    draft = Draft(facts_of(dispute, unit, frame, lists.items()))
    draft.paragraph(
        "opening",
        "{applicant.name}于{dispute.received_on}提出的第{unit.position}项请求“{unit.claim}”（争议编号{dispute.number}），"
        "经分流应当由你单位办理（{unit.procedure}），现予移送。",
    )
    draft.paragraph("why", "分流理由：{unit.reasons}。[?依据：{unit.articles}。]")
    draft.paragraph("address", "移送地址：{office.address}[?；具体由{office.body}办理]。")
    for name, title in SECTIONS:
        if lists[name]:
            draft.heading(f"{name}s", title)
            listed(draft, name, lists[name])
    draft.paragraph(
        "close",
        "上列期限照常计算，不因移送中断、中止。为促成调解而作的让步、承认不在移送之列，不得作为办理的依据。"
        "联系人：{centre.name}，{centre.telephone}（{centre.hours}）。",
    )
    return frame.document(draft, "transfer", PAPER_TITLES[PaperKind.TRANSFER], "{office.name}")


SECTIONS = (
    ("party", "当事人"),
    ("date", "日期"),
    ("past", "此前的办理"),
    ("undisputed", "双方签字确认的无争议事实"),
    ("served", "已确认的送达地址"),
    ("evidence", "证据和材料清单"),
    ("limit", "当事人的期限"),
    ("duty", "办理机关的期限"),
    ("right", "已告知当事人的权利"),
)


def _parties(dispute: Dispute, unit: Unit) -> Iterator[str]:
    for party in dispute.applicants:
        yield f"申请人：{_party(party)}"
    for agent in dispute.agents:
        yield f"委托代理人：{_joined(agent.name, agent.phone)}"
    other = unit.other_side
    if other.name:
        yield f"对方：{_joined(other.name, other.phone, other.address)}"


def _party(party: Party) -> str:
    return _joined(party.name, PARTY_TITLES[party.kind], party.phone, party.address)


def _joined(*parts: str) -> str:
    return "，".join(part for part in parts if part)


def _dates(dispute: Dispute, unit: Unit) -> Iterator[str]:
    yield f"向本中心提出：{zh_date(dispute.received_on)}"
    if dispute.postmark_on:
        yield f"邮戳日期：{zh_date(dispute.postmark_on)}"
    dates = unit.facts.dates()
    yield from (f"{title}：{zh_date(on)}" for name, title in DATE_TITLES.items() if (on := dates.get(name)))


def _past(file: HandOver) -> str:
    held = f"，会议{'、'.join(zh_date(on) for on in file.held_on)}" if file.held_on else ""
    span = f"{zh_date(file.opened_on)}至{zh_date(file.ended_on)}{held}"
    return f"{file.number}：{span}；{file.outcome_title}，{file.reason_title}（{file.cite}）。"


def _served(one: ConfirmedAddress, dispute: Dispute, unit: Unit) -> str:
    names = {"applicant": dispute.applicant.name, "respondent": unit.other_side.name}
    consent = f"，同意电子送达{one.email}" if one.electronic_consent and one.email else ""
    role = next((role for role in names if one.party.startswith(role)), "")
    return f"{names.get(role, '当事人')}：{one.address}{consent}"
