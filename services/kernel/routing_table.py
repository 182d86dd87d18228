"""Routing tables (分流决策表) as data: blocks in order, rows with articles, validity and confidence, read strictly."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from services.kernel.refusal import Fault, Refused
from services.kernel.routing_index import RowIndex
from services.kernel.routing_rows import (
    Article,
    Block,
    Duty,
    Ground,
    HandoverRow,
    Hold,
    LimitRow,
    Moment,
    Notice,
    OptionRow,
    Row,
)
from services.kernel.routing_vocabulary import (
    CHANNEL_TITLES,
    OUR_CHANNELS,
    UNKNOWN,
    Condition,
    Input,
    Inputs,
    RouteChannel,
)
from services.kernel.rule import Confidence
from services.kernel.yaml_data import BrokenData, Entry, read

__all__ = [
    "CHANNEL_TITLES",
    "OUR_CHANNELS",
    "UNKNOWN",
    "Block",
    "Condition",
    "Input",
    "Inputs",
    "LimitRow",
    "OptionRow",
    "RouteChannel",
    "RoutingTable",
    "Row",
    "routing_table",
]

FOLDER = Path(__file__).parent / "rules" / "routing"
SUREST_FIRST = tuple(Confidence)


class NoticeFile(Entry):
    """权利告知: the rights by code, the duties that bring them whatever the row, and what each paper must say."""

    notices: dict[str, Notice]
    duties: tuple[Duty, ...]
    moments: dict[str, Moment]


class HandoverFile(Entry):
    """What is carried in every hand-over (移送材料), and the hand-overs by the channel that failed."""

    package: dict[str, str]
    handovers: dict[str, HandoverRow]


class GroundFile(Entry):
    """What stands against admission, and what sends a unit to the lawyer although a row matched."""

    grounds: tuple[Ground, ...]
    lowest_confidence: Confidence
    unsure: Hold
    holds: tuple[Hold, ...]


class ArticleFile(Entry):
    """Every provision the tables cite."""

    articles: dict[str, Article]


class RoutingTable(Entry):
    """All blocks in the order they are asked, and the SHA-256 of the files they were read from."""

    blocks: tuple[Block, ...]
    inputs: Inputs
    rights: NoticeFile
    onward: HandoverFile
    admission: GroundFile
    articles: dict[str, Article]
    version: str = Field(pattern=r"^[0-9a-f]{64}$")

    def rows(self) -> tuple[Row, ...]:
        """Every row of every block, in the order asked."""
        return tuple(row for block in self.blocks for row in block.rules)

    @cached_property
    def index(self) -> RowIndex:
        """The rows arranged for quick matching."""
        return RowIndex(self.rows())

    @cached_property
    def _offered(self) -> dict[str, frozenset[str]]:
        return {one.name: frozenset(one.answers) for one in self.inputs.inputs}

    def check(self, answers: Condition) -> None:
        """Refuse answers that no question offers, all at once."""
        faults = [
            Fault(
                "routing.no_such_answer",
                f"“{self.inputs.named(name).question}”没有这个答案，请从所列的答案中选择。",
                field=name,
            )
            for name, given in answers.items()
            for answer in given
            if answer not in self._offered[name]
        ]
        if faults:
            raise Refused.of(faults)

    @cached_property
    def _block_of(self) -> dict[str, str]:
        return {row.id: block.block for block in self.blocks for row in block.rules}

    def duties_of(self, row: Row) -> tuple[Duty, ...]:
        """The rights that may be owed beside those of the row."""
        return tuple(one for one in self.rights.duties if self._block_of[row.id] in one.blocks)

    def since(self) -> frozenset[str]:
        """Every date that some limit runs from."""
        return frozenset(limit.since for row in self.rows() for limit in row.limits)

    def boundaries(self) -> tuple[date, ...]:
        """Every day on which some row begins to hold, or holds no longer."""
        rows = self.rows()
        ends = {row.valid_until for row in rows if row.valid_until}
        return tuple(sorted({row.valid_from for row in rows} | {date.fromordinal(day.toordinal() + 1) for day in ends}))

    def is_sure(self, confidence: Confidence) -> bool:
        """Whether a row of this confidence may settle a unit without the lawyer."""
        return SUREST_FIRST.index(confidence) <= SUREST_FIRST.index(self.admission.lowest_confidence)

    def unverified(self, cites: tuple[str, ...]) -> dict[str, Confidence]:
        """The provisions among these that nobody has read in the text."""
        known = {cite: self.articles[cite].confidence for cite in cites if cite in self.articles}
        return {cite: level for cite, level in known.items() if level is not Confidence.VERIFIED}

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        answers = {name: set(titles) for name, titles in self.inputs.answers.items()}
        for owner, name, wanted in self._conditions():
            if name not in answers:
                raise ValueError(f"{owner}: tests {name}, which nobody asks")
            if strange := set(wanted) - answers[name]:
                raise ValueError(f"{owner}: {name} is never {sorted(strange)}")
        for owner, what, names, known in self._references():
            if missing := set(names) - set(known):
                raise ValueError(f"{owner}: {what} nobody knows: {sorted(missing)}")
        self._versions_do_not_overlap()
        return self

    def _conditions(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        parts: list[tuple[str, Condition]] = []
        for row in self.rows():
            parts += [(row.id, row.when), (row.id, row.unless)]
            parts += [(row.id, part) for limit in row.limits for part in (limit.when, limit.unless)]
            parts += [(row.id, option.when) for option in row.alternatives]
        for duty in self.rights.duties:
            parts += [(duty.notice, duty.when), (duty.notice, duty.unless)]
        parts += [(one.code, one.when) for one in self.admission.grounds]
        parts += [(one.id, one.when) for one in self.admission.holds]
        parts += [(key, option.when) for key, one in self.onward.handovers.items() for option in one.ways]
        return ((owner, name, wanted) for owner, part in parts for name, wanted in part.items())

    def _references(self) -> Iterator[tuple[str, str, tuple[str, ...], Mapping[str, object]]]:
        notices, handovers = self.rights.notices, self.onward.handovers
        for row in self.rows():
            yield row.id, "notices", row.notices, notices
            yield row.id, "articles", row.articles, self.articles
            yield row.id, "hand-overs", (row.if_fails,) if row.if_fails else (), handovers
        for hold in self.admission.holds:
            yield hold.id, "notices", hold.notices, notices
            yield hold.id, "articles", hold.articles, self.articles
        for ground in self.admission.grounds:
            yield ground.code, "articles", (ground.cite,) if ground.cite else (), self.articles
        for code, notice in notices.items():
            yield code, "articles", notice.cite, self.articles
        blocks = {block.block: block for block in self.blocks}
        yield "duties", "blocks", tuple(name for duty in self.rights.duties for name in duty.blocks), blocks
        yield "duties", "notices", tuple(duty.notice for duty in self.rights.duties), notices
        for name, moment in self.rights.moments.items():
            yield name, "notices", moment.notices, notices

    def _versions_do_not_overlap(self) -> None:
        for one in self.rows():
            same = [row for row in self.rows() if row.id == one.id and row is not one]
            if any(row.holds_on(one.valid_from) for row in same):
                raise ValueError(f"{one.id}: two versions hold on {one.valid_from}")


@cache
def routing_table() -> RoutingTable:
    """Load the tables from kernel/rules/routing; a row that names an unknown fact, answer or notice stops the load."""
    blocks = sorted(FOLDER.glob("[0-9]*.yaml"))
    others = [FOLDER / f"{name}.yaml" for name in ("inputs", "notices", "handovers", "grounds", "articles")]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in (*blocks, *others))).hexdigest()
    inputs, notices, handovers, grounds, articles = others
    try:
        return RoutingTable(
            blocks=tuple(read(path, Block) for path in blocks),
            inputs=read(inputs, Inputs),
            rights=read(notices, NoticeFile),
            onward=read(handovers, HandoverFile),
            admission=read(grounds, GroundFile),
            articles=read(articles, ArticleFile).articles,
            version=digest,
        )
    except ValueError as problem:
        if isinstance(problem, BrokenData):
            raise
        raise BrokenData(FOLDER, str(problem)) from problem
