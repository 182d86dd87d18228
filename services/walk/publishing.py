"""Row 10: the public copy - planned by the flow, reviewed by one person, read by a second, scanned, published."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from re import sub
from urllib.parse import urlsplit

import pikepdf
from pydantic import JsonValue

from services.chassis.render.pdf_parts import text_layer
from services.reconsideration.api import Version
from services.walk.deciding import SHOP, WITNESS
from services.walk.expectation import equal, expect
from services.walk.house_walk import Fact, Walk
from services.walk.opening import APPLICANT
from services.walk.step import Step, nothing

MASKED = date(2026, 11, 9)
READ_AGAIN = date(2026, 11, 10)
LEAKS = (
    APPLICANT["name"],
    APPLICANT["name"][1:],
    APPLICANT["id_number"],
    APPLICANT["phone"],
    APPLICANT["email"],
    APPLICANT["road"],
    APPLICANT["detail"],
    "462弄",
    "502室",
    WITNESS,
    SHOP,
)


def settle(walk: Walk) -> None:
    """The publisher answers every doubt of the plan and adds what no plan can know: a witness's name."""
    case = walk.until("publish_decisions 流程拟定隐名方案", lambda found: found.redaction.plan is not None)
    plan = case.redaction.plan
    walk.live_on(MASKED)
    suspects = [] if plan is None else list(plan.suspects)
    decisions: list[JsonValue] = [
        {"suspect": one.id, "mask": True, "reason": "可能据以查到当事人或者证人"} for one in suspects
    ]
    masked = any(WITNESS in one.text for one in suspects)
    added: list[JsonValue] = [] if masked else [{"text": WITNESS, "token": "周某", "reason": "证人姓名"}]
    review: dict[str, JsonValue] = {"decisions": decisions, "added": added}
    walk.person("publisher").post(f"{walk.path}/redaction/review", review, Version, "walk:review-redaction")


def is_settled(walk: Walk) -> bool:
    return walk.case.redaction.reviewed_by is not None


def settled(walk: Walk) -> Iterator[Fact]:
    redaction = walk.case.redaction
    expect(redaction.plan is not None and redaction.plan.is_complete, "疑点应逐项决定")
    count = len(redaction.plan.replacements) if redaction.plan else 0
    name = redaction.reviewed_by.name if redaction.reviewed_by else ""
    yield Fact(f"{name}审阅隐名稿：遮盖 {count} 处，疑点逐项决定并写明理由", "行政复议法 第七十九条第一款")


def approve(walk: Walk) -> None:
    walk.live_on(READ_AGAIN)
    wish: dict[str, JsonValue] = {"type": "approve_redaction", "approved": True}
    walk.say(f"        审阅人自己复核被拒绝：{'；'.join(walk.refusal('publisher', wish))}")
    walk.take("head", "approve-redaction", wish)


def is_approved(walk: Walk) -> bool:
    return walk.case.redaction.approved_by is not None


def approved(walk: Walk) -> Iterator[Fact]:
    redaction = walk.case.redaction
    readers = {actor.name for actor in (redaction.reviewed_by, redaction.approved_by) if actor is not None}
    equal(len(readers), 2, "复核须由第二人")
    yield Fact(f"{redaction.approved_by.name if redaction.approved_by else ''}作为第二人复核通过")


def published(walk: Walk) -> Iterator[Fact]:
    case = walk.until("publish_decisions 流程公开决定书", lambda found: found.redaction.state == "published")
    address = urlsplit(case.redaction.url or "").path
    page = walk.public.page(address)
    expect(case.respondent.name in page, "公开页上应有被申请人")
    copy = walk.public.file(f"{address}.pdf")
    _proven_free("公开页", page)
    _proven_free("公开页地址", address)
    _proven_free("公开页 PDF 文字层", "".join(text_layer(copy)))
    _proven_free("公开页 PDF 元数据", _metadata_of(copy))
    yield Fact("未登录即可读到，逐项核对：页面、地址、PDF 文字层和元数据都没有当事人", "行政复议法 第七十九条第一款")
    yield Fact(
        f"核对的 {len(LEAKS)} 项：姓名、名、证件、电话、邮箱、道路、门牌、证人、字号", where=walk.address + address
    )


def _proven_free(what: str, text: str) -> None:
    """Compared without spaces and marks, so that a line break inside a name hides nothing."""
    plain = sub(r"[\s\u200b\u00ad-]", "", text)
    found = [leak for leak in LEAKS if sub(r"[\s-]", "", leak) in plain]
    expect(not found, f"{what}仍能读到：{'、'.join(found)}")


def _metadata_of(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as metadata:
        return f"{document.docinfo}{metadata}"


STEPS = (
    Step(10, "隐名审阅", settle, settled, is_settled, MASKED),
    Step(10, "第二人复核", approve, approved, is_approved, READ_AGAIN),
    Step(10, "公开", nothing, published, on=READ_AGAIN),
)
