"""Papers that end a case or follow its decision: letters on its limits, termination, statement, orders, corrections."""

from collections.abc import Iterator

from services.chassis.paper_facts import party_line
from services.kernel.document import Document, Draft, FactKind, Facts, Reference, day, fact

from ..domain import CODES, Case
from ..domain.case import COURT_ENFORCEMENT, DECIDE, DEMAND, ENDINGS, PERFORM_ORDER
from ..domain.performing import enforcer
from .facts import Heading, facts_of, formal

MATTER = "{applicant1.name}不服{respondent.name}作出的{act.reference}一案（{case.number}）"
TO_ALL = "各方当事人"
TITLES = {
    "extension_notice": "延期审理通知书",
    "suspension_notice": "行政复议中止通知书",
    "resumption_notice": "行政复议恢复审理通知书",
    "withdrawal_reply": "撤回行政复议申请答复书",
    "termination": "行政复议终止决定书",
    "mediation_statement": "行政复议调解书",
    "decision_copy": "行政复议抄告函",
    "demand": "催告书",
    "enforcement_application": "强制执行申请书",
    "correction": "更正通知书",
    "catalogue": "卷宗目录",
}


def extension_notice(case: Case, heading: Heading) -> Document:
    """延期审理通知书: why, how long, and until when (行政复议法 第六十二条第一款)."""
    clock = case.clocks.get(DECIDE[case.procedure or "ordinary"])
    granted = clock.extensions[-1] if clock and clock.extensions else None
    draft = _draft(
        case,
        heading,
        day("limit.due_on", heading.law.due_on(clock) if clock else None),
        fact("limit.days", str(granted.length) if granted else None),
    )
    draft.paragraph(
        "opening",
        f"{MATTER}，因情况复杂，不能在规定期限内作出行政复议决定。根据{formal('行政复议法 第六十二条第一款')}的规定，"
        "经行政复议机构的负责人批准，审理期限延长{limit.days}日[?，至{limit.due_on}届满]。",
    )
    return _document(draft, heading, "extension_notice", organ=heading.body)


def suspension_notice(case: Case, heading: Heading) -> Document:
    """中止通知书: on which of the ten grounds (行政复议法 第三十九条)."""
    ground = CODES.suspension_grounds[case.suspension_ground or "other"]
    draft = _draft(case, heading)
    draft.paragraph("opening", f"{MATTER}，在审理过程中，出现下列情形：{ground.title}。")
    draft.paragraph(
        "operative",
        f"根据{formal(ground.cite)}的规定，现决定自{{heading.dated_on}}起中止对该案的审理，待中止原因消除后，恢复该案件的审理。",
    )
    return _document(draft, heading, "suspension_notice")


def resumption_notice(case: Case, heading: Heading) -> Document:
    """恢复审理通知书: from which day the limit runs again, and until when (行政复议法 第三十九条第二款)."""
    clock = case.clocks.get(DECIDE[case.procedure or "ordinary"])
    draft = _draft(case, heading, day("limit.due_on", heading.law.due_on(clock) if clock else None))
    draft.paragraph(
        "opening",
        f"{MATTER}，中止的原因已经消除。根据{formal('行政复议法 第三十九条第二款')}的规定，"
        "自{heading.dated_on}起恢复审理[?，审理期限至{limit.due_on}届满]。",
    )
    return _document(draft, heading, "resumption_notice")


def withdrawal_reply(case: Case, heading: Heading) -> Document:
    """Whether leave to withdraw is given (行政复议法 第七十四条第一款)."""
    asked = case.ending.withdrawal
    draft = _draft(case, heading)
    said = "准予撤回" if asked is not None else "不准予撤回，本案继续审理"
    draft.paragraph(
        "opening", f"{MATTER}，申请人提出撤回行政复议申请。根据{formal('行政复议法 第七十四条第一款')}的规定，{said}。"
    )
    return _document(draft, heading, "withdrawal_reply", organ=heading.body)


