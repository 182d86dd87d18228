"""The papers of an adjudication case (裁决文书): each is written once, from the case's own facts."""

from services.chassis.paper_facts import Heading, formal, party_facts, party_line
from services.kernel.document import Document, Draft, FactKind, Facts, day, fact

from .codes import OUTCOMES
from .domain import Case
from .domain.case import REPLY

REVIEW = "arl.application"
PRIOR_REVIEW = "行政复议法 第二十三条"


def organ_of(case: Case, heading: Heading) -> str:
    """Who decides: the office that performs the function here, or the government itself (土地、林木权属)."""
    function = case.kind.function
    return heading.profile.function(function).name if function else heading.organ


def facts_of(case: Case, heading: Heading) -> Facts:
    """The case's facts by the names that the wordings use."""
    matter, draft = case.matter, case.draft
    return Facts(
        [
            *party_facts("applicant", matter.applicant),
            *party_facts("respondent", matter.respondent),
            fact("organ.name", organ_of(case, heading), FactKind.ORGAN),
            fact("court.name", heading.profile.function("administrative_court").name, FactKind.ORGAN),
            fact("case.number", case.number),
            fact("case.title", matter.title),
            day("case.received_on", matter.received_on),
            day("case.accepted_on", case.accepted_on),
            fact("case.claim", matter.claim, FactKind.FREE),
            fact("case.story", matter.story, FactKind.FREE),
            fact("case.reply", case.reply.statement if case.reply else None, FactKind.FREE),
            fact("decision.found", draft.found if draft else None, FactKind.FREE),
            fact("decision.reasons", draft.reasons if draft else None, FactKind.FREE),
            fact("decision.terms", draft.terms if draft else None, FactKind.FREE),
        ]
    )


def reply_notice(case: Case, heading: Heading) -> Document:
    """答复通知书: how long the respondent has, and that silence stops nothing."""
    draft = Draft(facts_of(case, heading))
    draft.paragraph(
        "opening",
        "{applicant.name}就与你（单位）之间的{case.title}争议，向{organ.name}申请裁决（{case.number}），"
        "已于{case.accepted_on}依法受理。现将申请书副本发送给你（单位）。",
    )
    draft.paragraph(
        "duty", f"请自收到本通知之日起{heading.period(REPLY)}内提交书面答复和有关证据材料。逾期不答复的，不影响裁决。"
    )
    organ = organ_of(case, heading)
    return draft.document(
        kind="reply_notice",
        organ=organ,
        title="行政裁决答复通知书",
        number=heading.number,
        addressee="{respondent.name}",
        attachments=("申请书副本一份",),
        dated_on=heading.dated_on,
        seal=organ,
    )


def decision_letter(case: Case, heading: Heading) -> Document:
    """裁决书: parties, what each said, what was found, the decision, and the ways to contest it (裁诉衔接)."""
    if case.draft is None:
        raise ValueError("a decision letter needs a draft")
    draft, basis = Draft(facts_of(case, heading)), formal(case.kind.cite)
    draft.party("applicant", party_line("申请人", "applicant", case.matter.applicant))
    draft.party("respondent", party_line("被申请人", "respondent", case.matter.respondent))
    draft.paragraph(
        "opening",
        "申请人就与被申请人之间的{case.title}争议，于{case.received_on}申请裁决，本机关于{case.accepted_on}依法受理，"
        "现已审理终结。",
    )
    draft.paragraph("claim", "**申请人请求：**{case.claim}")
    draft.paragraph("applicant_says", "**申请人称：**{case.story}")
    said = "**被申请人称：**{case.reply}" if case.reply else "被申请人未在期限内提出书面答复。"
    draft.paragraph("respondent_says", said)
    draft.paragraph("found", "**经审理查明：**{decision.found}")
    draft.paragraph("reasons", "**本机关认为：**{decision.reasons}")
    draft.paragraph("basis", f"根据{basis}的规定，本机关裁决如下：")
    draft.item("operative", OUTCOMES[case.draft.outcome].operative)
    draft.paragraph("remedy", _remedy(case, heading))
    organ = organ_of(case, heading)
    return draft.document(
        kind="decision",
        organ=organ,
        title=case.kind.title,
        number=heading.number,
        dated_on=heading.dated_on,
        seal=organ,
    )


def _remedy(case: Case, heading: Heading) -> str:
    suit, review = heading.period(case.kind.suit), heading.period(REVIEW)
    if case.kind.prior_review:
        return (
            f"如不服本决定，可以自接到本决定之日起{suit}内，依法向{{court.name}}提起行政诉讼；认为本决定侵犯已经依法取得的"
            f"自然资源所有权或者使用权的，应当先自知道本决定之日起{review}内申请行政复议（{formal(PRIOR_REVIEW)}）。"
        )
    return (
        f"如不服本裁决，可以自知道本裁决之日起{review}内依法申请行政复议，也可以自知道或者应当知道本裁决之日起{suit}内，"
        "依法向{court.name}提起行政诉讼，并可以申请一并解决相关民事争议。"
    )
