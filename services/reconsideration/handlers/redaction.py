"""The public copy: planned from the case's own parties, released only when the rendered bytes hold no trace."""

import base64
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.chassis import audit, files, render
from services.chassis.contracts import RedactedPackage
from services.chassis.db import HouseSession
from services.chassis.district import district
from services.chassis.docket import handle, need
from services.chassis.law_in_use import law_in_use
from services.chassis.render import scan
from services.kernel.document import Document, public
from services.kernel.principal import Principal
from services.kernel.redaction import (
    Identifier,
    Plan,
    add_mask,
    apply,
    identifiers_of,
    keep_suspect,
    mask_suspect,
    plan,
    residue,
)
from services.kernel.redaction.model import Spot
from services.kernel.refusal import Fault, Refused

from ..commands import PlanRedaction, ReleaseRedaction, ReviewRedaction
from ..domain import CODES, Case
from ..papers import Heading, facts_of
from ..parts import IssuedPaper
from ..store import BOOK

NAMELESS = "行政行为（名称已隐去）"


def plan_redaction(session: HouseSession, case_id: UUID, principal: Principal, *, today: date) -> Case:
    """Propose the masks; a person settles what is open (行政复议法 第七十九条第一款)."""
    case = need(session, BOOK, case_id, lock=True)
    if case.redaction.state != "none":
        return case
    proposed = plan(_decision(case).document, identifiers(case), keep=readable(case), fold=scan.simplified())
    return handle(session, BOOK, case_id, PlanRedaction(plan=proposed), principal, today=today)


class MaskDecision(BaseModel):
    """What a person decided about one suspect: mask it or leave it readable, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suspect: str
    mask: bool
    reason: str = Field(min_length=1, max_length=500)


class AddedMask(BaseModel):
    """A piece of text that nobody proposed, masked everywhere it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, max_length=200)
    token: str = Field(default="×", max_length=50)
    reason: str = Field(min_length=1, max_length=500)


