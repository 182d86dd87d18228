"""Making out a paper of the desk (制发文书): numbered, set and kept; the same words are not made out twice."""

from datetime import date
from uuid import UUID

from services.chassis import audit, files, render
from services.chassis.db import HouseSession
from services.chassis.district import district, next_document_number
from services.chassis.docket import actor_of
from services.chassis.settings import settings
from services.kernel.document import Document
from services.kernel.principal import Principal
from services.kernel.refusal import Refused
from services.kernel.routing_table import routing_table

from .. import papers, store, views
from ..access import permit
from ..commands import IssuePaper
from ..papers import Frame, Wanted
from ..parts import Dispute, Issued, PaperKind
from . import apply

UNNUMBERED = "〔〕"
SCAN = "扫码查进展"


def issue(session: HouseSession, dispute_id: UUID, key: str, principal: Principal, *, today: date) -> Dispute:
    """Make out one paper by its key, or with no key all that the dispute calls for and does not have yet."""
    permit(principal, "issue_paper")
    dispute = store.load(session, dispute_id, lock=True)
    if dispute is None:
        raise Refused("missing.dispute", "没有这件争议，或者您无权查看。")
    wanted = [one for one in papers.due_papers(dispute) if key in {"", one.key}]
    if not wanted:
        raise Refused("state.paper", "这件争议现在不能制发这份文书，请核对分流结果。")
    for one in wanted:
        dispute = _issue(session, dispute, one, principal, today)
    return dispute


def standing(dispute: Dispute) -> dict[str, Issued]:
    """The last paper of every kind that a dispute calls for, by its key."""
    return {Wanted(paper.kind, paper.unit_id).key: paper for paper in dispute.issued}


def _issue(session: HouseSession, dispute: Dispute, wanted: Wanted, principal: Principal, today: date) -> Dispute:
    """The text is written before its number is taken: a paper that lacks a fact takes none."""
    drafted = _written(dispute, wanted, UNNUMBERED, today)
    content = drafted.model_copy(update={"number": "", "dated_on": dispute.received_on}).sha256
    last = standing(dispute).get(wanted.key)
    if last is not None and last.content == content:
        return dispute
    series = papers.series_of(wanted.kind)
    number = next_document_number(session, series, today.year) if series else dispute.number
    document = _written(dispute, wanted, number, today)
    command = IssuePaper(
        paper=Issued(
            kind=wanted.kind,
            unit_id=wanted.unit_id,
            title=document.title.text,
            number=number,
            dated_on=today,
            document=document,
            pdf_sha256=files.put(_pdf(session, dispute, wanted.kind, document)),
            content=content,
            by_name=actor_of(principal).name,
        )
    )
    return apply(session, dispute, command, principal, today)


def _written(dispute: Dispute, wanted: Wanted, number: str, today: date) -> Document:
    return papers.write(dispute, wanted, Frame(number, today, district(), routing_table()))


def _pdf(session: HouseSession, dispute: Dispute, kind: PaperKind, document: Document) -> bytes:
    """The code that opens the status is the person's: it does not stand on what goes to another office."""
    if kind is PaperKind.TRANSFER:
        return render.seal(render.pdf(document)).content
    address = settings().public_url + views.status_path(dispute.number, store.code_of(session, dispute.id))
    return render.seal(render.pdf(document, verify_url=address, scan_words=SCAN)).content


def read(session: HouseSession, dispute_id: UUID, sha256: str, principal: Principal) -> Issued:
    """A paper of this very dispute as it went out; that it was read is kept."""
    permit(principal, "read_paper")
    dispute = store.load(session, dispute_id)
    paper = next((one for one in dispute.issued if one.pdf_sha256 == sha256), None) if dispute else None
    if paper is None:
        raise Refused("missing.paper", "没有这份文书，或者您无权查看。")
    audit.record(session, principal, "read_paper", f"dispute:{dispute_id}", detail={"sha256": sha256})
    return paper
