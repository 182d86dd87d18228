"""Facts a paper may speak of, each with the name under which the wording asks for it."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from services.kernel.refusal import Fault, Refused

from .model import Frozen, long_date


class FactKind(StrEnum):
    """What a fact is, so that the public edition knows what to do with it."""

    PLAIN = "plain"
    DATE = "date"
    FREE = "free"
    ORGAN = "organ"
    PERSON = "person"
    COMPANY = "company"
    SOLE_TRADER = "sole_trader"
    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    BIRTH = "birth"
    ACCOUNT = "account"
    PLATE = "plate"
    CERTIFICATE = "certificate"


IDENTIFYING = frozenset(FactKind) - {FactKind.PLAIN, FactKind.DATE, FactKind.FREE, FactKind.ORGAN}


class Reference(Frozen):
    """One fact: `value` as stored, `display` as printed (a date is stored as 2026-09-20 and printed as 2026年9月20日)."""

    ref: str
    kind: FactKind
    value: str
    display: str


class Facts:
    """The facts of one case, looked up by name. A fact that is empty counts as missing."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._facts = {reference.ref: reference for reference in references if reference.display.strip()}

    def __iter__(self) -> Iterator[Reference]:
        return iter(self._facts.values())

    def find(self, ref: str) -> Reference | None:
        """The fact, or None: for optional clauses."""
        return self._facts.get(ref)

    def need(self, ref: str) -> Reference:
        """The fact, or a refusal that names it."""
        found = self.find(ref)
        if found is None:
            raise Refused.of([missing(ref)])
        return found


def fact(ref: str, value: str | None, kind: FactKind = FactKind.PLAIN, *, display: str | None = None) -> Reference:
    """Name a fact. None and "" are facts that are missing."""
    return Reference(ref=ref, kind=kind, value=value or "", display=display or value or "")


def day(ref: str, on: date | None, kind: FactKind = FactKind.DATE) -> Reference:
    """Name a date, printed the long way."""
    if on is None:
        return fact(ref, None, kind)
    return fact(ref, on.isoformat(), kind, display=long_date(on))


zh_date = long_date


def missing(ref: str) -> Fault:
    """The fault of a paper that asks for a fact nobody has entered."""
    return Fault("document.missing_fact", f"缺少必填内容：{label(ref)}。请补全后再生成文书。", field=ref)


_PARTS = {
    "applicant": "申请人", "respondent": "被申请人", "third_party": "第三人", "agent": "委托代理人",
    "representative": "代表人", "statutory_agent": "法定代理人", "legal_representative": "法定代表人",
    "principal": "负责人", "act": "行政行为", "case": "案件", "decision": "决定", "court": "管辖法院",
    "name": "姓名（名称）", "sex": "性别", "birth": "出生日期", "birth_on": "出生日期", "id_number": "身份证件号码",
    "credit_code": "统一社会信用代码", "phone": "联系电话", "address": "住址（住所）", "email": "电子邮箱",
    "number": "文号", "title": "名称", "made_on": "作出日期", "served_on": "送达日期", "received_on": "收到日期",
    "accepted_on": "受理日期", "claim": "请求", "story": "事实和理由", "reply": "答复意见", "facts_found": "查明事实",
    "reasons": "本机关认为", "operative": "决定内容", "due_on": "届满日期", "organ": "行政复议机关",
    "office": "办理机关", "dispute": "争议", "unit": "请求", "centre": "中心", "procedure": "办理渠道", "articles": "依据",
}  # fmt: skip


def label(ref: str) -> str:
    """Say the field's name as an officer knows it, with the technical name behind."""
    parts = ["".join(c for c in part if not c.isdigit()).rstrip("_") for part in ref.split(".")]
    known = [_PARTS[part] for part in parts if part in _PARTS]
    return f"{'的'.join(known)}（{ref}）" if known else ref