class MaskReview(BaseModel):
    """Everything that the reviewer of a public copy decided, at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decisions: tuple[MaskDecision, ...] = ()
    added: tuple[AddedMask, ...] = ()


def review_redaction(  # noqa: PLR0913 - who decided what, on which version
    session: HouseSession,
    case_id: UUID,
    review: MaskReview,
    principal: Principal,
    *,
    today: date,
    version: int | None = None,
) -> Case:
    """Settle the suspects of the plan; every open one must be answered, and the answers are kept with their reasons."""
    case = need(session, BOOK, case_id, lock=True)
    if case.redaction.plan is None:
        raise Refused("state.not_planned", "隐名方案尚未拟定。", cite="行政复议法 第七十九条第一款")
    drawn = _settled(case, case.redaction.plan, review, principal.id)
    if drawn.is_complete:
        masked(case, drawn)  # what can still be read is said to whoever can mend it, not to a flow after the approval
    command = ReviewRedaction(plan=drawn)
    return handle(session, BOOK, case_id, command, principal, today=today, expected_version=version)


def _settled(case: Case, drawn: Plan, review: MaskReview, by: str) -> Plan:
    document = _decision(case).document
    for one in review.decisions:
        if all(suspect.id != one.suspect for suspect in drawn.suspects):
            continue  # settled together with an equal one
        settle = mask_suspect if one.mask else keep_suspect
        drawn = settle(drawn, one.suspect, reason=one.reason, by=by)
    for added in review.added:
        spot = _spot(document, added.text)
        drawn = add_mask(drawn, document, spot, token=added.token, reason=added.reason, by=by)
    return drawn


def _spot(document: Document, words: str) -> Spot:
    for place, line in public(document).lines():
        start = line.text.find(words)
        if start >= 0:
            return Spot(place=place, start=start, end=start + len(words))
    raise Refused("redaction.not_found", f"决定书中没有“{words}”，请核对后重新填写。")


def identifiers(case: Case) -> tuple[Identifier, ...]:
    """Everything that could tell who a party is, as the case knows it."""
    decision = _decision(case)
    heading = Heading(decision.number, decision.dated_on, district(), law_in_use())
    return identifiers_of(facts_of(case, heading))


def readable(case: Case) -> tuple[str, ...]:
    """Organs and courts stay readable with their seats, and so does the district they are named after."""
    organs = tuple(words for organ in district().organs for words in (organ.name, organ.address) if words)
    respondent = tuple(words for words in (case.respondent.name, case.respondent.address) if words)
    return (*organs, *respondent, district().district)


def _decision(case: Case) -> IssuedPaper:
    if case.decision is None:
        raise Refused("state.not_issued", "决定书尚未制发，不能公开。")
    return case.decision


def masked(case: Case, drawn: Plan) -> Document:
    """The public edition of the decision under a plan."""
    return apply(_decision(case).document, drawn)


def release_redaction(session: HouseSession, case_id: UUID, principal: Principal, *, today: date) -> RedactedPackage:
    """Render, read back, and release; one identifier found anywhere stops it and names the place."""
    case = need(session, BOOK, case_id, lock=True)
    BOOK.permit(principal, case, "release_redaction")
    if case.redaction.plan is None or case.redaction.state not in {"approved", "released", "published"}:
        raise Refused("state.not_approved", "公开件须经第二人复核后才能生成。", cite="行政复议法 第七十九条第一款")
    package, pdf = _package(case, case.redaction.plan)
    _scan(case.redaction.plan, package, pdf)
    handle(session, BOOK, case_id, ReleaseRedaction(pdf_sha256=files.put(pdf)), principal, today=today)
    detail: dict[str, str | int | bool | None] = {"sha256": package.sha256_pdf}
    audit.record(session, principal, "scan_redaction", f"reconsideration:{case_id}", "clean", detail)
    return package


def _package(case: Case, drawn: Plan) -> tuple[RedactedPackage, bytes]:
    decision, public = _decision(case), masked(case, drawn)
    if case.outcome is None or case.draft is None:
        raise Refused("state.not_issued", "决定书尚未制发，不能公开。")
    pdf = render.seal(render.pdf(public))
    package = RedactedPackage(
        case_number=case.number,
        decision_number=decision.number,
        title=f"{public.title.text}（{decision.number}）",
        decided_on=decision.dated_on,
        outcome=case.outcome.title,
        subject=_subject(case, drawn),
        respondent=case.respondent.name,
        articles=tuple(dict.fromkeys(CODES.grounds[code].cite for code in case.draft.grounds)),
        html=render.html(public, fragment=True),
        text=public.plain,
        pdf_base64=base64.b64encode(pdf.content).decode(),
        sha256_pdf=pdf.sha256,
        original_sha256=decision.pdf_sha256,
        verification_code=decision.verification,
    )
    return package, pdf.content


def _subject(case: Case, drawn: Plan) -> str:
    """The act as lists and feeds name it. A title that tells who the party is would never pass the scan."""
    title = case.act.title
    tells = residue(title, drawn.watch, fold=scan.simplified(), allowed=drawn.allowed)
    return NAMELESS if tells else title


def _scan(drawn: Plan, package: RedactedPackage, pdf: bytes) -> None:
    """Fails closed: what can be found, and what cannot be read, both stop the release."""
    found = scan.scan(
        {"decision.html": package.html.encode(), f"{package.verification_code}.pdf": pdf},
        drawn.watch,
        texts={"title": package.title, "subject": package.subject, "text": package.text},
        allowed=drawn.allowed,
    )
    if found:
        faults = [
            Fault("redaction.residue", f"公开件“{one.file}”的{one.place}仍可识别身份信息或者无法读取。", field=one.ref)
            for one in found
        ]
        raise Refused.of(faults, code="redaction.residue", text="公开件未通过扫描，已停止公开。")
