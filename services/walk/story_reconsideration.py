"""How a reconsideration case of the demo district came to where it is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from services.chassis.db import HouseSession
from services.chassis.docket import need
from services.kernel.law import the_law
from services.kernel.opening import opening_codes
from services.kernel.principal import Principal
from services.reconsideration import handlers
from services.reconsideration.commands import (
    AcceptApplication,
    AnyCommand,
    ApproveRedaction,
    AssignOfficer,
    CloseCase,
    DecideWithdrawal,
    DraftDecision,
    ExtendLimit,
    FileAdviceReport,
    FileReply,
    HearOpinions,
    RefuseApplication,
    ReviewDecision,
    SignAdvice,
    SignDecision,
    Suspend,
    TerminateCase,
    VerifyAdvice,
    WithdrawApplication,
)
from services.reconsideration.parts import Draft
from services.reconsideration.store import BOOK
from services.walk.district_people import Story
from services.walk.people import actor, of_organ, person
from services.walk.slips import come_back
from services.walk.stagehand import Act

Work = Callable[[HouseSession, date], object]
MODIFIED = 5000
REASONS: Mapping[str, tuple[str, tuple[str, ...], str, tuple[str, ...], str]] = {
    "REVOKE": ("REVOKE", ("G-PROC",), "被申请人未依法告知当事人陈述、申辩的权利，违反法定程序。", ("F08",), ""),
    "UPHOLD": ("UPHOLD", ("G-SOUND",), "被申请人认定事实清楚，证据确凿，适用依据正确，程序合法，内容适当。", (), ""),
    "MODIFY": (
        "MODIFY",
        ("G-UNSUIT",),
        "违法行为轻微且及时改正，罚款数额明显不当。",
        (),
        f"罚款数额变更为人民币{MODIFIED}元。",
    ),
    "UNLAWFUL": (
        "UNLAWFUL",
        ("G-MINOR",),
        "被申请人的取证程序轻微违法，但是对申请人权利不产生实际影响。",
        ("F07",),
        "",
    ),
}


def tell(story: Story, days: Mapping[str, date], today: date) -> Iterator[Act]:
    """The stages the story has reached, each by the person whose office it is, and its last step beside them."""
    stages = _stages(story)
    for stage, day in days.items():
        for turn, (service, work) in enumerate(stages.get(stage, ())):
            yield Act(day, f"{story.label}:{stage}:{turn}", service, work)
    if story.then is not None:
        day = the_law().calendar.add_working_days(today, 0 if story.then == "refused" else -1)
        yield Act(day, f"{story.label}:{story.then}", *_last_step(story))


def _stages(story: Story) -> Mapping[str, tuple[tuple[str, Work], ...]]:
    organ = of_organ(story.organ or "")
    served = ("notify", _served(story))
    return {
        "accepted": (
            _step(story, "officer", AssignOfficer(officer=actor("officer"))),
            _step(story, "officer", AcceptApplication(met=tuple(opening_codes().conditions))),
        ),
        "copied": (("reconsideration", _copy(story)),),
        "copy_served": (served,),
        "replied": (
            _step(
                story, organ, FileReply(statement="程序合法，处理适当，请求维持。", evidence=("现场笔录", "询问笔录"))
            ),
        ),
        "heard": (_step(story, "officer", HearOpinions(way="telephone", summary="申请人坚持请求。")),),
        "drafted": (_step(story, "officer", DraftDecision(draft=_draft(story))),),
        "reviewed": (_step(story, "reviewer", ReviewDecision(approved=True)),),
        "signed": (_step(story, "leader", SignDecision(approved=True)),),
        "decision_served": (served,),
        "masked": (("reconsideration", _mask(story)),),
        "published": (_step(story, "head", ApproveRedaction(approved=True)),),
        "advice_signed": (_step(story, "leader", SignAdvice()),),
        "advice_served": (served,),
        "reported": (_step(story, organ, FileAdviceReport(measures="已经整改，并组织全员培训。")),),
        "verified": (_step(story, "officer", VerifyAdvice(result="corrected")),),
        "closed": (_step(story, "officer", CloseCase()),),
    }


def _last_step(story: Story) -> tuple[str, Work]:
    match story.then:
        case "refused":
            reason = "申请人不是处罚决定的相对人，与该决定没有利害关系。"
            return _step(story, "head", RefuseApplication(grounds=("A2",), reasons=reason))
        case "suspended":
            return _step(
                story,
                "officer",
                Suspend(
                    ground="mediation_agreed", reason="双方同意调解。", applicant_agrees=True, respondent_agrees=True
                ),
            )
        case "extended":
            return "reconsideration", _extend(story)
        case "withdrawn":
            return "reconsideration", _withdrawn(story)
        case _:
            return "notify", _served(story)


def _step(story: Story, who: str | Principal, command: AnyCommand) -> tuple[str, Work]:
    principal = person(who) if isinstance(who, str) else who

    def work(session: HouseSession, on: date) -> object:
        return handlers.act(session, story.case_id, command, principal, today=on)

    return "reconsideration", work


def _withdrawn(story: Story) -> Work:
    """Asked by the applicant, allowed by the body, ended by the organ (行政复议法 第七十四条)."""
    steps: tuple[tuple[str, AnyCommand], ...] = (
        ("officer", WithdrawApplication(reason="被申请人已主动改正，申请人自愿撤回。")),
        ("head", DecideWithdrawal(approved=True)),
        ("leader", TerminateCase(ground="withdrawn", reason="申请人自愿撤回，不损害他人合法权益。")),
    )

    def work(session: HouseSession, on: date) -> object:
        return [handlers.act(session, story.case_id, command, person(who), today=on) for who, command in steps]

    return work


def _copy(story: Story) -> Work:
    return lambda session, on: handlers.send_copy(session, story.case_id, person("officer"), today=on)


def _served(story: Story) -> Work:
    return lambda session, on: come_back(session, story.case_id, on)


def _extend(story: Story) -> Work:
    """As long as the law allows at most."""

    def work(session: HouseSession, on: date) -> object:
        case = need(session, BOOK, story.case_id)
        clock = case.clocks.get("arl.ordinary")
        extension = the_law().rule(clock).extension if clock else None
        days = extension.cap.length if extension and extension.cap else 1
        command = ExtendLimit(days=days, reason="案情复杂，需要向有关部门核实。")
        return handlers.act(session, story.case_id, command, person("head"), today=on)

    return work


def _mask(story: Story) -> Work:
    """The publisher masks every doubt of the plan."""

    def work(session: HouseSession, on: date) -> object:
        plan = need(session, BOOK, story.case_id).redaction.plan
        decisions = tuple(
            handlers.MaskDecision(suspect=one.id, mask=True, reason="可能查到当事人")
            for one in (plan.suspects if plan else ())
        )
        review = handlers.MaskReview(decisions=decisions)
        return handlers.review_redaction(session, story.case_id, review, person("publisher"), today=on)

    return work


def _draft(story: Story) -> Draft:
    outcome, grounds, reasons, findings, terms = REASONS[story.outcome]
    return Draft(
        outcome=outcome,
        grounds=grounds,
        found=f"{story.name}提出：{story.story}本机关经调取案卷、听取意见，对上述情况予以核实。",
        reasons=reasons,
        terms=terms,
        findings=findings,
        compensation="none_due",
        effect="lighter" if outcome == "MODIFY" else "",
        fine_amount=MODIFIED if outcome == "MODIFY" else None,
    )
