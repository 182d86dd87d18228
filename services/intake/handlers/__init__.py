"""What the desk does when asked: each function is one step, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4, uuid5

from services.chassis import audit
from services.chassis.contracts import CaseRef
from services.chassis.db import HouseSession
from services.chassis.district import district, next_document_number
from services.chassis.docket import actor_of
from services.chassis.law_in_use import law_in_use
from services.chassis.messages import CaseMoved, CaseOpened, Message
from services.chassis.uploads import Upload
from services.kernel.handover import HandOver
from services.kernel.principal import Principal, service
from services.kernel.refusal import Fault, Refused
from services.kernel.routing_table import routing_table

from .. import store
from ..access import permit
from ..commands import (
    AddPapers,
    Command,
    OfferUnit,
    RecordMovement,
    RecordReferral,
    RecordRefusal,
    RegisterDispute,
    RouteUnit,
    TakeBack,
)
from ..domain import Reference, decide
from ..parts import PARTNERS, Dispute, Filing, Paper, Source

ITSELF = service("intake")
THE_PUBLIC = service("online")  # whoever files from outside without an account


def reference() -> Reference:
    """What every routing reads."""
    return Reference(law_in_use(), routing_table(), district())


def register(
    session: HouseSession, filing: Filing, principal: Principal, *, today: date, dispute_id: UUID | None = None
) -> Dispute:
    """Give the dispute its number for life and route every unit, in one step; a duplicate is shown the first.

    The demo district names its disputes, so that they are the same ones in every house.
    """
    permit(principal, "register_dispute")
    if principal.kind == "service" and principal.id in PARTNERS:
        _speaks_for_itself(filing, PARTNERS[principal.id])
    if filing.source is not None:
        _refuse_duplicate(session, filing.source)
    name = dispute_id or uuid4()
    command = RegisterDispute(
        dispute_id=name,
        number=next_document_number(session, "dispute", filing.received_on.year),
        unit_ids=tuple(uuid5(name, f"unit {position}") for position, _ in enumerate(filing.units, start=1)),
        filing=filing,
    )
    return apply(session, None, command, principal, today)


def _speaks_for_itself(filing: Filing, partner: str) -> None:
    """A partner hands over under its own name and reference: nobody can take up another's numbers."""
    faults = []
    if filing.entry != "transfer":
        faults.append(Fault("desk.entry", "移送单位登记的，来源应为“移送”。", field="entry"))
    if filing.source is None:
        faults.append(Fault("desk.source", "请写明移送编号，同一编号只登记一次。", field="source.reference"))
    elif filing.source.partner != partner:
        faults.append(Fault("desk.partner", f"移送单位应为“{partner}”。", field="source.partner"))
    if faults:
        raise Refused.of(faults)


def _refuse_duplicate(session: HouseSession, source: Source) -> None:
    first = store.number_of(session, source)
    if first is not None:
        text = f"{source.partner}的{source.reference}号事项已登记为{first}，不能重复登记。请在{first}中继续办理。"
        fault = Fault("conflict.source_reference", text, field="source.reference")
        raise Refused("conflict.source_reference", text, faults=(fault,))


def route_unit(
    session: HouseSession, command: RouteUnit, principal: Principal, *, today: date, version: int | None = None
) -> Dispute:
    """Route one unit again, by better answers or by a person's word."""
    permit(principal, "route_unit")
    dispute = _of_unit(session, command.unit_id)
    if version is not None and dispute.version != version:
        raise Refused("stale.dispute", "这件争议已被他人更新，您看到的不是最新内容。请刷新页面，核对后再办理。")
    return apply(session, dispute, command, principal, today)


def add_papers(
    session: HouseSession, dispute_id: UUID, papers: Sequence[Upload], principal: Principal, *, today: date
) -> Dispute:
    """Keep papers with the dispute; the bytes stand on the disk before the record says so."""
    permit(principal, "add_papers")
    dispute = store.load(session, dispute_id, lock=True)
    kept = tuple(
        Paper(
            sha256=paper.keep(),
            name=paper.name,
            media_type=paper.media_type,
            size=len(paper.content),
            by_name=actor_of(principal).name,
            on=today,
        )
        for paper in papers
    )
    return apply(session, dispute, AddPapers(papers=kept), principal, today)


