"""The length of a limit (期间) and the unit it is counted in."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Unit(StrEnum):
    """What one step of a period is. 日 is a calendar day unless the law itself says 工作日 (行政复议法 第八十八条)."""

    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


_NAMES_ZH = {
    Unit.WORKING_DAY: "个工作日",
    Unit.DAY: "日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
}
_NAMES_EN = {
    Unit.WORKING_DAY: "working day",
    Unit.DAY: "day",
    Unit.MONTH: "month",
    Unit.YEAR: "year",
    Unit.HOUR: "hour",
}


class Period(BaseModel):
    """A length with its unit. Two periods of different units are never added: six months are not 180 days."""

    model_config = ConfigDict(frozen=True)

    length: int = Field(gt=0)
    unit: Unit

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        """Read `5 working_day`, as the rule files write it."""
        if isinstance(value, str):
            length, _, unit = value.partition(" ")
            return {"length": length, "unit": unit}
        return value

    @property
    def text_zh(self) -> str:
        """Say the period as Chinese papers do.

        >>> Period(length=5, unit=Unit.WORKING_DAY).text_zh
        '5个工作日'
        """
        return f"{self.length}{_NAMES_ZH[self.unit]}"

    @property
    def text_en(self) -> str:
        """Say the period in English.

        >>> Period(length=60, unit=Unit.DAY).text_en
        '60 days'
        """
        return f"{self.length} {_NAMES_EN[self.unit]}{'' if self.length == 1 else 's'}"