def termination(case: Case, heading: Heading) -> Document:
    """终止决定书: the ground, and what follows from a withdrawal (行政复议法 第四十一条)."""
    ended, asked = case.ending.termination, case.ending.withdrawal
    ground = ENDINGS.termination_grounds[ended.ground or ""]
    draft = _draft(
        case,
        heading,
        fact("ending.reason", ended.reason, FactKind.FREE),
        fact("ending.settlement", asked.settlement if asked else None, FactKind.FREE),
    )
    for order, party in enumerate(case.applicants, 1):
        draft.party(f"applicant{order}", party_line("申请人", f"applicant{order}", party))
    draft.party("respondent", "被申请人：{respondent.name}[?，住所地{respondent.address}]。")
    draft.paragraph(
        "opening", f"{MATTER}，本机关于{{case.accepted_on}}受理。在审理过程中：{ground.title}。{{ending.reason}}"
    )
    if asked is not None and asked.settlement:
        draft.paragraph("settlement", "当事人达成和解：{ending.settlement}")
    draft.item("operative", f"根据{formal(ground.cite)}的规定，本机关决定：终止行政复议。")
    if ground.needs == "withdrawal":
        draft.paragraph(
            "again",
            f"根据{formal('行政复议法 第七十四条第二款')}的规定，申请人不得再以同一事实和理由提出行政复议申请；"
            "但是，能够证明撤回行政复议申请违背其真实意愿的除外。",
        )
    return _document(draft, heading, "termination")


def mediation_statement(case: Case, heading: Heading) -> Document:
    """调解书: claim, facts and result, signed by every party (行政复议法 第七十三条第一款)."""
    agreement = case.ending.agreement
    draft = _draft(case, heading, fact("agreement.terms", agreement.terms if agreement else None, FactKind.FREE))
    for order, party in enumerate(case.applicants, 1):
        draft.party(f"applicant{order}", party_line("申请人", f"applicant{order}", party))
    draft.party("respondent", "被申请人：{respondent.name}[?，住所地{respondent.address}]。")
    draft.paragraph("claim", "**申请人请求：**{case.claim}")
    draft.paragraph("facts", "**事实：**{case.story}")
    draft.paragraph("opening", "经本机关调解，各方当事人自愿达成如下协议：")
    draft.item("operative", "{agreement.terms}")
    if agreement is not None and agreement.perform_days is not None:
        draft.paragraph("period", f"被申请人应当自收到本调解书之日起{agreement.perform_days}日内履行。")
    draft.paragraph("effect", "本调解书经各方当事人签字或者签章，并加盖行政复议机关印章，即具有法律效力。")
    for order in range(1, len(case.applicants) + 1):
        draft.signing(f"sign{order}", f"申请人（签名或者盖章）：{{applicant{order}.name}}")
    draft.signing("sign_respondent", "被申请人（盖章）：{respondent.name}")
    return _document(draft, heading, "mediation_statement", to=None)


def decision_copy(case: Case, heading: Heading) -> Document:
    """抄告函: the effective decision for the superior department (行政复议法 第七十九条第二款)."""
    draft = _draft(case, heading)
    draft.paragraph(
        "opening",
        "{respondent.name}作出的{act.reference}一案，本机关作出的行政复议决定书（{decision.number}）已经发生法律效力。"
        f"根据{formal('行政复议法 第七十九条第二款')}的规定，现抄告你单位。",
    )
    return _document(draft, heading, "decision_copy", to="{superior.name}", attachments=("行政复议决定书",))


def performance_paper(case: Case, heading: Heading) -> Document:
    """责令限期履行、约谈、通报 after a decision or statement was not performed (行政复议法 第七十七条第二款)."""
    step = case.ending.performance.steps[-1]
    row = next(one for one in CODES.escalation if one.step == step)
    draft = _draft(case, heading)
    paper = case.decision or next(one for one in case.papers if one.kind == "mediation_statement")
    draft.paragraph("opening", f"本机关制发的{paper.title}（{paper.number}）已送达你单位，你单位逾期未履行。")
    draft.paragraph("measure", f"根据{formal(row.cite)}的规定，本机关决定{row.title}。")
    if step == "order":
        draft.paragraph("period", f"请自收到本通知之日起{heading.period(PERFORM_ORDER)}内履行并书面报告。")
    return draft.document(
        kind=f"performance_{step}",
        organ=heading.organ,
        title=row.document,
        number=heading.number,
        addressee="{respondent.name}",
        dated_on=heading.dated_on,
        seal=heading.organ,
    )


