"""The walk's view of the house: the people who act, the flows, the post office, and the case as its officer sees it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from uuid import UUID

from prefect.client.schemas.objects import FlowRun
from pydantic import JsonValue, TypeAdapter

from services.chassis import files
from services.chassis.case_web import CaseState
from services.chassis.client import ServiceClient
from services.chassis.now import SHANGHAI, set_simulated, today
from services.intake.parts import Dispute, Unit
from services.kernel.facts import ClockFacts
from services.kernel.law import the_law
from services.notify.api import DeliveryAnswer, SlipAnswer, SlipBody
from services.notify.events import Mode
from services.reconsideration.domain import Case
from services.reconsideration.parts import Delivery, IssuedPaper
from services.reconsideration.views import CaseSheet
from services.walk.expectation import Unexpected, awaited, expect
from services.walk.flow_runs import FlowRuns
from services.walk.visitor import Visitor

MORNING = time(9, 0)
DELIVERIES = TypeAdapter(tuple[DeliveryAnswer, ...])
USERS = {
    "clerk": "chuangkou",
    "officer": "chengban",
    "reviewer": "shenhe",
    "head": "jigou",
    "leader": "jiguan",
    "publisher": "gongkai",
    "respondent": "beishenqing",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under a step: what the house says, under which article, in which file or at which address."""

    text: str
    cite: str = ""
    where: str = ""


