"""行政复议意见书 and what follows it: the copy to the superior department, and the measures against silence."""

from services.kernel.document import Document, Draft
from services.kernel.redaction.spelling import han

from ..domain import CODES, Case
from ..domain.advising import CITE
from .facts import Heading, facts_of, formal

ADVICE, PERFORM = "arl.advice_report", "house.advice_order"


def advice_letter(case: Case, heading: Heading) -> Document:
    """What was found, which provision it offends, what to correct, and by when to report (行政复议法 第七十六条)."""
    draft = Draft(facts_of(case, heading))
    draft.paragraph(
        "opening",
        "本机关在审理{applicant1.name}不服你单位作出的{act.reference}一案（{case.number}）中，"
        "发现你单位的行政行为存在下列问题：",
    )
    for order, code in enumerate(case.advice.defects, 1):
        defect = CODES.defect(code)
        if defect is not None:
            # A defect that no provision names is cited to the one on letters of advice: nobody offended that one.
            offended = "" if defect.cite == CITE else f"（{formal(defect.cite)}）"
            draft.item(f"defect{order}", f"（{han(order)}）{defect.title}{offended}。")
    if case.draft is not None:
        draft.paragraph("reasons", "{decision.reasons}")
    draft.heading("corrections", "意见")
    for order in range(1, len(case.advice.corrections) + 1):
        draft.item(f"correction{order}", f"{order}. {{advice.correction{order}}}")
    rule = heading.law.at(heading.dated_on)[ADVICE]
    draft.paragraph(
        "report",
        f"根据{formal(rule.cite)}的规定，请自收到本意见书之日起{heading.period(ADVICE)}内，"
        "将纠正相关违法或者不当行政行为的情况报送本机关。",
    )
    draft.paragraph("silence", "逾期不履行的，本机关将依法责令限期履行，并可以约谈有关负责人或者予以通报批评。")
    return draft.document(
        kind="advice",
        organ=heading.organ,
        title="行政复议意见书",
        number=heading.number,
        addressee="{respondent.name}",
        copies=("{superior.name}",) if case.respondent.superior_name else (),
        dated_on=heading.dated_on,
        seal=heading.organ,
    )


def advice_copy(case: Case, heading: Heading) -> Document:
    """抄告函 to the superior department, sent at the same time (行政复议法 第七十九条第二款)."""
    draft = Draft(facts_of(case, heading))
    draft.paragraph(
        "opening",
        "现将本机关就{respondent.name}作出的{act.reference}一案制发的行政复议意见书抄告你单位。",
    )
    return draft.document(
        kind="advice_copy",
        organ=heading.organ,
        title="行政复议抄告函",
        number=heading.number,
        addressee="{superior.name}",
        attachments=("行政复议意见书",),
        dated_on=heading.dated_on,
        seal=heading.organ,
    )


def escalation_paper(case: Case, heading: Heading, step: str) -> Document:
    """责令限期履行、约谈、通报, in this order (行政复议法 第七十七条第二款)."""
    row = next(one for one in CODES.escalation if one.step == step)
    letter = case.advice.paper
    draft = Draft(facts_of(case, heading))
    draft.paragraph(
        "opening",
        f"本机关于{letter.dated_on:%Y}年制发的行政复议意见书（{letter.number}）已送达你单位，你单位逾期未报送纠正情况。"
        if letter
        else "你单位逾期未报送纠正情况。",
    )
    draft.paragraph("measure", f"根据{formal(row.cite)}的规定，本机关决定{row.title}。")
    if step != "circular":
        draft.paragraph("period", f"请自收到本通知之日起{heading.period(PERFORM)}内履行并书面报告。")
    return draft.document(
        kind=step,
        organ=heading.organ,
        title=row.document,
        number=heading.number,
        addressee="{respondent.name}",
        dated_on=heading.dated_on,
        seal=heading.organ,
    )
