"""The kinds of adjudication (裁决种类), the reasons for refusing one, and how one may end - each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A coded reason as papers and pages show it."""

    title: str
    cite: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of dispute: its paper, the provision that gives the power, and the rules of its limits.

    `from_receipt`: the limit to decide runs from receipt (政府采购投诉), not from acceptance.
    `prior_review`: whoever held the right already must ask for reconsideration before a suit (复议前置).
    """

    paper: str
    basis: str
    accept: str = "adj.accept"
    decide: str = "adj.decide"
    suit: str = "all.suit_direct"
    from_receipt: bool = False
    prior_review: bool = False
    function: str | None = None


NAME = Kind("行政裁决书", "企业名称登记管理规定 第二十一条", function="enterprise_name")
KINDS: Mapping[str, Kind] = {
    "enterprise_name": NAME,
    "land": Kind(
        "土地权属争议处理决定书",
        "土地管理法 第十四条",
        accept="adj.land_accept",
        decide="adj.land_decide",
        suit="adj.suit",
        prior_review=True,
    ),
    "forest": Kind("林木林地权属争议处理决定书", "森林法 第二十二条", suit="adj.suit", prior_review=True),
    "procurement": Kind(
        "政府采购投诉处理决定书",
        "政府采购法 第五十六条",
        decide="adj.procurement_decide",
        from_receipt=True,
        function="procurement",
    ),
}

# Kinds that the law gives to an organ above the district: the request is refused and the parties are told where to go.
ELSEWHERE: Mapping[str, Code] = {
    "patent": Code("专利侵权纠纷由管理专利工作的部门处理，请向市知识产权局提出", "专利法 第六十五条"),
    "plant_variety": Code("植物新品种纠纷由农业农村、林业主管部门处理，请向市农业农村委提出", "种子法 第七十二条"),
    "circuit_layout": Code("布图设计纠纷由国家知识产权局处理", "集成电路布图设计保护条例 第三十一条"),
}

ACCEPTANCE = "企业名称登记管理规定实施办法 争议裁决的受理"
REFUSALS: Mapping[str, Code] = {
    "not_ours": Code("不属于本机关的裁决范围或者管辖", ACCEPTANCE),
    "no_interest": Code("申请人与争议没有直接利害关系", ACCEPTANCE),
    "no_respondent": Code("没有明确的被申请人、请求和事实依据", ACCEPTANCE),
    "elsewhere": Code("法院、仲裁机构已经受理或者已有生效裁判、裁决", ACCEPTANCE),
    "prior_steps": Code("法律要求先行协商或者质疑而未进行", "政府采购法 第五十五条"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a decision may end; the one wording of its operative part."""

    title: str
    operative: str
    needs_terms: bool


OUTCOMES: Mapping[str, Outcome] = {
    "supported": Outcome("支持请求", "支持申请人的请求：{decision.terms}", needs_terms=True),
    "partly": Outcome("部分支持", "部分支持申请人的请求：{decision.terms}驳回申请人的其他请求。", needs_terms=True),
    "rejected": Outcome("驳回请求", "驳回申请人的请求。", needs_terms=False),
}


def kind_of(field: str) -> Kind:
    """The kind of a dispute by the desk's field; the rules of name disputes stand in where a kind has none yet."""
    return KINDS.get(field, NAME)
