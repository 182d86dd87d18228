"""A peer of the flows' client: a real HTTP server that answers the contract and writes down what it was asked.

Only for tests of the flows by themselves. The walk over the real services is tested in tests/service and tests/crash.
"""

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Self
from uuid import UUID, uuid4

import uvicorn
from fastapi import FastAPI, Request, Response

from services.chassis.contracts import (
    ActFacts,
    Address,
    AdviceDraft,
    CalendarWatch,
    CaseRef,
    Contract,
    FollowUp,
    Issued,
    OverdueAdvice,
    PartyFacts,
    Published,
    RedactedPackage,
    ReferralOffer,
    RemindResult,
    RouteFacts,
    SweepResult,
)
from services.chassis.problem_details import Problem
from services.kernel.handover import HandOver, Outcome

APPLICANT = "陆桂芳"
STORY = "2026年9月20日在曹杨路被处罚。"
CASE = UUID(int=7)


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    key: str | None
    body: str


@dataclass
class Peer:
    """`refuse` and `fail` break an address; `hold` makes it wait until `release`."""

    calls: list[Call] = field(default_factory=list)
    broken: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    held: dict[str, threading.Event] = field(default_factory=dict)
    url: str = ""

    def asked(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    def breaks(self, path: str, status: HTTPStatus, times: int = 1) -> None:
        self.broken[path] += [status] * times

    def hold(self, path: str) -> None:
        self.held[path] = threading.Event()

    def release(self, path: str) -> None:
        self.held.pop(path).set()

    def __enter__(self) -> Self:
        config = uvicorn.Config(_app(self), host="127.0.0.1", port=0, log_level="critical")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.02)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        for event in self.held.values():
            event.set()
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)


def offer(unit_id: UUID) -> ReferralOffer:
    return ReferralOffer(
        unit_id=unit_id,
        dispute_id=UUID(int=1),
        dispute_number="普纠〔2026〕1号",
        channel="reconsideration",
        received_on=date(2026, 9, 29),
        entry="窗口",
        applicant=PartyFacts(name=APPLICANT, kind="person", address=Address(district="普陀区")),
        respondent_organ="market",
        act=ActFacts(kind="penalty", title="行政处罚决定书", made_on=date(2026, 9, 20)),
        claim="撤销",
        story=STORY,
        route=RouteFacts(rules=("r1",), articles=("行政复议法 第十一条",), reasons=("行政处罚",), rulebook_version="1"),
    )


def file() -> HandOver:
    return HandOver(
        unit_id=UUID(int=9),
        case_id=CASE,
        number="普行调〔2026〕1号",
        channel="mediation",
        outcome=Outcome.FAILED,
        reason="no_agreement",
        reason_title="无法达成协议",
        cite="行政调解默认期限",
        opened_on=date(2026, 9, 29),
        ended_on=date(2026, 10, 20),
        wish="adjudication",
    )


def package() -> RedactedPackage:
    return RedactedPackage(
        case_number="普府复〔2026〕1号",
        decision_number="普府复决〔2026〕1号",
        title="行政复议决定书",
        decided_on=date(2026, 11, 20),
        outcome="revoke",
        subject="行政处罚",
        respondent="某局",
        articles=("行政复议法 第六十四条",),
        html="<p>某某</p>",
        text="某某",
        pdf_base64="JVBERg==",
        sha256_pdf="a" * 64,
        original_sha256="b" * 64,
        verification_code="c",
    )


def _answers(path: str) -> Contract | None:
    last = path.rsplit("/", 1)[-1]
    unit = path.split("/")[4] if path.startswith("/api/intake/units/") else ""
    answers: dict[str, Contract] = {
        "referrals": CaseRef(case_id=CASE, number="普府复〔2026〕1号", channel="reconsideration"),
        "sweep": SweepResult(lapsed=0, looked_at=3),
        "remind": RemindResult(sent=2),
        "watch-calendar": CalendarWatch(alarms=("season",), final_until=date(2026, 12, 31)),
        "issue": Issued(document_sha256="d" * 64, number="普府复决〔2026〕1号"),
        "release": package(),
        "decisions": Published(url="/public/1", published_on=date(2026, 12, 1)),
        "draft": AdviceDraft(drafted=True, reason="程序违法"),
        "follow-up": FollowUp(step="order"),
        "hand-over": file(),
        "overdue": OverdueAdvice(cases=(CASE, uuid4())),
    }
    return offer(UUID(unit)) if last == "offer" else answers.get(last)


def _app(peer: Peer) -> FastAPI:
    app = FastAPI()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    def answer(path: str, request: Request) -> Response:
        path = f"/{path}"
        if (held := peer.held.get(path)) is not None:
            held.wait(60)
        if peer.broken[path]:
            status = peer.broken[path].pop(0)
            problem = Problem(type="about:blank", title="不可以", status=status, detail="不可以。", code="test.no")
            return Response(problem.model_dump_json(), status, media_type="application/problem+json")
        found = _answers(path)
        return Response(found.model_dump_json() if found else "", media_type="application/json")

    @app.middleware("http")
    async def write_down(request: Request, call_next):
        body = (await request.body()).decode()
        key = request.headers.get("Idempotency-Key")
        peer.calls.append(Call(request.method, request.url.path, key, body))
        return await call_next(request)

    return app
