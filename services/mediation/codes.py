"""Why a request is refused, why a mediation ends, and where the parties may go then - each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A coded reason as papers and pages show it."""

    title: str
    cite: str


LIAONING = "行政调解默认期限 不予受理（参照辽宁规定第八条）"
GUIYANG = "行政调解默认期限 受理条件（参照贵阳规定第十条）"
COMPLAINTS = "市场监督管理投诉举报处理办法 第二十三条第一款"
TELLING = "行政调解默认期限 终止与告知（参照汕头条例第十六条）"

REFUSALS: Mapping[str, Code] = {
    "not_ours": Code("不属于本机关的职责或者管辖", GUIYANG),
    "elsewhere": Code("法院、仲裁机构或者其他调解组织已经受理或者处理同一争议", LIAONING),
    "not_disposable": Code("不是当事人可以自行处分的民事争议", GUIYANG),
    "no_consent": Code("有当事人不同意调解", GUIYANG),
    "identity": Code("不能核实申请人的真实身份", "消费者权益保护法实施条例 第四十六条第一款"),
    "again": Code("已经达成调解协议又就同一争议申请", LIAONING),
}

TERMINATIONS: Mapping[str, Code] = {
    "refused": Code("当事人无正当理由不参加调解或者明确拒绝调解", f"{COMPLAINTS}第（二）项"),
    "no_agreement": Code("当事人明确表示无法达成协议", f"{COMPLAINTS}第（三）项"),
    "expert_fee": Code("鉴定、检测费用的承担协商不成", f"{COMPLAINTS}第（四）项"),
    "deadline": Code("调解期限届满未达成协议", f"{COMPLAINTS}第（五）项"),
    "extinct": Code("当事人死亡或者主体资格灭失", f"{COMPLAINTS}第（七）项"),
    "suit": Code("当事人已经起诉或者申请仲裁", LIAONING),
}

CHANNELS: Mapping[str, Code] = {
    "court": Code("向人民法院提起诉讼", TELLING),
    "arbitration": Code("根据仲裁协议申请仲裁，劳动争议依法申请劳动仲裁", TELLING),
    "adjudication": Code("依法申请行政裁决", TELLING),
    "reconsideration": Code("对行政行为不服的，依法申请行政复议（期限不因调解而延长）", TELLING),
    "people_mediation": Code("申请人民调解", TELLING),
}
