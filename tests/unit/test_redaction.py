"""Masking: known parties by structure and in free text, suspects by a person, nothing applied before all are decided."""

from datetime import date

import pytest

from services.kernel.document import Document, Draft, Edition, FactKind, Facts, fact
from services.kernel.redaction import (
    Identifier,
    Plan,
    Source,
    add_mask,
    apply,
    keep_suspect,
    mask_suspect,
    plan,
    remove_mask,
    residue,
)
from services.kernel.redaction.model import Spot
from services.kernel.redaction.names import address_token, business_token, person_token, trade_name
from services.kernel.redaction.patterns import is_card_number, is_credit_code, is_id_number, propose
from services.kernel.refusal import Refused
from tests.fixtures.sample_papers import BUREAU, KEEP, ORGAN, advice_letter, decision_letter, identifiers

BY = "王审"


def _paper(text: str, *people: str, title: str = "行政复议决定书") -> tuple[Document, tuple[Identifier, ...]]:
    facts = [fact(f"party{n}.name", name, FactKind.PERSON) for n, name in enumerate(people)]
    draft = Draft(Facts([*facts, fact("case.story", text, FactKind.FREE)]))
    for n, _ in enumerate(people):
        draft.party(f"p{n}", f"申请人：{{party{n}.name}}。")
    draft.paragraph("story", "{case.story}")
    paper = draft.document(
        kind="d", organ=ORGAN, title=title, number="普府复字〔2026〕1号", dated_on=date(2026, 11, 23)
    )
    known = tuple(Identifier(ref=f.ref, kind=f.kind, value=f.value) for f in facts)
    return paper, known


def _decided(drawn: Plan) -> Plan:
    while drawn.suspects:
        drawn = mask_suspect(drawn, drawn.suspects[0].id, reason="个人信息", by=BY)
    return drawn


def _story(paper: Document, drawn: Plan) -> str:
    return apply(paper, drawn).block("story").text


