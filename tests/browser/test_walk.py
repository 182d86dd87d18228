"""The pages of one walk, as the people in their roles meet them: from the desk to the public site."""

from playwright.sync_api import Browser, expect

from services.chassis.demo_users import DEMO_PASSWORD
from tests.browser.house import House
from tests.browser.visitor import Visitor, visitor

FINE = {
    "name": "吴小芹",
    "id_number": "310107198804122842",
    "phone": "13918745206",
    "district": "上海市普陀区",
    "road": "志丹路",
    "detail": "462弄7号502室",
    "received_on": "2026-11-23",
    "story": "我在菜场摆摊。11月16日市场监管局认定我的电子秤不准，没有听我说明就罚了五千元。",
    "u0-claim": "撤销行政处罚决定",
    "u0-act_title": "行政处罚决定书",
    "u0-act_number": "普市监罚〔2026〕318号",
    "u0-act_made_on": "2026-11-16",
    "u0-served_on": "2026-11-17",
    "u0-fine_amount": "5000",
}
CHOICES = {"u0-respondent_organ": "putuo.market", "u0-act_kind": "penalty", "u0-on_spot": "no", "u0-told_remedy": "yes"}


def fill_in_the_filing(clerk: Visitor) -> None:
    clerk.visit("/desk/disputes/new")
    clerk.page.locator("input[name=u0-nature][value=act]").check()
    for name, value in CHOICES.items():
        clerk.page.locator(f"[name={name}]").select_option(value)
    for name, value in FINE.items():
        clerk.page.locator(f"[name={name}]").fill(value)


def register(clerk: Visitor) -> None:
    """File what stands in the form; where something like it is there already, say why this is another matter."""
    clerk.page.get_by_role("button", name="登记并分流").click()
    if clerk.page.locator("#duplicates").count():
        clerk.page.locator("[name=despite_reason]").fill("另一份决定书，已核对原件。")
        clerk.page.get_by_role("button", name="仍要登记").click()
    expect(clerk.page.locator(".receipt")).to_be_visible()


def test_a_person_signs_in_and_out(chromium: Browser, house: House) -> None:
    with visitor(chromium, house) as somebody:
        somebody.visit("/desk")
        expect(somebody.page).to_have_url(f"{house.address}/sign-in?next=/desk")
        somebody.page.get_by_label("用户名").fill("chuangkou")
        somebody.page.get_by_label("密码", exact=True).fill("wrong")
        somebody.page.get_by_role("button", name="登录", exact=True).click()
        expect(somebody.page.get_by_text("用户名或密码不对")).to_be_visible()
        somebody.page.get_by_label("密码", exact=True).fill(DEMO_PASSWORD)
        somebody.page.get_by_role("button", name="登录", exact=True).click()
        expect(somebody.page).to_have_url(f"{house.address}/desk")
        somebody.page.get_by_role("button", name="退出").click()
        expect(somebody.page.get_by_role("heading", level=1)).to_have_text("登录")


def test_a_demo_user_signs_in_by_one_button(chromium: Browser, house: House) -> None:
    with visitor(chromium, house) as somebody:
        somebody.visit("/sign-in")
        somebody.page.get_by_role("button", name="顾晓岚").click()
        expect(somebody.page).to_have_url(f"{house.address}/reconsideration")


def test_the_desk_files_a_story_and_gets_its_receipt(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "intake_clerk") as clerk:
        fill_in_the_filing(clerk)
        register(clerk)
        told = clerk.reads()
        assert "普非诉〔2026〕" in told
        assert "行政复议" in told
        assert "行政复议法 第" in told, "the articles of the route"
        assert "2027年1月18日" in told, "行政复议法 第二十条: sixty days from 2026-11-17 end on a Saturday"
        clerk.page.goto(clerk.page.url.removesuffix("/receipt") + "/receipt")
        assert "吴小芹" in clerk.reads()
        assert clerk.complaints == []


def test_a_filing_with_faults_names_each_of_them_and_keeps_what_was_typed(chromium: Browser, house: House) -> None:
    with visitor(chromium, house, "intake_clerk") as clerk:
        fill_in_the_filing(clerk)
        clerk.page.locator("[name=u0-claim]").fill("")
        clerk.page.locator("[name=received_on]").fill("2026-11-30")
        clerk.page.get_by_role("button", name="登记并分流").click()
        faults = clerk.page.locator(".alert.bad li")
        expect(faults.first).to_be_visible()
        assert faults.count() >= 2
        assert clerk.page.locator("[name=story]").input_value() == FINE["story"]


