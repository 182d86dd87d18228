"""The one navigation of the house: which desks a role sees, and where a role begins its day."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.kernel.principal import Principal

ROLE_TITLES: Mapping[str, str] = {
    "intake_clerk": "窗口人员",
    "mediator": "调解员",
    "adjudicator": "裁决承办人",
    "officer": "复议承办人",
    "reviewer": "审核人",
    "head": "复议机构负责人",
    "leader": "复议机关负责人",
    "publisher": "公开承办人",
    "respondent": "被申请人",
    "applicant": "申请人",
    "supervisor": "监督人",
    "auditor": "审计员",
    "operator": "运维",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """One entry of the navigation. Hiding an entry protects nothing: `may(…)` on the route does.

    What citizens do for themselves (not `is_work`) is not shown to those who work here: it only crowds their way.
    """

    path: str
    title: str
    roles: frozenset[str] | None
    is_work: bool = True


def _desk(path: str, title: str, roles: str | None, *, is_work: bool = True) -> Desk:
    return Desk(path, title, frozenset(roles.split()) if roles is not None else None, is_work)


DESKS = (
    _desk("/desk", "一站式窗口", "intake_clerk supervisor auditor"),
    _desk("/mediation", "行政调解", "mediator supervisor auditor"),
    _desk("/reconsideration", "行政复议", "officer reviewer head leader publisher respondent supervisor auditor"),
    # Behind reconsideration, because the leader who signs in both begins the day there.
    _desk("/adjudication", "行政裁决", "adjudicator leader supervisor auditor"),
    _desk("/notices", "文书送达", "intake_clerk officer head operator auditor supervisor"),
    _desk("/public", "决定公开", None),
    _desk("/public/deadline", "期限计算器", None),
    _desk("/desk/online", "网上申请", None, is_work=False),
    _desk("/desk/status", "查进度", None, is_work=False),
)


def is_staff(principal: Principal) -> bool:
    """Whether somebody of the house looks at the page: neither a party nor a passer-by."""
    return bool(principal.roles & (ROLE_TITLES.keys() - {"applicant", "respondent"}))


def desks_for(principal: Principal) -> tuple[Desk, ...]:
    """The desks a principal sees; the public ones are everybody's."""
    citizen = not principal.roles & (ROLE_TITLES.keys() - {"applicant"})
    return tuple(
        desk
        for desk in DESKS
        if (desk.roles is None or not desk.roles.isdisjoint(principal.roles)) and (desk.is_work or citizen)
    )


def home_of(principal: Principal) -> str:
    """Where a principal begins: the first desk of its roles, the public pages when it has none."""
    return desks_for(principal)[0].path
