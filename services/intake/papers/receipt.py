"""登记回执: that the dispute was taken in, under which number, and where each of its units goes."""

from services.kernel.document import Document, Draft, Facts
from services.kernel.document.model import long_date

from ..parts import ENTRY_TITLES, PAPER_TITLES, Dispute, PaperKind, Unit
from .frame import Frame, dispute_facts, listed, numbered


def receipt(dispute: Dispute, frame: Frame) -> Document:
    """One for each dispute; its number is the dispute's own, for life."""
    units = tuple(_unit(unit) for unit in dispute.units)
    papers = tuple(f"{paper.name}（{long_date(paper.on)}收到）" for paper in dispute.papers)
    lists = (("unit", units), ("paper", papers), ("entry", (ENTRY_TITLES[dispute.entry],)))
    draft = Draft(Facts([*dispute_facts(dispute, frame), *numbered(lists)]))
    draft.paragraph(
        "opening",
        "你（单位）于{dispute.received_on}以{entry1}方式提出的争议已经登记，编号为{dispute.number}。"
        "这一编号在争议办结之前始终有效，请妥善保存。",
    )
    draft.heading("units", "登记的请求和办理去向")
    listed(draft, "unit", units)
    draft.heading("papers", "收到的材料")
    if papers:
        listed(draft, "paper", papers)
    else:
        draft.paragraph("no_papers", "登记时没有提交书面材料。")
    draft.paragraph(
        "contact",
        "各项请求的权利和期限见《权利告知书》。查询办理进展，请扫描二维码，"
        "也可以到{centre.address}或者拨打{centre.telephone}（{centre.hours}）。",
    )
    return frame.document(draft, "receipt", PAPER_TITLES[PaperKind.RECEIPT], "{applicant.name}")


def _unit(unit: Unit) -> str:
    return f"{unit.claim}：{unit.route.procedure}，{unit.route.organ}。"
