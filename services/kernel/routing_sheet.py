"""The routing tables as a person reads them (分流规则一览): conditions in words, offices by name, limits by title."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from services.kernel.law import Law
from services.kernel.organs import Profile
from services.kernel.routing_rows import LimitRow, Row
from services.kernel.routing_table import CHANNEL_TITLES, Condition, RoutingTable
from services.kernel.rule import Confidence

OFFICES = {
    "jurisdiction": "依管辖确定的复议机关",
    "reconsideration": "依管辖确定的复议机关",
    "respondent": "作出行为的机关",
    "street": "事情所在的街镇",
    "field": "该领域的主管部门",
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ConditionLine(_Frozen):
    """One question and the answers on which a row matches, or does not."""

    question: str
    answers: tuple[str, ...]
    bars: bool


class ArticleLine(_Frozen):
    """A provision and how well it is known."""

    cite: str
    confidence: Confidence


class LimitLine(_Frozen):
    """A limit in words: how long, from what, and the reading or advice that goes with it."""

    title: str
    length: str | None
    since: str
    after: str | None
    said: tuple[str, ...]


class RowLine(_Frozen):
    """One row of a table."""

    row: Row
    channel: str
    organ: str
    conditions: tuple[ConditionLine, ...]
    articles: tuple[ArticleLine, ...]
    limits: tuple[LimitLine, ...]
    notices: tuple[tuple[str, str], ...]
    ways: tuple[str, ...]
    if_fails: str | None

    @property
    def is_sure(self) -> bool:
        """Whether the row itself was read and not inferred."""
        return self.row.confidence is Confidence.VERIFIED


class BlockLines(_Frozen):
    """One table, in the order asked."""

    title: str
    rows: tuple[RowLine, ...]


def sheet(table: RoutingTable, profile: Profile, law: Law) -> tuple[BlockLines, ...]:
    """Every block with its rows, for a page."""
    return tuple(
        BlockLines(title=block.title, rows=tuple(_row(row, table, profile, law) for row in block.rules))
        for block in table.blocks
    )


def _row(row: Row, table: RoutingTable, profile: Profile, law: Law) -> RowLine:
    conditions = (*_conditions(row.when, table, bars=False), *_conditions(row.unless, table, bars=True))
    return RowLine(
        row=row,
        channel=CHANNEL_TITLES[row.channel],
        organ=_office(row.organ, profile),
        conditions=conditions,
        articles=tuple(ArticleLine(cite=one, confidence=table.articles[one].confidence) for one in row.articles),
        limits=tuple(_limit(one, table, law) for one in row.limits),
        notices=tuple((code, table.rights.notices[code].text) for code in row.notices),
        ways=tuple(f"{one.text}（{_office(one.organ, profile)}）" for one in row.alternatives),
        if_fails=table.onward.handovers[row.if_fails].text if row.if_fails else None,
    )


def _conditions(part: Condition, table: RoutingTable, *, bars: bool) -> Iterator[ConditionLine]:
    inputs = table.inputs
    for name, answers in part.items():
        titles = tuple(inputs.title(name, answer) for answer in answers)
        yield ConditionLine(question=inputs.question(name), answers=titles, bars=bars)


def _office(name: str, profile: Profile) -> str:
    return OFFICES.get(name) or profile.function(name).name


def _limit(row: LimitRow, table: RoutingTable, law: Law) -> LimitLine:
    newest = law.rulebook.versions(row.rule)[-1]
    return LimitLine(
        title=newest.title,
        length=newest.period.text_zh if newest.period else None,
        since=_since(row.since, table),
        after=law.rulebook.versions(row.after)[-1].title if row.after else None,
        said=(*_applies(row, table), *(one for one in (row.reading, row.advice) if one)),
    )


def _applies(row: LimitRow, table: RoutingTable) -> Iterator[str]:
    for one in (*_conditions(row.when, table, bars=False), *_conditions(row.unless, table, bars=True)):
        yield f"{'除非' if one.bars else '仅当'}：{one.question}{'、'.join(one.answers)}"


def _since(name: str, table: RoutingTable) -> str:
    """The day a limit runs from, in the words of the question that learns it."""
    known = {"filed_on": "来窗口之日", "knew_on": "知道或者应当知道之日"}
    return known.get(name) or table.inputs.question(name)
