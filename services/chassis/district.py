"""The district this installation serves, and the numbers its papers bear (文号)."""

from services.chassis.case_rows import next_number
from services.chassis.db import HouseSession
from services.chassis.settings import settings
from services.kernel.organs import Profile, profile


def district() -> Profile:
    """The profile of the district that this installation serves."""
    return profile(settings().organ_profile)


def next_document_number(session: HouseSession, series: str, year: int) -> str:
    """The next 文号 of a series, without gap or repeat."""
    return district().number(series, year, next_number(session, series, year))
