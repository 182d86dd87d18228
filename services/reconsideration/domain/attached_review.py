"""附带审查: of the normative document on which an act rests - dealt with or transferred, while the case stands still."""

from datetime import date
from typing import assert_never

from services.kernel.clocks import Clocks
from services.kernel.law import Law
from services.kernel.refusal import Fault, Refused

from ..commands import (
    BasisWish,
    ConcludeAttachedReview,
    DeclineAttachedReview,
    FileBasisReply,
    NotifyBasisMaker,
    RequestAttachedReview,
    TakeUpAttachedReview,
    TransferBasis,
)
from ..events import (
    AnyEvent,
    AttachedReviewConcluded,
    AttachedReviewDeclined,
    AttachedReviewRequested,
    AttachedReviewTakenUp,
    BasisEvent,
    BasisMakerNotified,
    BasisReplyFiled,
    BasisTransferred,
    CaseSuspended,
)
from ..parts.trial import BasisReview
from .case import BASIS_NOTICE, BASIS_OPINION, BASIS_OWN, BASIS_REPLY, BASIS_TRANSFER, CODES, DECIDE, Case

ASK, OWN_MOTION, DEAL = "行政复议法 第十三条", "行政复议法 第五十七条", "行政复议法 第五十六条"
REPLY_CITE, OPINION_CITE = "行政复议法 第五十八条第一款", "行政复议法 第六十条"
GROUND = "basis_review"
ORGANS_OF_BASIS = frozenset({"M", "C"})


