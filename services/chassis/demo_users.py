"""The people of the demonstration: one for each role, all invented. They exist only where the settings ask for them."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import Session

from services.chassis import identity
from services.chassis.settings import settings
from services.kernel.organs import profile
from services.kernel.refusal import Refused

DEMO_PASSWORD = "jiefen-demo-2026"  # noqa: S105 - shown on the sign-in page, refused in production


@dataclass(frozen=True, slots=True)
class DemoUser:
    """An invented person whom a visitor of the demonstration may be."""

    username: str
    name: str
    role: str
    note: str
    organ: str | None = None

    @property
    def id(self) -> UUID:
        """Always the same, so that demo cases can name their people before anyone signed in."""
        return uuid5(NAMESPACE_URL, f"urn:jiefen:demo:{self.username}")


def _organ() -> str:
    return profile(settings().organ_profile).function("consumer").id


def _people() -> tuple[DemoUser, ...]:
    return (
        DemoUser("chuangkou", "周敏", "intake_clerk", "登记、拆分请求、转交"),
        DemoUser("tiaojie", "沈建国", "mediator", "主持行政调解"),
        DemoUser("caijue", "何婉清", "adjudicator", "办理行政裁决"),
        DemoUser("chengban", "顾晓岚", "officer", "办理行政复议案件"),
        DemoUser("shenhe", "钱伯钧", "reviewer", "审核决定和公开稿"),
        DemoUser("jigou", "陆志明", "head", "复议机构负责人"),
        DemoUser("jiguan", "徐正言", "leader", "签发决定"),
        DemoUser("gongkai", "叶知秋", "publisher", "隐名处理与公开"),
        DemoUser("beishenqing", "孙立新", "respondent", "提交答复和整改报告", _organ()),
        DemoUser("shenqingren", "吴小芹", "applicant", "查看公开的决定"),
        DemoUser("jiandu", "郑怀远", "supervisor", "查看各渠道时限与结果"),
        DemoUser("shenji", "冯静", "auditor", "查看审计记录"),
        DemoUser("yunwei", "唐一舟", "operator", "查看系统运行"),
    )


def demo_users() -> tuple[DemoUser, ...]:
    """Everyone of the demonstration, or nobody where the settings do not ask for them."""
    return _people() if settings().demo_users and not settings().is_production else ()


def seed_demo_users(session: Session) -> tuple[DemoUser, ...]:
    """Give the people of the demonstration their accounts; doing it again changes nothing."""
    if settings().is_production:
        raise Refused("demo.production", "演示用户不能用于正式环境。")
    known_to_all = identity.hasher().hash(DEMO_PASSWORD)  # one slow hash for all: the password stands on the page
    for user in _people():
        account = identity.add_account(
            session, user.username, user.name, [user.role], None, organ=user.organ, account_id=user.id
        )
        account.password_hash = known_to_all
    return _people()