@pytest.mark.parametrize(
    ("name", "token"),
    [
        ("张三", "张某"), ("欧阳㛃", "欧阳某"), ("司马光远", "司马某"), ("阿依古丽·买买提", "阿某"), ("㛃", "㛃某"),
        ("John Smith", "J某"), ("卡琳娜•伊万诺娃", "卡某"), ("爱新觉罗启星", "爱新觉罗某"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_surname_alone(name: str, token: str) -> None:
    """法释〔2016〕19号 第九条."""
    assert person_token(name) == token


@pytest.mark.parametrize(
    ("name", "kind", "token", "core"),
    [
        ("上海鑫淼餐饮管理有限公司", FactKind.COMPANY, "某公司", "鑫淼"),
        ("上海市普陀区鑫达科技有限公司", FactKind.COMPANY, "某公司", "鑫达"),
        ("上海市普陀区老李烧烤店", FactKind.SOLE_TRADER, "某烧烤店", "老李"),
        ("普陀区㛃味小吃店", FactKind.SOLE_TRADER, "某小吃店", "㛃味"),
        ("曹杨蔬菜合作社", FactKind.COMPANY, "某合作社", "曹杨蔬菜"),
    ],
)
def test_a_business_keeps_its_form_and_a_sole_trader_the_trade(
    name: str, kind: FactKind, token: str, core: str
) -> None:
    assert (business_token(name, kind), trade_name(name)) == (token, core)


def test_an_address_keeps_the_district() -> None:
    assert address_token("上海市普陀区柳浪街88弄3号502室") == "上海市普陀区"
    assert address_token("江苏省南京市鼓楼区中山路1号") == "江苏省南京市鼓楼区"


def test_the_public_edition_of_a_decision_names_nobody_and_keeps_the_organs() -> None:
    paper = decision_letter()
    drawn = _decided(plan(paper, identifiers(), KEEP))
    masked = apply(paper, drawn)
    assert residue(masked.plain, drawn.watch, allowed=drawn.allowed) == ()
    assert masked.edition is Edition.PUBLIC
    assert masked.block("respondent").text == f"被申请人：{BUREAU}，住所地上海市普陀区大渡河路1668号。"
    assert masked.block("applicant").text == "申请人：欧阳某，女，住上海市普陀区。"
    assert "鑫淼" not in masked.plain
    assert "2026年9月20日作出的沪市监普处〔2026〕072026000123号行政处罚决定" in masked.plain


def test_the_same_person_has_the_same_token_in_fields_and_in_free_text() -> None:
    paper = decision_letter()
    drawn = _decided(plan(paper, identifiers(), KEEP))
    tokens = {r.text for r in drawn.replacements if r.key == "欧阳㛃"}
    assert tokens == {"欧阳某"}
    assert {r.text for r in drawn.replacements if r.key == "张𬱖"} == {"张某2"}
    assert {r.text for r in drawn.replacements if r.key == "张堃"} == {"张某1"}


def test_equal_tokens_are_told_apart_by_figures_in_order_of_appearance() -> None:
    paper, known = _paper("张三打了张四，张四又告诉张三。", "张四", "张三")
    assert _story(paper, plan(paper, known)) == "张某2打了张某1，张某1又告诉张某2。"


def test_a_single_token_has_no_figure() -> None:
    paper, known = _paper("张三到场。", "张三")
    assert _story(paper, plan(paper, known)) == "张某到场。"


def test_a_longer_name_wins_over_a_shorter_one_inside_it() -> None:
    paper, known = _paper("张三丰和张三一起到场。", "张三", "张三丰")
    assert _story(paper, plan(paper, known)) == "张某2和张某1一起到场。"


@pytest.mark.parametrize("written", ["张 三", "张　三", "张-三", "张·三", "张*三"])
def test_a_known_name_is_found_however_it_is_spaced(written: str) -> None:
    paper, known = _paper(f"见到{written}到场。", "张三")
    assert _story(paper, plan(paper, known)) == "见到张某到场。"


@pytest.mark.parametrize(
    "written", ["13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "一三八一二三四五六七八"]
)
def test_a_known_number_is_found_however_it_is_written(written: str) -> None:
    paper, _ = _paper(f"电话{written}联系。")
    known = (Identifier(ref="applicant.phone", kind=FactKind.PHONE, value="13812345678"),)
    assert _story(paper, plan(paper, known)) == "电话×××联系。"


def test_the_end_of_a_clause_is_not_part_of_a_name() -> None:
    paper, known = _paper("店铺开张，三人到场。", "张三")
    assert _story(paper, plan(paper, known)) == "店铺开张，三人到场。"


def test_parts_of_a_minority_name_are_masked_too() -> None:
    paper, known = _paper("买买提到场，阿依古丽也到场。", "阿依古丽·买买提")
    assert _story(paper, plan(paper, known)) == "阿某到场，阿某也到场。"


def test_the_title_and_the_addressee_are_masked_as_well() -> None:
    paper, known = _paper("正文。", "张三", title="关于{party0.name}的通知")
    assert apply(paper, plan(paper, known)).title.text == "关于张某的通知"
    letter = advice_letter()
    masked = apply(letter, plan(letter, identifiers(), KEEP))
    assert masked.addressee
    assert masked.addressee.text == BUREAU
    assert "本机关在审理欧阳某不服你局" in masked.plain


def test_an_organ_that_contains_a_partys_name_stays_readable() -> None:
    keep = "上海市普陀区曹杨新村街道办事处"
    paper, known = _paper(f"曹杨到{keep}申请。", "曹杨")
    drawn = plan(paper, known, (keep,))
    assert _story(paper, drawn) == f"曹某到{keep}申请。"
    assert residue(apply(paper, drawn).plain, drawn.watch, allowed=drawn.allowed) == ()


def test_a_kept_district_does_not_shelter_the_address_behind_it() -> None:
    keep = ("普陀区", ORGAN)
    known = (Identifier(ref="a.address", kind=FactKind.ADDRESS, value="上海市普陀区柳浪街88弄3号502室"),)
    paper, _ = _paper("他住上海市普陀区柳浪街88弄3号502室，邻居住普陀区桂花路88号。")
    drawn = plan(paper, known, keep)
    assert [s.text for s in drawn.suspects] == ["桂花路88号"]
    assert residue("上海市普陀区柳浪街88弄3号502室", known, allowed=keep)
    assert "柳浪" not in _story(paper, _decided(drawn))


def test_an_alias_that_contains_a_kept_word_is_still_found() -> None:
    known = (Identifier(ref="a", kind=FactKind.COMPANY, value="鑫达有限公司", aliases=("普陀区鑫达",)),)
    assert [r.form for r in residue("普陀区鑫达送货", known, allowed=("普陀区",))] == ["别称1"]


def test_every_replacement_tells_its_reason_and_its_source() -> None:
    paper = decision_letter()
    drawn = plan(paper, identifiers(), KEEP)
    assert all(r.reason and r.source is Source.STRUCTURE for r in drawn.replacements)
    assert any(r.is_field for r in drawn.replacements)
    assert any(not r.is_field for r in drawn.replacements)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("身份证11010519491231002X的人", FactKind.ID_NUMBER),
        ("身份证110105 19491231 002X的人", FactKind.ID_NUMBER),
        ("代码91350100M000100Y43的公司", FactKind.CREDIT_CODE),
        ("卡号6222 0212 3456 7894收款", FactKind.ACCOUNT),
        ("手机13912345678联系", FactKind.PHONE),
        ("手机１３９１２３４５６７８联系", FactKind.PHONE),
        ("座机021-52561234联系", FactKind.PHONE),
        ("车辆沪A12345停在", FactKind.PLATE),
        ("车辆沪AD12345停在", FactKind.PLATE),
        ("邮箱li.si@example.com联系", FactKind.EMAIL),
        ("微信号lisi_1985联系", FactKind.EMAIL),
        ("1985年3月2日出生的", FactKind.BIRTH),
        ("住在桂花路88号的", FactKind.ADDRESS),
        ("证人刘强称", FactKind.PERSON),
        ("王女士到场", FactKind.PERSON),
        ("另案（2025）沪0107行初12号判决", FactKind.PLAIN),
    ],
)
def test_what_looks_identifying_is_proposed_and_stops_the_publication(text: str, kind: FactKind) -> None:
    paper, _ = _paper(text)
    drawn = plan(paper, ())
    assert kind in {suspect.kind for suspect in drawn.suspects}
    with pytest.raises(Refused) as refusal:
        apply(paper, drawn)
    assert refusal.value.code == "redaction.open"


@pytest.mark.parametrize(
    "text",
    [
        "罚款60000元，2026年9月20日作出", "《中华人民共和国行政处罚法》第四十四条", "流水20260920123456789012345",
        "十五日内向人民法院起诉", "共计1234567.89元",
    ],
)  # fmt: skip
def test_ordinary_figures_are_not_proposed(text: str) -> None:
    assert list(propose(text)) == []


def test_check_characters_are_computed() -> None:
    """GB 11643, GB 32100, ISO/IEC 7812 (Luhn)."""
    assert is_id_number("11010519491231002X")
    assert not is_id_number("110105194912310021")
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert is_card_number("6222021234567894")
    assert not is_card_number("6222021234567895")


def test_a_known_trade_name_alone_and_a_given_name_wait_for_a_person() -> None:
    company = Identifier(ref="supplier.name", kind=FactKind.COMPANY, value="上海鑫淼餐饮管理有限公司")
    paper, known = _paper("鑫淼送货，若溪签收，老陈在场。", "陈若溪")
    drawn = plan(paper, (*known, company))
    assert {s.text for s in drawn.suspects} == {"鑫淼", "若溪", "老陈"}
    assert _story(paper, _decided(drawn)) == "某公司送货，陈某签收，陈某在场。"


def test_a_decision_holds_for_the_whole_paper() -> None:
    paper, _ = _paper("证人刘强称，刘强在场。证人刘强已签字。")
    drawn = plan(paper, ())
    masked = mask_suspect(drawn, drawn.suspects[0].id, reason="证人", by=BY)
    assert not masked.suspects
    assert all(r.source is Source.HUMAN and r.by == BY for r in masked.replacements)


def test_a_kept_suspect_stays_readable_and_passes_the_proof() -> None:
    paper, known = _paper("申请人主张以和平方式解决。", "李和平")
    drawn = plan(paper, known)
    assert [s.text for s in drawn.suspects] == ["和平"]
    kept = keep_suspect(drawn, drawn.suspects[0].id, reason="普通词语", by=BY)
    assert _story(paper, kept) == "申请人主张以和平方式解决。"
    assert kept.kept[0].reason == "普通词语"


def test_a_wrong_hit_can_be_taken_back_and_the_proof_accepts_exactly_that_place() -> None:
    paper, known = _paper("成本扩张三倍。", "张三")
    drawn = plan(paper, known)
    assert _story(paper, drawn) == "成本扩张某倍。"
    wrong = next(r for r in drawn.replacements if not r.is_field)
    assert _story(paper, remove_mask(drawn, paper, wrong.id, reason="不是人名", by=BY)) == "成本扩张三倍。"


def test_a_partys_own_field_cannot_be_unmasked() -> None:
    paper, known = _paper("正文。", "张三")
    drawn = plan(paper, known)
    with pytest.raises(Refused) as refusal:
        remove_mask(drawn, paper, drawn.replacements[0].id, reason="公众人物", by=BY)
    assert refusal.value.code == "redaction.field"


def test_a_person_may_mask_what_nobody_proposed_everywhere() -> None:
    paper, _ = _paper("他在红星桥头卖花，红星桥头人人认识。")
    drawn = add_mask(
        plan(paper, ()), paper, Spot(place="block:story", start=2, end=6), token="某地", reason="可识别", by=BY
    )
    assert _story(paper, drawn) == "他在某地卖花，某地人人认识。"
    assert "红星桥头" in {i.value for i in drawn.watch}


def test_an_added_name_joins_the_figures() -> None:
    paper, known = _paper("张三与张伟到场。", "张三")
    drawn = add_mask(
        plan(paper, known), paper, Spot(place="block:story", start=3, end=5), token="张某", reason="证人", by=BY
    )
    assert _story(paper, drawn) == "张某1与张某2到场。"


@pytest.mark.parametrize(("reason", "by"), [("", BY), ("  ", BY), ("证人", "")])
def test_a_decision_without_reason_or_name_is_refused(reason: str, by: str) -> None:
    paper, _ = _paper("证人刘强称")
    drawn = plan(paper, ())
    with pytest.raises(Refused) as refusal:
        mask_suspect(drawn, drawn.suspects[0].id, reason=reason, by=by)
    assert refusal.value.code == "redaction.reason"


def test_a_mask_may_not_repeat_what_it_hides_nor_overlap_another() -> None:
    paper, known = _paper("张三在红星桥头。", "张三")
    drawn = plan(paper, known)
    for start, end, token, code in ((3, 7, "某红星桥头", "redaction.token"), (1, 4, "某", "redaction.already_masked"),
                                    (50, 60, "某", "redaction.nothing_selected")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            add_mask(drawn, paper, Spot(place="block:story", start=start, end=end), token=token, reason="r", by=BY)
        assert refusal.value.code == code


def test_a_plan_fits_only_the_paper_it_was_drawn_up_for() -> None:
    paper, known = _paper("张三到场。", "张三")
    other, _ = _paper("张三没有到场。", "张三")
    with pytest.raises(Refused) as refusal:
        apply(other, plan(paper, known))
    assert refusal.value.code == "redaction.other_document"


def test_the_proof_catches_what_the_plan_was_made_to_miss() -> None:
    paper, known = _paper("张三到场。", "张三")
    drawn = plan(paper, known)
    broken = drawn.model_copy(update={"replacements": drawn.replacements[:1]})
    with pytest.raises(Refused) as refusal:
        apply(paper, broken)
    assert refusal.value.code == "redaction.residue"
    assert refusal.value.faults[0].field == "block:story"


def test_a_plan_survives_its_json() -> None:
    drawn = plan(decision_letter(), identifiers(), KEEP)
    assert Plan.model_validate_json(drawn.model_dump_json()) == drawn


def test_two_plans_of_one_paper_do_not_differ() -> None:
    assert plan(decision_letter(), identifiers(), KEEP) == plan(decision_letter(), identifiers(), KEEP)


def test_a_masked_serial_is_sought_as_a_number_of_an_act_and_not_in_dates() -> None:
    """A paper with “〔2026〕22号” masked still says “9月22日”: that alone must not stop its publication for ever."""
    serial = (Identifier(ref="act.number", kind=FactKind.PLAIN, value="22"),)
    assert residue("于2026年9月22日罚款2200元（普城管罚〔2026〕×号），住所地1022号", serial) == ()
    assert [found.form for found in residue("普城管罚〔2026〕22号", serial)] == ["文号"]