def test_the_officer_accepts_and_sends_the_copy_and_the_organ_answers(chromium: Browser, house: House) -> None:
    case = house.case("filed")
    with visitor(chromium, house, "officer") as officer:
        officer.visit("/reconsideration")
        officer.page.locator(f"a[href='{case}']").first.click()
        officer.step("accept_application", ticks="met")
        expect(officer.page.locator("#step-send_copy")).to_be_visible()
        officer.step("send_copy")
        expect(officer.page.locator("#papers")).to_contain_text("通知书")
        house.carry()
        record_the_slip(officer)
        assert officer.complaints == []
    house.carry()
    with visitor(chromium, house, "respondent") as organ:
        organ.visit(case.replace("/cases/", "/organ/cases/"))
        expect(organ.page.locator("#clocks")).to_contain_text(
            "2026年12月7日"
        )  # 行政复议法 第四十八条: ten working days
        organ.step("file_reply", statement="处罚程序合法，请求维持。", evidence="现场笔录\n送达回证")
        expect(organ.page.locator("main")).to_contain_text("处罚程序合法，请求维持。")


def record_the_slip(officer: Visitor) -> None:
    """The respondent signed for the notice to reply today."""
    officer.visit("/notices")
    officer.page.locator("tr", has_text="被申请人").or_(
        officer.page.locator("tr", has_text="答复通知书")
    ).first.locator("a").click()
    officer.page.locator("a[href$='/receipt']").click()
    officer.page.locator("[name=on]").fill("2026-11-23")
    officer.page.locator("[name=signed_by]").fill("孙立新")
    officer.page.locator("[name=capacity]").select_option("mail_clerk")
    officer.page.locator("main form button[type=submit]").click()
    expect(officer.page.locator("main")).to_contain_text("已送达")


def test_a_decision_is_drafted_with_all_its_faults_told_then_reviewed_and_signed_by_others(
    chromium: Browser, house: House
) -> None:
    case = house.case("heard")
    with visitor(chromium, house, "officer") as officer:
        officer.visit(f"{case}/decision")
        officer.page.locator("form[action$='/decision']").evaluate("form => form.noValidate = true")
        officer.page.locator("[name=outcome][value=REVOKE]").check()
        officer.page.locator("[name=grounds][value=G-SOUND]").check()
        officer.page.locator("[name=found]").fill("")
        officer.page.locator("[name=reasons]").fill("")
        officer.page.get_by_role("button", name="保存并检查").click()
        expect(officer.page.locator(".alert.bad li").nth(2)).to_be_visible()
        officer.page.locator("form[action$='/decision']").evaluate("form => form.noValidate = true")
        officer.page.locator("[name=grounds][value=G-SOUND]").uncheck()
        officer.page.locator("[name=grounds][value=G-PROC]").check()
        officer.page.locator("[name=found]").fill("被申请人作出处罚前，没有告知申请人有陈述、申辩的权利。")
        officer.page.locator("[name=reasons]").fill("被申请人未依法告知陈述、申辩的权利，违反法定程序。")
        officer.page.locator("[name=compensation]").select_option("none_due")
        officer.page.get_by_role("button", name="保存并检查").click()
        assert officer.page.locator(".alert.bad li").all_inner_texts() == []
        expect(officer.page.locator(".preview")).to_contain_text("行政复议决定书")
    for role, step in (("reviewer", "review_decision"), ("leader", "sign_decision")):
        with visitor(chromium, house, role) as reader:
            reader.visit(case)
            reader.step(step, approved="true")
            expect(reader.page.locator("#timeline")).to_be_visible()
            assert reader.page.locator(f"#step-{step}").count() == 0


def test_a_decision_is_masked_read_by_a_second_person_and_opened_to_everybody(chromium: Browser, house: House) -> None:
    case, who = house.case("decision_served"), house.story("decision_served").name
    with visitor(chromium, house, "publisher") as publisher:
        publisher.visit(f"{case}/redaction")
        for choice in publisher.page.locator("input[type=radio][value=mask]").all():
            choice.check()
        publisher.page.get_by_role("button", name="确认审阅").click()
        expect(publisher.page.get_by_role("button", name="提交复核")).to_have_count(0)
    with visitor(chromium, house, "head") as second:
        second.visit(f"{case}/redaction")
        second.page.locator("input[name=approved][value=true]").check()
        second.page.get_by_role("button", name="提交复核").click()
        expect(second.page.get_by_role("heading", level=1)).to_be_visible()
    house.carry()
    with visitor(chromium, house) as anybody:
        anybody.visit("/public")
        anybody.page.locator("ol.shelf a").first.click()
        expect(anybody.page.get_by_role("heading", level=1)).to_be_visible()
        assert "行政复议决定书" in anybody.reads()
        assert who not in anybody.page.content()
        assert anybody.complaints == []