def read_paper(session: HouseSession, dispute_id: UUID, sha256: str, principal: Principal) -> Paper:
    """A paper of this very dispute; that it was read is kept."""
    permit(principal, "read_paper")
    dispute = store.load(session, dispute_id)
    paper = dispute.paper(sha256) if dispute else None
    if paper is None:
        raise Refused("missing.paper", "没有这份材料，或者您无权查看。")
    audit.record(session, principal, "read_paper", f"dispute:{dispute_id}", detail={"sha256": sha256})
    return paper


def review_override(  # noqa: PLR0913 - which one, what was found, by whom
    session: HouseSession, dispute_id: UUID, seq: int, finding: str, principal: Principal, *, today: date
) -> None:
    """Note what the review of an override found; it is reviewed once."""
    permit(principal, "review_override")
    if not store.note_review(session, dispute_id, seq, finding, by_name=principal.name, on=today):
        raise Refused("state.reviewed", "没有这项改定，或者已经复核。")
    audit.record(session, principal, "review_override", f"dispute:{dispute_id}", detail={"seq": seq})


def offer_unit(session: HouseSession, unit_id: UUID, principal: Principal, *, today: date) -> Dispute:
    """Put the unit into its channel's hands; asked twice, it is one offer."""
    permit(principal, "offer_unit")
    return apply(session, _of_unit(session, unit_id), OfferUnit(unit_id=unit_id), principal, today)


def take_back(session: HouseSession, file: HandOver, principal: Principal, *, today: date) -> Dispute:
    """A channel let the unit go; its file is kept, and the next channel is found. Told twice, it counts once."""
    permit(principal, "take_back")
    command = TakeBack(unit_id=file.unit_id, file=file)
    return apply(session, _of_unit(session, file.unit_id), command, principal, today)


def record_refusal(session: HouseSession, command: RecordRefusal, principal: Principal, *, today: date) -> Dispute:
    """A channel gives the unit back; told twice, it is given back once."""
    permit(principal, "record_refusal")
    return apply(session, _of_unit(session, command.unit_id), command, principal, today)


def record_referral(
    session: HouseSession, unit_id: UUID, case: CaseRef, principal: Principal, *, today: date
) -> Dispute:
    """Link the case that a channel opened for the unit; told twice, it is linked once."""
    permit(principal, "record_referral")
    command = RecordReferral(unit_id=unit_id, case_id=case.case_id, number=case.number, channel=case.channel)
    return apply(session, _of_unit(session, unit_id), command, principal, today)


def on_case_opened(session: HouseSession, message: Message) -> None:
    """A channel says that it opened a case: the flow may have died before it could tell the desk."""
    news = message.body
    if isinstance(news, CaseOpened) and news.unit_id is not None and store.dispute_of(session, news.unit_id):
        case = CaseRef(case_id=news.case_id, number=news.number, channel=news.channel)
        record_referral(session, news.unit_id, case, ITSELF, today=message.on)


def on_case_moved(session: HouseSession, message: Message) -> None:
    """A case moved: the one view over all channels follows."""
    news = message.body
    if not isinstance(news, CaseMoved) or news.unit_id is None or not store.dispute_of(session, news.unit_id):
        return
    permit(ITSELF, "record_movement")
    command = RecordMovement(
        unit_id=news.unit_id,
        case_id=news.case_id,
        number=news.number,
        channel=news.channel,
        state=news.state,
        title=news.title,
        moved_on=news.on,
    )
    apply(session, _of_unit(session, news.unit_id), command, ITSELF, message.on)


def _of_unit(session: HouseSession, unit_id: UUID) -> Dispute:
    dispute_id = store.dispute_of(session, unit_id)
    dispute = store.load(session, dispute_id, lock=True) if dispute_id else None
    if dispute is None:
        raise Refused("missing.unit", "没有这项请求，或者您无权查看。")
    return dispute


def apply(
    session: HouseSession, dispute: Dispute | None, command: Command, principal: Principal, today: date
) -> Dispute:
    """One step of a dispute: what follows from the wish, kept and audited."""
    wish = command.model_copy(update={"by": actor_of(principal)})
    facts = decide(dispute, wish, today, reference())
    if not facts and dispute is not None:
        return dispute
    changed = store.write(session, dispute, facts)
    detail: dict[str, str | int | bool | None] = {"version": changed.version, "number": changed.number}
    audit.record(session, principal, command.type, f"dispute:{changed.id}", detail=detail)
    return changed
