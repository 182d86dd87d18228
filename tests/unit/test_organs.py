"""The organ profile of the district: ids that resolve, jurisdiction by kind, numbers by prefix."""

import pytest

from services.kernel.organs import FOLDER, OrganKind, Profile, profile
from services.kernel.refusal import Refused
from services.kernel.rule import Confidence
from services.kernel.yaml_data import BrokenData, read

PUTUO = profile("putuo")


@pytest.mark.parametrize(
    ("organ", "reviewer", "article"),
    [
        ("putuo.market", ("putuo.government",), "第二十四条第一款第一项"),
        ("putuo.town.taopu", ("putuo.government",), "第二十四条第一款第二项"),
        ("putuo.street.wanli", ("putuo.government",), "第二十四条第一款第三项"),
        ("putuo.government", ("shanghai.government",), "第二十四条第一款第二项"),
        ("putuo.justice", ("putuo.government", "shanghai.justice"), "第二十八条"),
        ("putuo.police", ("putuo.government", "shanghai.government"), "第二十四条第四款"),
        ("putuo.tax", ("shanghai.tax",), "第二十七条"),
        ("putuo.social_insurance", (), "第二十四条"),
    ],
)
def test_each_kind_of_respondent_has_its_reviewing_organ(organ: str, reviewer: tuple[str, ...], article: str) -> None:
    """行政复议法 第二十四条, 第二十七条, 第二十八条."""
    found = PUTUO.jurisdiction(organ)
    assert tuple(one.id for one in found.organs) == reviewer
    assert found.cite.endswith(article)


def test_every_department_has_a_superior_for_the_copy_of_a_letter_of_advice() -> None:
    """行政复议法 第七十九条第二款."""
    assert all(PUTUO.superior_of(organ.id) for organ in PUTUO.of_kind(OrganKind.DEPARTMENT))


def test_every_respondent_has_an_answer_to_who_reviews_it() -> None:
    assert all(PUTUO.jurisdiction(organ.id).reason for organ in PUTUO.respondents())


def test_a_dispute_is_numbered_with_the_prefix_of_the_district() -> None:
    assert PUTUO.number("dispute", 2026, 3) == "普非诉〔2026〕3号"


def test_no_prefix_pretends_to_be_confirmed() -> None:
    assert {one.confidence for one in PUTUO.prefixes} == {Confidence.MEMORY}


@pytest.mark.parametrize(
    "ask",
    [
        lambda: PUTUO.organ("putuo.moon"),
        lambda: PUTUO.function("moon"),
        lambda: PUTUO.number("moon", 2026, 1),
        lambda: profile("moon"),
    ],
)
def test_what_the_profile_does_not_hold_is_refused(ask) -> None:
    with pytest.raises(Refused):
        ask()


def test_a_profile_naming_an_organ_it_lacks_does_not_load(tmp_path) -> None:
    text = (FOLDER / "putuo.yaml").read_text(encoding="utf-8").replace("consumer: putuo.market", "consumer: putuo.moon")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenData, match=r"putuo\.moon"):
        read(broken, Profile)
