"""Whom the case does not know is still found wherever the paper names him, and numbers half hidden are still numbers."""

import pytest

from services.kernel.document import FactKind
from services.kernel.redaction import apply, mask_suspect
from services.kernel.redaction import plan as draw_up
from services.kernel.redaction.patterns import propose
from tests.unit.test_redaction import BY, _paper


def test_a_suspect_is_masked_also_where_no_word_before_it_gave_it_away() -> None:
    """Else the leak scan would stop the copy after two people had approved it."""
    paper, known = _paper("李建国在场。经营者李建国称，李 建国并不知情；李建国签名。", "欧阳晓岚")
    drawn = draw_up(paper, known)
    while drawn.suspects:
        drawn = mask_suspect(drawn, drawn.suspects[0].id, reason="案外人", by=BY)
    story = apply(paper, drawn).block("story").text
    assert "建国" not in story
    assert story.count("李某") == 4


@pytest.mark.parametrize(
    "text", ["尾号8000的手机", "身份证后四位为0011", "联系138****8000", "证号1101**********0011", "卡号末四位6217"]
)
def test_half_a_number_is_put_to_a_person(text: str) -> None:
    assert [hit.kind for hit in propose(text)] == [FactKind.PLAIN]


@pytest.mark.parametrize(
    ("text", "name", "token"),
    [
        ("案外人上海大润发有限公司称，", "上海大润发有限公司", "某公司"),
        ("由上海鑫达科技股份有限公司供货。", "上海鑫达科技股份有限公司", "某公司"),
        ("他向普陀区小刘水果店购买。", "普陀区小刘水果店", "某水果店"),
    ],
)
def test_a_business_that_the_case_does_not_know_is_put_to_a_person(text: str, name: str, token: str) -> None:
    (hit,) = propose(text)
    assert (text[hit.start : hit.end], hit.token) == (name, token)
    assert hit.kind is FactKind.COMPANY
