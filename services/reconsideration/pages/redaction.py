"""The review of the public copy: original and masked text side by side, each mask with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from services.chassis import problem
from services.chassis.access import PostedForm, may
from services.chassis.case_web import tried
from services.chassis.db import Db, HouseSession
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.step_forms import kept
from services.kernel.document import public
from services.kernel.principal import Principal
from services.kernel.redaction import Plan, Suspect
from services.kernel.refusal import Fault, Refused

from .. import handlers, views
from ..domain import Case
from ..views.sheet import find

router = APIRouter()
SOURCES = {"structure": "案件登记信息", "pattern": "模式识别", "human": "人工决定"}


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: plain, masked, or doubtful."""

    text: str
    instead: str | None = None
    why: str | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the paper, cut into pieces."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class RedactionPage:
    """The plan of the public copy, line by line, and what a person still has to decide."""

    template: ClassVar[str] = "reconsideration/redaction.html"
    sheet: views.CaseSheet
    rows: tuple[Row, ...]
    plan: Plan | None
    suspects: tuple[Suspect, ...]
    typed: Mapping[str, str]
    sources: dict[str, str]
    faults: tuple[Fault, ...]
    may_review: bool
    may_approve: bool


@router.get("/reconsideration/cases/{case_id}/redaction")
def show_redaction(
    request: Request, case_id: UUID, principal: Annotated[Principal, may("read_case")], session: Db
) -> HTMLResponse:
    """The masks and the open questions."""
    return page(request, _page(session, find(session, case_id, principal), principal, (), {}))


@router.post("/reconsideration/cases/{case_id}/redaction")
def save_redaction(
    request: Request,
    case_id: UUID,
    form: PostedForm,
    principal: Annotated[Principal, may("review_redaction")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Settle every open question; each answer keeps its reason."""
    version = str(form.get("version", ""))

    def work() -> str:
        review = _review(form)
        seen = int(version) if version.isdigit() else None
        handlers.review_redaction(session, case_id, review, principal, today=today(), version=seen)
        return f"/reconsideration/cases/{case_id}/redaction"

    def again(refusal: Refused) -> HTMLResponse:
        case = find(session, case_id, principal)
        return page(
            request, _page(session, case, principal, refusal.faults, kept(form)), problem.status_of(refusal.code)
        )

    return tried(session, lambda: once.redirect(session, work), again)


def _review(form: FormData) -> handlers.MaskReview:
    decisions, faults = [], []
    for suspect in form.getlist("suspect"):
        answer = str(form.get(f"answer:{suspect}", ""))
        reason = str(form.get(f"reason:{suspect}", "")).strip()
        if answer not in {"mask", "keep"}:
            faults.append(Fault("redaction.undecided", "每一处疑点都要选择遮盖或者保留。", field=f"answer:{suspect}"))
        elif not reason:
            faults.append(Fault("redaction.reason", "每一处人工决定都要写明理由。", field=f"reason:{suspect}"))
        else:
            decisions.append(handlers.MaskDecision(suspect=str(suspect), mask=answer == "mask", reason=reason))
    words, why = str(form.get("add_text", "")).strip(), str(form.get("add_reason", "")).strip()
    if words and not why:
        faults.append(Fault("redaction.reason", "增加遮盖要写明理由。", field="add_reason"))
    if faults:
        raise Refused.of(faults)
    added = (handlers.AddedMask(text=words, reason=why),) if words else ()
    return handlers.MaskReview(decisions=tuple(decisions), added=added)


def _page(
    session: HouseSession, case: Case, principal: Principal, faults: tuple[Fault, ...], typed: Mapping[str, str]
) -> RedactionPage:
    sheet = views.sheet(session, case.id, principal, today())
    steps = {step.command for step in sheet.steps}
    return RedactionPage(
        sheet=sheet,
        rows=_rows(case),
        plan=case.redaction.plan,
        suspects=_unequal(case.redaction.plan),
        typed=typed,
        sources=SOURCES,
        faults=faults,
        may_review="review_redaction" in steps,
        may_approve="approve_redaction" in steps and not _has_reviewed(principal, case),
    )


def _has_reviewed(principal: Principal, case: Case) -> bool:
    """The form is not shown to who would be refused; the refusal itself is the domain's."""
    return case.redaction.reviewed_by is not None and case.redaction.reviewed_by.id == principal.id


def _unequal(plan: Plan | None) -> tuple[Suspect, ...]:
    """One question for equal suspects: the answer holds for all of them."""
    return tuple({(one.text, one.kind): one for one in reversed(plan.suspects)}.values())[::-1] if plan else ()


def _rows(case: Case) -> tuple[Row, ...]:
    if case.decision is None or case.redaction.plan is None:
        return ()
    plan = case.redaction.plan
    return tuple(
        Row(_pieces(line.text, place, plan)) for place, line in public(case.decision.document).lines() if line.text
    )


def _pieces(text: str, place: str, plan: Plan) -> tuple[Piece, ...]:
    """Cut a line where the plan touches it."""
    marks: list[tuple[int, int, Piece]] = [
        (r.start, r.end, Piece(text[r.start : r.end], r.text, f"{SOURCES[r.source]}：{r.reason}"))
        for r in plan.replacements
        if r.place == place
    ]
    marks += [
        (s.start, s.end, Piece(text[s.start : s.end], None, s.reason, is_open=True))
        for s in plan.suspects
        if s.place == place
    ]
    return tuple(_filled(text, sorted(marks, key=lambda mark: mark[0])))


def _filled(text: str, marks: Sequence[tuple[int, int, Piece]]) -> list[Piece]:
    pieces, at = [], 0
    for start, end, piece in marks:
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(piece)
        at = max(at, end)
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces
