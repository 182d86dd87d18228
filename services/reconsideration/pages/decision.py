"""The drafting page: outcome, grounds and text; every fault is shown beside its field, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from services.chassis import problem, render
from services.chassis.access import PostedForm, may
from services.chassis.case_web import tried
from services.chassis.db import Db, HouseSession
from services.chassis.district import district
from services.chassis.law_in_use import law_in_use
from services.chassis.now import today
from services.chassis.once import OnceOnly
from services.chassis.pages import page
from services.chassis.step_forms import Options, chosen, version_in
from services.kernel.document import Edition
from services.kernel.outcomes import Compensation, Effect, Ground, Outcome, Outcomes
from services.kernel.principal import Principal
from services.kernel.refusal import Fault, Refused

from .. import handlers, papers, views
from ..domain import CODES, Case
from ..domain.drafting import by_section, draft_faults, took_property
from ..parts import Draft
from ..views.drafting import Comment, Difference, Suggestion, comments, differences, suggestions
from ..views.sheet import find, past
from .forms import READER

router = APIRouter()


@dataclass(frozen=True)
class DecisionPage:
    """The draft, the codes it may use, what is still wrong with it, and how the paper will look."""

    template: ClassVar[str] = "reconsideration/decision.html"
    sheet: views.CaseSheet
    outcomes: Mapping[str, Outcome]
    grounds: Mapping[str, Ground]
    defects: Mapping[str, Ground]
    draft: Draft
    faults: tuple[Fault, ...]
    sections: tuple[tuple[str, tuple[Fault, ...]], ...]
    suggestions: tuple[Suggestion, ...]
    differences: tuple[Difference, ...]
    comments: tuple[Comment, ...]
    codes: Outcomes
    effects: Options
    compensations: Options
    took_property: bool
    preview: str


SECTION_TITLES: Mapping[str, str] = {
    "procedure": "程序",
    "facts": "事实",
    "reasons": "理由",
    "basis": "依据",
    "outcome": "决定主文",
    "remedies": "救济告知",
}
EMPTY = Draft(outcome="", grounds=(), found="", reasons="")


@router.get("/reconsideration/cases/{case_id}/decision")
def show_decision(
    request: Request, case_id: UUID, principal: Annotated[Principal, may("read_case")], session: Db
) -> HTMLResponse:
    """The draft as it stands, with its faults and its paper."""
    case = find(session, case_id, principal)
    faults = tuple(draft_faults(case, case.draft, law_in_use())) if case.draft else ()
    return page(request, _page(session, case, principal, case.draft or EMPTY, faults))


@router.post("/reconsideration/cases/{case_id}/decision")
def save_decision(
    request: Request,
    case_id: UUID,
    form: PostedForm,
    principal: Annotated[Principal, may("draft_decision")],
    session: Db,
    once: OnceOnly,
) -> Response:
    """Keep the draft, or show everything that is wrong with it."""
    draft = _draft(form)
    if form.get("check") == "true":
        return _checked(request, session, case_id, principal, draft)

    def work() -> str:
        command = READER.read("draft_decision", form, {"draft": draft})
        handlers.act(session, case_id, command, principal, today=today(), version=version_in(form))
        return f"/reconsideration/cases/{case_id}/decision"

    def again(refusal: Refused) -> HTMLResponse:
        case = find(session, case_id, principal)
        context = _page(session, case, principal, draft, refusal.faults)
        return page(request, context, status=problem.status_of(refusal.code))

    return tried(session, lambda: once.redirect(session, work), again)


def _checked(
    request: Request, session: HouseSession, case_id: UUID, principal: Principal, draft: Draft
) -> HTMLResponse:
    """Every fault by section, and nothing kept: the person goes on writing."""
    case = find(session, case_id, principal)
    return page(request, _page(session, case, principal, draft, tuple(draft_faults(case, draft, law_in_use()))))


def _draft(form: FormData) -> Draft:
    days, fine = (str(form.get(name, "")).strip() for name in ("perform_days", "fine_amount"))
    return Draft.model_construct(
        outcome=str(form.get("outcome", "")),
        grounds=tuple(chosen(form, "grounds")),
        found=str(form.get("found", "")),
        reasons=str(form.get("reasons", "")),
        terms=str(form.get("terms", "")),
        perform_days=int(days) if days.isdigit() else None,
        findings=tuple(chosen(form, "findings")),
        effect=str(form.get("effect", "")),
        fine_amount=int(fine) if fine.isdigit() else None,
        third_party=tuple(chosen(form, "third_party")),
        compensation=str(form.get("compensation", "")),
        compensation_terms=str(form.get("compensation_terms", "")),
        remedial=str(form.get("remedial", "")),
    )


def _page(
    session: HouseSession, case: Case, principal: Principal, draft: Draft, faults: tuple[Fault, ...]
) -> DecisionPage:
    told = past(session, case.id)
    return DecisionPage(
        sections=tuple((SECTION_TITLES[name], found) for name, found in by_section(faults).items()),
        suggestions=suggestions(case),
        differences=differences(told),
        comments=comments(told),
        codes=CODES,
        effects=_options(CODES.effects),
        compensations=_options(CODES.compensations),
        took_property=took_property(case),
        sheet=views.sheet(session, case.id, principal, today()),
        outcomes=CODES.outcomes,
        grounds=CODES.grounds,
        defects=CODES.defects,
        draft=draft,
        faults=faults,
        preview=_preview(case),
    )


def _options(rows: Mapping[str, Effect] | Mapping[str, Compensation]) -> Options:
    return (("", "—"), *((code, row.title) for code, row in rows.items()))


def _preview(case: Case) -> str:
    """The stored draft as a paper; nothing while there is none."""
    if case.draft is None or case.accepted_on is None:
        return ""
    heading = papers.Heading("（待编号）", case.signed_on or today(), district(), law_in_use())
    draft = papers.decision_letter(case, heading).model_copy(update={"edition": Edition.DRAFT, "seal": None})
    return render.html(draft, fragment=True)