class Walk:
    """Nothing here decides. It asks over HTTP, moves the simulated day, and waits for the flows to do their part."""

    def __init__(self, address: str, prefect: str, say: Callable[[str], None]) -> None:
        self.address = address
        self.say = say
        self.flows = FlowRuns(prefect)
        self.public = Visitor(address)
        self.dispute_id: UUID | None = None
        self._people = {role: Visitor(address, username) for role, username in USERS.items()}
        self._post_office = ServiceClient("post")

    def person(self, role: str) -> Visitor:
        """The demo user of a role."""
        return self._people[role]

    # ── the day ──────────────────────────────────────────────────────────────
    def live_on(self, day: date) -> None:
        """Move the whole house to the morning of this day."""
        if today() != day:
            set_simulated(datetime.combine(day, MORNING, SHANGHAI))

    def day_comes(self, day: date) -> None:
        """A day begins as every day does: the clocks are swept, then the reminders go out."""
        self.sweep(day)
        self.remind(day)

    def sweep(self, day: date) -> FlowRun:
        """The round over the clocks."""
        self.live_on(day)
        return self.flows.round("sweep_clocks", day)

    def remind(self, day: date, turn: str = "") -> FlowRun:
        """The round of reminders; another turn on the same day must find nothing to do."""
        self.live_on(day)
        return self.flows.round("remind", day, turn)

    # ── the dispute and its case ─────────────────────────────────────────────
    @property
    def dispute(self) -> Dispute:
        """The dispute as the desk shows it."""
        return self.person("clerk").read(f"/api/intake/disputes/{self.dispute_id}", Dispute)

    @property
    def unit(self) -> Unit:
        """The one claim unit of the walk."""
        return self.dispute.units[0]

    @cached_property
    def case_id(self) -> UUID:
        """The case, once the desk knows of it."""
        found = awaited("移送流程立案", lambda: self.unit.case)
        return found.case_id

    @property
    def sheet(self) -> CaseSheet:
        """The case as the officer's page shows it."""
        return self.person("officer").read(self.path, CaseSheet)

    @property
    def case(self) -> Case:
        """The file as it stands."""
        return self.sheet.case

    @property
    def path(self) -> str:
        """The case in the interface of its service."""
        return f"/api/reconsideration/cases/{self.case_id}"

    def take(self, role: str, name: str, body: Mapping[str, JsonValue], *, at: str = "steps") -> CaseState:
        """One step by one person; its key is the step's name, so that a walk taken up again does not take it twice."""
        return self.person(role).post(f"{self.path}/{at}", body, CaseState, f"walk:{name}")

    def refusal(self, role: str, body: Mapping[str, JsonValue]) -> Sequence[str]:
        """What the house answers to an unlawful wish: every fault."""
        problem = self.person(role).refused(f"{self.path}/steps", body, f"walk:refused:{role}:{body['type']}")
        return [fault.text + (f"（{fault.cite}）" if fault.cite else "") for fault in problem.faults] or [
            problem.detail + (f"（{problem.cite}）" if problem.cite else "")
        ]

    def until(self, what: str, holds: Callable[[Case], bool]) -> Case:
        """Wait until the case stands as it should."""

        def probe() -> Case | None:
            case = self.case
            return case if holds(case) else None

        return awaited(what, probe)

    # ── papers and their service ─────────────────────────────────────────────
    def paper(self, kind: str) -> IssuedPaper:
        """The latest paper of a kind, with its bytes compared to the hash it was sealed under."""
        paper = next((one for one in reversed(self.case.papers) if one.kind == kind), None)
        if paper is None:
            raise Unexpected(f"案件里没有{kind}")
        expect(files.put(self.paper_bytes(paper)) == paper.pdf_sha256, f"{paper.title}的文件与封存值不符")
        return paper

    def paper_bytes(self, paper: IssuedPaper) -> bytes:
        """The paper as the officer downloads it."""
        return self.person("officer").file(f"/reconsideration/cases/{self.case_id}/papers/{paper.pdf_sha256}.pdf")

    def paper_fact(self, kind: str) -> Fact:
        """A paper in one line: title, number, file, hash."""
        paper = self.paper(kind)
        return Fact(f"{paper.title} {paper.number}  SHA-256 {paper.pdf_sha256[:16]}…", where=self.file_of(paper))

    def file_of(self, paper: IssuedPaper) -> str:
        """Where the bytes stand on the disk."""
        found: Path = files.path_of(paper.pdf_sha256)
        return str(found)

    def comes_back(self, kind: str, days: Mapping[str, date]) -> None:
        """The post office brings the slips of a paper, recipient by recipient; the case hears of it by message."""
        for delivery in (one for one in self.case.deliveries if one.paper == kind and one.state == "requested"):
            on = days[delivery.recipient]
            self.live_on(max(on, today()))
            self._slip(delivery, on)
        self.until(f"{kind} 送达登记", lambda case: not case.outstanding(kind))

    def _slip(self, delivery: Delivery, on: date) -> None:
        self.handed_over(delivery)
        slip = SlipBody(on=on, mode=Mode.POST, signed_by="收件人")
        path = f"/api/notify/deliveries/{delivery.id}/receipt"
        self._post_office.post("notify", path, slip, SlipAnswer, idempotency_key=f"slip:{delivery.id}")

    def handed_over(self, delivery: Delivery) -> DeliveryAnswer:
        """The delivery once the post has it: only then can a slip come back."""

        def probe() -> DeliveryAnswer | None:
            return next((one for one in self.deliveries() if one.id == delivery.id and one.dispatched_on), None)

        return awaited("邮件交寄", probe)

    def deliveries(self) -> tuple[DeliveryAnswer, ...]:
        """Every delivery of the case as the notify service has it."""
        answer = self.person("officer").file(f"/api/notify/deliveries?case_id={self.case_id}")
        return DELIVERIES.validate_json(answer)

    def limit(self, key: str) -> ClockFacts:
        """One limit of the case."""
        clock = self.case.clocks.get(key)
        if clock is None:
            raise Unexpected(f"案件没有期限 {key}")
        return clock

    def due_on(self, key: str) -> date:
        """The last day of a limit as the law reckons it, also after it has ended."""
        due = the_law().due_on(self.limit(key))
        if due is None:
            raise Unexpected(f"期限 {key} 没有届满日")
        return due

    def limit_fact(self, key: str) -> Fact:
        """A limit in one line: what it is, its last day, and whether that day is provisional."""
        clock, law = self.limit(key), the_law()
        rule, deadline = law.rule(clock), law.deadline(clock)
        note = "（暂定：该年节假日安排尚未公布）" if deadline.provisional else ""
        return Fact(f"{rule.title}：自 {clock.started_on} 起，至 {deadline.due_on}{note}", rule.cite)
