"""What is filed (登记的内容): who came when and how, the story, and everything that is asked for."""

from datetime import date
from typing import Literal

from pydantic import Field

from .persons import MOST_APPLICANTS, Agent, Party
from .units import UnitDraft
from .words import Part, Sentence, Story, Word

Entry = Literal["counter", "online", "telephone", "post", "transfer"]

ENTRY_TITLES: dict[str, str] = {
    "counter": "窗口",
    "online": "网上",
    "telephone": "电话",
    "post": "邮寄",
    "transfer": "移送",
}
# Who hands over by the interface, by the name its token bears; a partner's disputes always carry this name.
PARTNERS = {
    "hotline": "12345市民服务热线",
    "court": "人民法院",
    "police": "公安机关",
    "petition": "信访部门",
}
MOST_UNITS = 6


class Source(Part):
    """Where a handed-over dispute comes from: the same reference of the same partner is the same dispute."""

    partner: Word
    reference: Word


class Despite(Part):
    """仍要登记: the likely duplicates that the clerk had before the eyes, and why this is another dispute."""

    numbers: tuple[Word, ...] = Field(min_length=1, max_length=20)
    reason: Sentence


class Filing(Part):
    """登记的内容: who came when and how, the story, and everything that is asked for."""

    received_on: date
    entry: Entry = "counter"
    postmark_on: date | None = None
    source: Source | None = None
    applicant: Party
    co_applicants: tuple[Party, ...] = Field(default=(), max_length=MOST_APPLICANTS)
    agents: tuple[Agent, ...] = Field(default=(), max_length=10)
    story: Story
    units: tuple[UnitDraft, ...] = Field(min_length=1, max_length=MOST_UNITS)
    despite: Despite | None = None

    @property
    def applicants(self) -> tuple[Party, ...]:
        """Everybody who asks, the one before the desk first."""
        return (self.applicant, *self.co_applicants)

    @property
    def filed_on(self) -> date:
        """The day that keeps or misses a limit: by post the day of posting (民事诉讼法 第八十五条第四款)."""
        return self.postmark_on if self.entry == "post" and self.postmark_on else self.received_on
