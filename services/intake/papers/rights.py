"""权利告知书: for one claim unit its channel and office, the limits with their last days, the rights, the ways on."""

from services.kernel.document import Document, Draft
from services.kernel.routing_table import RouteChannel

from ..parts import PAPER_TITLES, Dispute, PaperKind, Unit
from .frame import Frame, facts_of, listed
from .sentences import if_fails, limits, rights, ways


def rights_notice(dispute: Dispute, unit: Unit, frame: Frame) -> Document:
    """Everything that the route owes the person, in the order in which it is needed."""
    route = unit.route
    lists = {
        "limit": limits(route, of_the_person=True),
        "duty": limits(route, of_the_person=False),
        "right": rights(route, frame.table),
        "fault": tuple(one.text for one in route.faults),
        "next": tuple(if_fails(route, frame)),
        "way": ways(route.alternatives, frame),
    }
    draft = Draft(facts_of(dispute, unit, frame, lists.items()))
    draft.paragraph(
        "opening",
        "你（单位）于{dispute.received_on}提出的第{unit.position}项请求“{unit.claim}”（争议编号{dispute.number}），"
        "现将办理渠道、期限和你（单位）的权利告知如下。",
    )
    draft.heading("channel", "办理渠道")
    _channel(draft, unit)
    draft.paragraph("why", "理由：{unit.reasons}。[?依据：{unit.articles}。]")
    for name, title in SECTIONS:
        if lists[name]:
            draft.heading(f"{name}s", title)
            listed(draft, name, lists[name])
    draft.paragraph(
        "provisional",
        "标明“暂定”的日期，在国务院办公厅公布有关年份的节假日安排后可能变动；标明“待核”的依据尚未与条文原文核对。"
        "联系电话{centre.telephone}（{centre.hours}）。",
    )
    return frame.document(draft, "rights", PAPER_TITLES[PaperKind.RIGHTS], "{applicant.name}")


SECTIONS = (
    ("limit", "请留意的期限"),
    ("duty", "办理机关的期限"),
    ("fault", "特别提示"),
    ("right", "你（单位）的权利"),
    ("next", "办理不成时"),
    ("way", "也可以选择"),
)


def _channel(draft: Draft, unit: Unit) -> None:
    if unit.route.channel is RouteChannel.LAWYER:
        draft.paragraph("office", "这一请求须由{office.name}（{office.address}）先行判断[?：{unit.question}]")
        return
    draft.paragraph("office", "{unit.procedure}：{office.name}[?，由{office.body}办理]，地址{office.address}。")
    if unit.route.preposed:
        draft.paragraph("preposed", "**这一事项应当先申请行政复议，对复议决定不服的再起诉。**")
