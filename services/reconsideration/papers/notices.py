"""Notices of procedure (程序性文书)."""

from services.kernel.document import Document, Draft

from ..domain import Case
from ..domain.case import REPLY
from .facts import Heading, facts_of, formal


def reply_notice(case: Case, heading: Heading) -> Document:
    """行政复议答复通知书: how long the respondent has, what to bring, and what silence means."""
    rule = heading.law.at(case.law_on)[REPLY[case.procedure or "ordinary"]]
    draft = Draft(facts_of(case, heading))
    draft.paragraph(
        "opening",
        "{applicant1.name}不服你单位作出的{act.reference}，向{organ.name}申请行政复议，"
        + ("依法自{case.accepted_on}起视为受理。" if case.deemed else "已于{case.accepted_on}依法受理。"),
    )
    draft.paragraph(
        "duty",
        f"根据{formal(rule.cite)}的规定，现将行政复议申请书副本发送你单位。请自收到之日起{heading.period(rule.id, case.law_on)}内"
        "提出书面答复，并提交作出行政行为的证据、依据和其他有关材料。",
    )
    draft.paragraph("silence", "逾期不提出书面答复、提交有关材料的，视为该行政行为没有证据、依据。")
    draft.paragraph("evidence", "行政复议期间，你单位不得自行向申请人和其他有关单位或者个人收集证据。")
    return draft.document(
        kind="reply_notice",
        organ=heading.body,
        title="行政复议答复通知书",
        number=heading.number,
        addressee="{respondent.name}",
        attachments=("行政复议申请书副本一份",),
        dated_on=heading.dated_on,
        seal=heading.body,
    )
