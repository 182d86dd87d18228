"""不予受理及指引告知书: why the house does not take the unit, and the right place to go with its limits."""

from services.kernel.document import Document, Draft

from ..parts import PAPER_TITLES, Dispute, PaperKind, Unit
from .frame import Frame, facts_of, listed
from .sentences import limits, rights, ways


def guidance(dispute: Dispute, unit: Unit, frame: Frame) -> Document:
    """What section 7.7 of the routing notes asks of a refusal: reason and provision, and the other ways with their offices."""
    route = unit.route
    lists = {
        "fault": tuple(one.text for one in route.faults),
        "past": tuple(
            f"{one.number}：{one.outcome_title}，{one.reason_title}（{one.cite}）。" for one in unit.handed_over
        ),
        "limit": limits(route, of_the_person=True),
        "duty": limits(route, of_the_person=False),
        "way": ways(route.alternatives, frame),
        "right": rights(route, frame.table, "refusal"),
    }
    draft = Draft(facts_of(dispute, unit, frame, lists.items()))
    draft.paragraph(
        "opening",
        "你（单位）于{dispute.received_on}提出的第{unit.position}项请求“{unit.claim}”（争议编号{dispute.number}），"
        "不属于本中心办理的事项，现不予受理，并将办理途径告知如下。",
    )
    draft.paragraph("why", "**理由：**{unit.reasons}。[?依据：{unit.articles}。]")
    draft.paragraph("office", "**应当去的地方：**{unit.procedure}。{office.name}，地址{office.address}。")
    for name, title in SECTIONS:
        if lists[name]:
            draft.heading(f"{name}s", title)
            listed(draft, name, lists[name])
    draft.paragraph(
        "contact", "对本告知有疑问的，可以到{centre.address}或者拨打{centre.telephone}（{centre.hours}）询问。"
    )
    return frame.document(draft, "guidance", PAPER_TITLES[PaperKind.GUIDANCE], "{applicant.name}")


SECTIONS = (
    ("past", "此前的办理"),
    ("fault", "特别提示"),
    ("limit", "请留意的期限"),
    ("duty", "办理机关的期限"),
    ("way", "其他途径"),
    ("right", "你（单位）的权利"),
)
