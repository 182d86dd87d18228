"""The forms of the opening's steps: conditions, correction, filing, parties, orders from above."""

from services.chassis.step_forms import REASON, Field, Options, StepForm
from services.kernel.opening import opening_codes

from ..domain import CODES
from .trial_forms import titles

OPENING_CODES = opening_codes()
MET = Field("met", "受理条件（逐项确认）", "checks", titles(OPENING_CODES.conditions))
YES_NO: Options = (("true", "是"), ("false", "否"))
NEWCOMER = (
    Field("name", "姓名或者名称", "text"),
    Field(
        "kind",
        "类别",
        "select",
        (("person", "公民"), ("company", "法人或者其他组织"), ("sole_trader", "个体工商户")),
    ),
    Field("id_number", "证件号码", "text", required=False),
    Field("phone", "联系电话", "text", required=False),
    Field("district", "所在区", "text", required=False),
    Field("street", "路名门牌", "text", required=False),
    Field("detail", "楼室", "text", required=False),
)
PRINCIPAL = Field("principal", "委托人", "text", hint="填写当事人编号，如 A1、T1")
OTHER = Field("other_number", "另一案件的案号", "text")

OPENING = (
    StepForm("ask_correction", (Field("gaps", "需要补正的事项", "lines", hint="每行一项，须一次性载明"),)),
    StepForm("extend_correction", (Field("days", "延长工作日数", "number"), REASON)),
    StepForm(
        "file_correction",
        (
            Field("materials", "补正材料", "lines", hint="每行一项"),
            Field("posted_on", "交邮日期", "date", required=False),
            Field("late_reason", "逾期的正当理由", required=False),
        ),
        tone="primary",
    ),
    StepForm(
        "record_knowledge",
        (
            Field("manner", "知道的方式", "select", titles(OPENING_CODES.manners)),
            Field("known_on", "知道或者应当知道之日", "date", required=False),
            Field("remedies_told", "是否告知了复议权利、机关和期限", "select", YES_NO),
            Field("told_on", "知道复议权利、机关和期限之日", "date", required=False),
            Field("real_property", "因不动产提出", "check", required=False),
            Field("longer_days", "法律规定的更长申请期限（日）", "number", required=False),
            Field("longer_basis", "更长期限的法律依据", "text", required=False),
        ),
    ),
    StepForm(
        "record_obstacle",
        (Field("from_on", "障碍发生之日", "date"), Field("until_on", "障碍消除之日", "date"), REASON),
    ),
    StepForm(
        "record_forwarding",
        (
            Field("ground", "处罚的种类", "select", titles(OPENING_CODES.forwarding)),
            Field("organ_received_on", "处罚机关收到申请之日", "date"),
        ),
    ),
    StepForm(
        "record_oral_application",
        (Field("record", "口头申请笔录"), Field("confirmed", "已向申请人核对或者宣读，并由其签字确认", "check")),
    ),
    StepForm(
        "offer_mediation",
        (
            Field("applicant_willing", "申请人同意", "check", required=False),
            Field("respondent_willing", "被申请人同意", "check", required=False),
        ),
    ),
    StepForm("end_offered_mediation", (REASON,)),
    StepForm(
        "dismiss_application",
        (
            Field("grounds", "不符合的受理条件", "checks", titles(CODES.refusal_grounds)),
            Field("reasons", "具体理由"),
        ),
        tone="danger",
    ),
    StepForm(
        "obey_superior",
        (
            Field("measure", "责令的内容", "select", titles(OPENING_CODES.measures)),
            Field("organ", "上级行政机关", "text"),
            Field("number", "文号", "text", required=False),
            Field("ordered_on", "责令日期", "date"),
            Field("content", "责令事项"),
        ),
    ),
    StepForm("add_applicant", NEWCOMER),
    StepForm(
        "join_third_party",
        (
            *NEWCOMER,
            Field("interest", "与案件的利害关系"),
            Field("at_own_wish", "自行申请参加", "check", required=False),
        ),
    ),
    StepForm(
        "appoint_agent",
        (
            PRINCIPAL,
            Field("name", "代理人姓名", "text"),
            Field("kind", "代理人身份", "select", titles(OPENING_CODES.agents)),
            Field("matters", "代理事项"),
            Field("powers", "代理权限"),
            Field("until_on", "委托期限届满之日", "date", required=False),
            Field("proved", "授权委托书和双方身份证明已经提交", "check", required=False),
        ),
    ),
    StepForm(
        "release_agent",
        (
            PRINCIPAL,
            Field("name", "代理人姓名", "text"),
            Field("in_writing", "已书面告知", "check", required=False),
        ),
    ),
    StepForm(
        "name_representatives",
        (Field("representatives", "代表人", "lines", hint="每行一个申请人编号，如 A1"),),
    ),
    StepForm("join_cases", (OTHER, REASON)),
    StepForm("split_cases", (OTHER, REASON)),
)
