"""On which day a document counts as served, by each mode, and what happens when a notice is put up several times."""

from datetime import date

import pytest

from services.kernel.law import the_law
from services.kernel.refusal import Refused
from services.kernel.served import BASES, Method, Proof, served_on

DAY = date(2026, 4, 16)


@pytest.mark.parametrize(
    ("proof", "day"),
    [
        (Proof(method=Method.DIRECT, signed_on=DAY), DAY),
        (Proof(method=Method.TRANSFER, signed_on=DAY), DAY),
        (Proof(method=Method.LEFT, left_on=DAY), DAY),
        (Proof(method=Method.POST, posted_on=date(2026, 4, 10), receipt_on=DAY), DAY),
        (Proof(method=Method.POST, posted_on=date(2026, 4, 10), refused=True, returned_on=DAY), DAY),
        (Proof(method=Method.ELECTRONIC, arrived_at="2026-04-16T23:59:59+08:00"), DAY),
        (Proof(method=Method.ELECTRONIC, arrived_at="2026-04-15T16:00:00Z"), DAY),
        (Proof(method=Method.ELECTRONIC, arrived_on=DAY), DAY),
        (Proof(method=Method.PUBLIC_NOTICE, posted_on=date(2026, 3, 17)), DAY),
    ],
)
def test_each_mode_serves_by_its_own_day(proof, day):
    """民事诉讼法 第八十七条至第九十五条。"""
    assert served_on(proof, the_law()) == day


@pytest.mark.parametrize(
    "again", [(date(2026, 3, 17),), (date(2026, 3, 10), date(2026, 3, 17)), (date(2026, 3, 17), date(2026, 3, 5))]
)
def test_of_several_postings_the_last_counts(again):
    """民诉解释 第一百三十八条：发出公告日期以最后张贴或者刊登的日期为准。"""
    proof = Proof(method=Method.PUBLIC_NOTICE, posted_on=date(2026, 3, 2), posted_again_on=again)
    assert served_on(proof, the_law()) == date(2026, 4, 16)


def test_a_posting_that_came_before_the_first_recorded_one_changes_nothing():
    proof = Proof(method=Method.PUBLIC_NOTICE, posted_on=date(2026, 3, 17), posted_again_on=(date(2026, 3, 2),))
    assert served_on(proof, the_law()) == date(2026, 4, 16)


@pytest.mark.parametrize("method", Method)
def test_a_proof_without_its_day_is_refused_with_the_article_of_its_mode(method):
    with pytest.raises(Refused) as refusal:
        served_on(Proof(method=method), the_law())
    assert (refusal.value.code, refusal.value.cite) == ("served.no_date", BASES[method].cite)
