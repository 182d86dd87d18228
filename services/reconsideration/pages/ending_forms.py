"""The forms of the steps that end a case or follow its decision."""

from services.chassis.step_forms import APPROVED, COMMENT, REASON, Field, Options, StepForm

from ..domain.case import ENDINGS
from .trial_forms import titles

OBJECTS: Options = (
    ("decision", "行政复议决定"),
    ("silence", "复议机关逾期不作决定"),
    ("original_act", "原行政行为（逾期未作决定）"),
)
MEASURES: Options = (("order", "责令限期履行"), ("interview", "约谈"), ("circular", "通报批评"))
RULINGS: Options = (("judgment", "判决"), ("ruling", "裁定"))
REFS = "申请人依次为 A1、A2……"

ENDING = (
    StepForm("decide_withdrawal", (Field("approved", "是否准予撤回", "select", APPROVED), COMMENT)),
    StepForm(
        "terminate_case",
        (Field("ground", "终止的情形", "select", titles(ENDINGS.termination_grounds)), REASON),
        tone="danger",
    ),
    StepForm(
        "record_agreement",
        (
            Field("terms", "调解协议内容"),
            Field("perform_days", "履行期限（日）", "number", required=False),
            Field("voluntary", "各方自愿", "check"),
            Field("lawful", "内容合法，不损害国家利益、社会公共利益和他人合法权益", "check"),
        ),
    ),
    StepForm("sign_statement", (Field("party", "签名盖章的一方", "text", hint=REFS + "；被申请人为 R"),)),
    StepForm("seal_statement", tone="primary"),
    StepForm("break_mediation", (REASON,), tone="danger"),
    StepForm("copy_decision", tone="primary"),
    StepForm("record_performance", (Field("performed_on", "履行日期", "date"), Field("account", "履行情况"))),
    StepForm("press_performance", (Field("measure", "措施", "select", MEASURES),), tone="danger"),
    StepForm("record_takedown", (Field("taken_down_on", "撤回日期", "date"), Field("explanation", "公开说明的理由"))),
    StepForm(
        "demand_performance",
        (Field("debtor", "被催告的一方", "text", hint=REFS), Field("matter", "应当履行的义务")),
        tone="danger",
    ),
    StepForm("apply_enforcement", tone="danger"),
    StepForm("record_enforcement", (Field("result", "执行结果"),)),
    StepForm(
        "record_suit",
        (
            Field("plaintiffs", "起诉的一方", "lines", hint=REFS + "；每行一个"),
            Field("object", "诉讼标的", "select", OBJECTS),
            Field("filed_on", "起诉日期", "date"),
            Field("court", "受理法院", "text", required=False, hint="不填写的，按规则指向的法院"),
            Field("court_number", "法院案号", "text", required=False),
        ),
    ),
    StepForm("record_complaint", (Field("received_on", "收到起诉状副本的日期", "date"),)),
    StepForm("file_defence", (Field("filed_on", "答辩举证的日期", "date"),)),
    StepForm(
        "record_appearance",
        (
            Field("held_on", "开庭日期", "date"),
            Field("head_came", "负责人出庭", "check", required=False),
            Field("person", "出庭人员", "text"),
            Field("excuse", "负责人不能出庭的理由", required=False),
        ),
    ),
    StepForm(
        "record_ruling",
        (
            Field("kind", "文书", "select", RULINGS),
            Field("served_on", "收到日期", "date"),
            Field("result", "裁判结果"),
        ),
    ),
    StepForm("record_appeal", (Field("filed_on", "上诉日期", "date"),)),
    StepForm(
        "correct_paper",
        (
            Field("paper_number", "被更正文书的文号", "text"),
            Field("wrong", "有误的文字", "text"),
            Field("right", "更正为", "text"),
        ),
    ),
)
