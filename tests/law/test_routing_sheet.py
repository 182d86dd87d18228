"""The tables as a person reads them: nothing of a row is left out, and no word of the code is shown."""

import re

import pytest

from services.kernel.law import the_law
from services.kernel.organs import profile
from services.kernel.routing_sheet import RowLine, sheet
from services.kernel.routing_table import routing_table

LINES = [line for block in sheet(routing_table(), profile("putuo"), the_law()) for line in block.rows]


def test_every_row_is_shown_in_its_order() -> None:
    assert [line.row for line in LINES] == list(routing_table().rows())


@pytest.mark.parametrize("line", LINES, ids=[f"{line.row.id} {line.row.valid_from}" for line in LINES])
def test_conditions_and_offices_are_told_in_words(line: RowLine) -> None:
    told = [line.organ, line.channel, *line.ways]
    told += [word for one in line.conditions for word in (one.question, *one.answers)]
    told += [word for one in line.limits for word in (one.title, one.since)]
    assert not [word for word in told if re.search("[a-z]{3}", word)]
    assert len(line.limits) == len(line.row.limits)
    assert {one.cite for one in line.articles} == set(line.row.articles)