def demand(case: Case, heading: Heading) -> Document:
    """催告书: what is owed, how long is left, and what follows (行政强制法 第五十四条)."""
    draft = _draft(case, heading, *_debt(case))
    draft.paragraph("opening", f"{MATTER}，你（单位）在法定期限内未提起行政诉讼，又未履行下列义务：{{debt.matter}}")
    rule = heading.law.at(heading.dated_on)[DEMAND]
    draft.paragraph(
        "duty",
        f"根据{formal(rule.cite)}的规定，现催告你（单位）履行。本催告书送达{heading.period(DEMAND)}后仍未履行的，"
        "本机关将依法申请人民法院强制执行。你（单位）有权进行陈述和申辩。",
    )
    return _document(draft, heading, "demand", to="{debt.debtor}")


def enforcement_application(case: Case, heading: Heading) -> Document:
    """强制执行申请书 to the court (行政复议法 第七十八条；行政强制法 第五十三条)."""
    who = enforcer(case)
    limit = heading.law.at(heading.dated_on)[COURT_ENFORCEMENT]
    draft = _draft(case, heading, *_debt(case))
    draft.paragraph("opening", f"{MATTER}，被申请执行人{{debt.debtor}}在法定期限内未提起行政诉讼，经催告仍未履行。")
    draft.item("matter", "申请执行的事项：{debt.matter}")
    cites = "、".join(formal(cite) for cite in (who.cite if who else "行政复议法 第七十八条", limit.cite))
    draft.paragraph("operative", f"根据{cites}的规定，特申请强制执行。")
    return _document(draft, heading, "enforcement_application", to="有管辖权的人民法院")


def correction(case: Case, heading: Heading, paper_number: str, wrong: str, right: str) -> Document:
    """更正通知书: which paper, which words, and what they should read."""
    paper = next(one for one in case.papers if one.number == paper_number)
    draft = _draft(
        case,
        heading,
        fact("correction.wrong", wrong, FactKind.FREE),
        fact("correction.right", right, FactKind.FREE),
    )
    draft.paragraph("opening", f"本机关{paper.title}（{paper.number}）文字有误，现更正如下：")
    draft.item("operative", "将“{correction.wrong}”更正为“{correction.right}”。")
    draft.paragraph("rest", "原文书其他内容不变。")
    return _document(draft, heading, "correction")


def catalogue(case: Case, heading: Heading) -> Document:
    """卷宗目录: every paper of the file with its number, day and SHA-256."""
    draft = _draft(case, heading)
    draft.paragraph("opening", f"{MATTER}的卷宗文书如下：")
    for order, paper in enumerate(case.papers, 1):
        text = f"{order}. {paper.title} {paper.number} {paper.dated_on} SHA-256 {paper.pdf_sha256}"
        draft.item(f"paper{order}", text)
    return _document(draft, heading, "catalogue", to=None, organ=heading.body)


def _draft(case: Case, heading: Heading, *extra: Reference) -> Draft:
    return Draft(Facts([*facts_of(case, heading), day("heading.dated_on", heading.dated_on), *extra]))


def _debt(case: Case) -> Iterator[Reference]:
    owed = case.ending.enforcement
    if owed is None:
        raise ValueError("a demand needs a debt")
    name = next(party.name for party in case.parties if party.ref == owed.debtor)
    yield fact("debt.debtor", name)
    yield fact("debt.matter", owed.matter, FactKind.FREE)


def _document(  # noqa: PLR0913 - what differs between these papers
    draft: Draft,
    heading: Heading,
    kind: str,
    *,
    to: str | None = TO_ALL,
    organ: str | None = None,
    attachments: tuple[str, ...] = (),
) -> Document:
    sealed = organ or heading.organ
    return draft.document(
        kind=kind,
        organ=sealed,
        title=TITLES[kind],
        number=heading.number,
        addressee=to,
        attachments=attachments,
        dated_on=heading.dated_on,
        seal=sealed,
    )