def decide(case: Case, command: BasisWish, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """Answer one wish of this stage."""
    match command:
        case RequestAttachedReview():
            return _request(case, command, today)
        case DeclineAttachedReview():
            _need(case, "asked", "没有待处理的附带审查申请。", ASK)
            return (AttachedReviewDeclined(on=today, by=command.by, reason=command.reason),)
        case TakeUpAttachedReview():
            return _take_up(case, command, today, law)
        case ConcludeAttachedReview():
            return _conclude(case, command, today)
        case NotifyBasisMaker() | FileBasisReply() | TransferBasis():
            return _correspond(case, command, today)
        case _:
            assert_never(command)


def _correspond(
    case: Case, command: NotifyBasisMaker | FileBasisReply | TransferBasis, today: date
) -> tuple[AnyEvent, ...]:
    """What goes between us and the maker of the document, or the organ that may deal with it."""
    match command:
        case NotifyBasisMaker():
            if _need_competence(case, competent=True).notified:
                raise Refused("arl.basis_notified", "已书面通知制定机关。", cite=REPLY_CITE)
            return (BasisMakerNotified(on=today, by=command.by),)
        case FileBasisReply():
            review = _need_competence(case, competent=True)
            if not review.notified or review.reply:
                raise Refused("arl.basis_reply", "没有待答复的书面通知，或者已有答复。", cite=REPLY_CITE)
            return (BasisReplyFiled(on=today, by=command.by, reply=command.reply),)
        case TransferBasis():
            review = _need_competence(case, competent=False)
            if review.receiver:
                raise Refused("arl.basis_transferred", "已转送有权处理的机关。", cite=DEAL)
            address = command.receiver_address
            told = BasisTransferred(on=today, by=command.by, receiver=command.receiver, receiver_address=address)
            return (told,)
        case _:
            assert_never(command)


def _need(case: Case, state: str, text: str, cite: str) -> BasisReview:
    review = case.trial.basis
    if review is None or review.state != state:
        raise Refused("arl.no_basis_review", text, cite=cite)
    return review


def _need_competence(case: Case, *, competent: bool) -> BasisReview:
    review = _need(case, "taken_up", "没有正在进行的附带审查。", DEAL)
    if review.competent is not competent:
        text = "本机关有权处理，不需要转送。" if review.competent else "本机关无权处理，应当转送有权处理的机关。"
        raise Refused("arl.basis_competence", text, cite=DEAL)
    return review


def _request(case: Case, command: RequestAttachedReview, today: date) -> tuple[AnyEvent, ...]:
    faults = []
    if command.kind not in CODES.normative_documents:
        text = "只能对国务院部门、地方人民政府及其部门、乡镇、授权组织的规范性文件提出审查，不含规章。"
        faults.append(Fault("arl.not_normative", text, ASK, "kind"))
    if command.own_motion and case.accepted_on is None:
        faults.append(Fault("arl.not_on_trial", "受理后才能依职权审查依据。", OWN_MOTION, "own_motion"))
    if case.trial.basis is not None and case.trial.basis.is_open:
        faults.append(Fault("arl.basis_open", "已有附带审查尚未办结，请先办结。", ASK))
    if faults:
        raise Refused.of(faults)
    told = command.model_dump(exclude={"type", "by"})
    review = BasisReview.model_validate({**told, "state": "asked", "asked_on": today})
    return (AttachedReviewRequested(on=today, by=command.by, review=review),)


def _take_up(case: Case, command: TakeUpAttachedReview, today: date, law: Law) -> tuple[AnyEvent, ...]:
    """The case is suspended (第三十九条第一款第九项) by the same step, so that no limit runs on unseen."""
    _need(case, "asked", "没有待处理的附带审查申请。", DEAL)
    if case.trial.excluding is not None:
        raise Refused("arl.excluded_runs", "鉴定或者现场勘验尚未结束，请先登记其结束。", cite=DEAL)
    clock = case.clocks.get(DECIDE[case.procedure or "ordinary"])
    if clock is not None and clock.is_live:
        law.check_suspension(clock, GROUND, today)
    ground = CODES.suspension_grounds[GROUND]
    return (
        CaseSuspended(on=today, by=command.by, ground=GROUND, reason="对规范性文件进行审查", cite=ground.cite),
        AttachedReviewTakenUp(on=today, by=command.by, competent=command.competent),
    )


def _conclude(case: Case, command: ConcludeAttachedReview, today: date) -> tuple[AnyEvent, ...]:
    review = _need(case, "taken_up", "没有正在进行的附带审查。", DEAL)
    faults = []
    if command.result not in CODES.basis_results:
        faults.append(Fault("arl.basis_result", "请选择审查结果。", "行政复议法 第五十九条", "result"))
    if review.competent and not review.notified:
        faults.append(Fault("arl.maker_not_notified", "应当先书面通知制定机关提出书面答复。", REPLY_CITE))
    answer = case.clocks.get(key_of(case, BASIS_REPLY))
    if review.notified and not review.reply and (answer is None or answer.is_live):
        faults.append(Fault("arl.maker_may_answer", "制定机关的答复期限尚未届满，也未收到答复。", REPLY_CITE))
    if review.competent is False and not review.receiver:
        faults.append(Fault("arl.not_transferred", "本机关无权处理，应当先转送有权处理的机关。", DEAL))
    if faults:
        raise Refused.of(faults)
    return (AttachedReviewConcluded(on=today, by=command.by, result=command.result, opinion=command.opinion),)


def limit_of(case: Case, paper: str) -> tuple[str, str] | None:
    """Which limit the service of a paper to the maker, or to the organ that may deal with it, sets going."""
    review = case.trial.basis
    if review is None or review.state != "taken_up" or review.reply:
        return None
    rule = BASIS_REPLY if paper == "basis_notice" else BASIS_OPINION
    return rule, key_of(case, rule)


def basis_organ(case: Case, ref: str) -> tuple[str, str]:
    """Name and address of the maker of the document (M), or of the organ that may deal with it (C)."""
    review = case.trial.basis
    if review is None:
        return "", ""
    return (review.maker, review.maker_address) if ref == "M" else (review.receiver, review.receiver_address)


def owed(case: Case) -> list[Fault]:
    """A review that was asked for must be dealt with before the decision (第五十六条)."""
    review = case.trial.basis
    if review is None or not review.is_open:
        return []
    return [Fault("arl.basis_open", "对规范性文件的附带审查尚未办结。", DEAL, "procedure")]


def evolve(case: Case, event: BasisEvent) -> Case:
    """Apply one fact of this stage."""
    match event:
        case AttachedReviewRequested():
            return case.in_trial(bases=(*case.trial.bases, event.review))
        case AttachedReviewDeclined():
            return _changed(case, case.clocks, state="declined", opinion=event.reason)
        case AttachedReviewTakenUp():
            return _changed(case, _started(case, event), state="taken_up", competent=event.competent)
        case BasisMakerNotified():
            return _changed(case, _met(case, event.on, BASIS_NOTICE), notified=True)
        case BasisReplyFiled():
            return _changed(case, _met(case, event.on, BASIS_REPLY), reply=event.reply)
        case BasisTransferred():
            to = {"receiver": event.receiver, "receiver_address": event.receiver_address}
            return _changed(case, _met(case, event.on, *BASIS_TRANSFER.values()), **to)
        case AttachedReviewConcluded():
            clocks = _met(case, event.on, *BASIS_OWN.values(), BASIS_OPINION, BASIS_REPLY)
            return _changed(case, clocks, state="concluded", result=event.result, opinion=event.opinion)
        case _:
            assert_never(event)


def _started(case: Case, event: AttachedReviewTakenUp) -> Clocks:
    """[D] The law names no day 0 for dealing or transferring: the day of the suspension (第五十八条) is taken for all."""
    own = bool(case.trial.basis and case.trial.basis.own_motion)
    rules = (BASIS_OWN[own], BASIS_NOTICE) if event.competent else (BASIS_TRANSFER[own],)
    clocks = case.clocks
    for rule in rules:
        clocks = clocks.start(rule, event.on, key=key_of(case, rule), law_on=case.law_on)
    return clocks


def key_of(case: Case, rule: str) -> str:
    """Each review of a case has limits of its own."""
    return f"{rule}:{len(case.trial.bases)}"


def _met(case: Case, on: date, *rules: str) -> Clocks:
    clocks = case.clocks
    for rule in rules:
        key = key_of(case, rule)
        clocks = clocks.meet(key, on) if clocks.is_live(key) else clocks
    return clocks


def _changed(case: Case, clocks: Clocks, **change: object) -> Case:
    """The latest review with what is new of it."""
    latest = case.trial.bases[-1].model_copy(update=change)
    return case.model_copy(update={"clocks": clocks}).in_trial(bases=(*case.trial.bases[:-1], latest))
