"""What may be shown and what may happen to it, without a database: the strict reading of HTML, the two transitions."""

from datetime import date
from uuid import uuid4

import pytest

from services.kernel.refusal import Refused
from services.publication.commands import ReleaseDecision, WithdrawPublication
from services.publication.domain import GROUNDS, Publication, State, decide, evolve
from services.publication.domain.fragment import read
from services.publication.domain.wording import Folded, fold
from services.publication.events import Ground, Identity
from tests.fixtures.publication import package

TODAY = date(2026, 11, 3)
IDENTITY = Identity(
    case_number="普复案〔2026〕1号",
    decision_number="普府复字〔2026〕1号",
    decided_on=date(2026, 11, 2),
    verification_code="Code_0000001",
    sha256_pdf="1" * 64,
    sha256_text="2" * 64,
    original_sha256="3" * 64,
)
WITHDRAW = WithdrawPublication(ground=Ground.MASKING, reason="漏隐一处")


def published(identity: Identity = IDENTITY) -> Publication:
    (event,) = decide(None, ReleaseDecision(id=uuid4(), identity=identity), TODAY)
    return evolve(None, event)


def test_a_decision_is_released_once():
    standing = published()
    assert (standing.state, standing.published_on, standing.version) == (State.PUBLISHED, TODAY, 1)
    assert decide(standing, ReleaseDecision(id=uuid4(), identity=IDENTITY), date(2027, 1, 1)) == ()


@pytest.mark.parametrize("field", [name for name in Identity.model_fields if name != "decided_on"])
def test_a_published_decision_cannot_be_replaced_by_one_that_differs_in(field: str):
    other = IDENTITY.model_copy(update={field: "4" * 64})
    with pytest.raises(Refused) as refused:
        decide(published(), ReleaseDecision(id=uuid4(), identity=other), TODAY)
    assert (refused.value.code, refused.value.cite) == ("conflict.published_otherwise", "行政复议法 第七十九条第一款")


def test_a_decision_is_not_published_before_its_own_date():
    with pytest.raises(Refused, match=r"publication\.future"):
        decide(None, ReleaseDecision(id=uuid4(), identity=IDENTITY), date(2026, 11, 1))


def test_a_withdrawal_ends_the_life_of_a_publication():
    standing = published()
    (event,) = decide(standing, WITHDRAW, TODAY)
    gone = evolve(standing, event)
    assert (gone.state, gone.ground, gone.withdrawn_on, gone.version) == (State.WITHDRAWN, Ground.MASKING, TODAY, 2)
    for command in (WITHDRAW, ReleaseDecision(id=uuid4(), identity=IDENTITY)):
        with pytest.raises(Refused, match=r"state\.withdrawn"):
            decide(gone, command, TODAY)


def test_what_was_never_published_cannot_be_withdrawn():
    with pytest.raises(Refused, match=r"missing\.decision"):
        decide(None, WITHDRAW, TODAY)


def test_every_ground_has_its_words():
    assert set(GROUNDS) == set(Ground)


def test_what_our_renderer_writes_is_ours():
    assert read(package().html).is_ours


FOREIGN = [
    "<script>x</script>", "<SCRIPT>x</SCRIPT>", "<p onclick=x>", '<p class="a" onclick="x">甲</p>', "<p class='a'>甲</p>",
    '<p style="x">甲</p>', '<a href="javascript:x">甲</a>', "<svg/onload=x>", "<img src=x>", "<iframe></iframe>",
    "<!-- x -->", "<!doctype html>", "<?x?>", "<p>甲", "甲</p>", "<p><span>甲</p></span>", "<p", "甲 > 乙", "甲 < 乙",
    "<p/onmouseover=x>甲</p>", "< p>甲</p>", "<p >甲</p>", "<p\n>甲</p>", '<p class="a"onclick="x">甲</p>',
    '<p class="&quot; onclick=x">甲</p>', "<style>p{}</style>", "<base href=x>", "<form></form>", "<input>",
    '<p id="q">甲</p>', "<template></template>", "<math><mtext></mtext></math>", "\x00<scr\x00ipt>",
]  # fmt: skip


@pytest.mark.parametrize("source", FOREIGN)
def test_anything_else_is_foreign(source: str):
    assert not read(source).is_ours
    assert not read(f"<article>{source}</article>").is_ours


def test_an_escaped_bracket_is_a_word_and_not_markup():
    found = read("<p>甲&lt;script&gt;乙</p>")
    assert (found.text, found.is_ours) == ("甲<script>乙\n", True)


@pytest.mark.parametrize("written", ["普府复字〔2026〕128号", "普府复字[2026] 128 号", "普府复字（２０２６）１２８号"])
def test_a_number_is_the_same_however_it_is_written(written: str):
    assert fold(written) == "普府复字2026128号"


def test_a_folded_hit_is_found_where_it_was_written():
    text = "没有告知陈述、\n申辩的权利；Ａ１"
    folded = Folded.of(text)
    (span,) = folded.spans("陈述申辩")
    assert text[slice(*span)] == "陈述、\n申辩"
    (span,) = folded.spans("a1")
    assert text[slice(*span)] == "Ａ１"
    assert folded.spans("") == ()
