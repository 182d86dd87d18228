"""The forms of the trial's steps: procedure, hearing, committee, evidence, inquiries, stay, review of the basis."""

from collections.abc import Mapping

from services.chassis.step_forms import REASON, Field, Options, StepForm

from ..domain import CODES

NONE: Options = (("", "—"),)
SUBMITTERS: Options = (
    ("applicant", "申请人"),
    ("respondent", "被申请人"),
    ("third_party", "第三人"),
    ("body", "复议机构"),
)
RAISERS: Options = (("applicant", "申请人"), ("third_party", "第三人"))


def titles(rows: Mapping[str, object]) -> Options:
    """The rows of a coded list as the options of a field."""
    return tuple((code, str(getattr(row, "title", code))) for code, row in rows.items())


CLEAR = Field("is_clear", "事实清楚、权利义务关系明确、争议不大", "check", required=False)
AGREED = Field("all_agree", "当事人各方同意", "check", required=False)
KIND = Field("kind", "证据种类", "select", titles(CODES.evidence_kinds))
PROVES = Field("proves", "待证事项", "select", titles(CODES.burdens))
TITLE, PURPOSE = Field("title", "证据名称", "text"), Field("purpose", "证明目的", "text")
DAY, HOUR, PLACE = (
    Field("held_on", "听证日期", "date"),
    Field("at", "时间", "text", hint="例如 09:30"),
    Field("place", "地点", "text"),
)

PROCEDURE = (
    StepForm(
        "choose_summary",
        (Field("summary_type", "适用简易程序的情形", "select", titles(CODES.summary_types)), CLEAR, AGREED),
    ),
    StepForm("convert_to_ordinary", (REASON,)),
)
HEARING = (
    StepForm(
        "record_complexity",
        (
            Field("grounds", "情形", "checks", titles(CODES.complexity_grounds), required=False),
            Field("technical", "专业性、技术性较强", "check", required=False),
        ),
    ),
    StepForm(
        "call_hearing",
        (
            DAY,
            HOUR,
            PLACE,
            Field("matters", "听证事项"),
            Field("presiding", "主持人", "text"),
            Field("listeners", "听证员", "lines", hint="每行一人，不少于两人"),
            Field("recorder", "记录员", "text"),
        ),
    ),
    StepForm("move_hearing", (DAY, HOUR, PLACE, REASON)),
    StepForm(
        "record_hearing",
        (
            Field("applicant_came", "申请人到场", "check", required=False),
            Field("applicant_excuse", "申请人未到场的正当理由", "text", required=False),
            Field("respondent_came", "被申请人到场", "check", required=False),
            Field("head_came", "被申请人的负责人到场", "check", required=False),
            Field("head_excuse", "负责人未到场的理由和委托的人员", "text", required=False),
            Field("record", "听证笔录"),
        ),
    ),
    StepForm(
        "consult_committee",
        (Field("cases", "提请的情形", "checks", titles(CODES.committee_cases)), Field("questions", "咨询的问题")),
    ),
    StepForm(
        "record_committee_opinion",
        (
            Field("opinion", "咨询意见"),
            Field("advised", "建议的决定种类", "select", (*NONE, *titles(CODES.outcomes)), required=False),
        ),
    ),
    StepForm("explain_departure", (REASON,)),
)
EVIDENCE = (
    StepForm(
        "record_evidence",
        (
            KIND,
            TITLE,
            Field("submitter", "提交人", "select", SUBMITTERS),
            PROVES,
            PURPOSE,
            Field("collected_on", "取证日期", "date", required=False),
        ),
    ),
    StepForm(
        "allow_supplement",
        (Field("raised_by", "提出新理由、新证据的人", "select", RAISERS), Field("matter", "新的理由或者证据")),
    ),
    StepForm("supplement_evidence", (KIND, TITLE, PROVES, PURPOSE)),
    StepForm(
        "examine_evidence",
        (
            Field("number", "证据序号", "number"),
            Field("examination", "质证意见和审查结论"),
            Field("admitted", "审查属实，予以采信", "check", required=False),
        ),
    ),
    StepForm(
        "record_file_reading",
        (
            Field("reader", "查阅人", "text"),
            Field("material", "查阅、复制的材料", "text"),
            Field("refused", "不同意的情形", "select", (*NONE, *titles(CODES.reading_refusals)), required=False),
        ),
    ),
    StepForm(
        "inquire",
        (
            Field("way", "方式", "select", titles(CODES.inquiry_ways)),
            Field("of", "被调查的单位或者个人", "text"),
            Field("officers", "调查人员", "lines", hint="每行一人，不少于两人"),
            Field("cards_shown", "已出示行政复议工作证件", "check", required=False),
            Field("record", "调查笔录"),
        ),
    ),
    StepForm(
        "begin_excluded_time",
        (Field("ground", "事项", "select", titles(CODES.excluded_times)), Field("matter", "鉴定或者勘验的内容")),
    ),
    StepForm("end_excluded_time", (Field("result", "鉴定或者勘验的结果"),), tone="primary"),
)
STAY = (
    StepForm("order_stay", (Field("ground", "停止执行的情形", "select", titles(CODES.stay_grounds)), REASON)),
    StepForm("decline_stay", (REASON,)),
    StepForm("lift_stay", (REASON,)),
)
BASIS = (
    StepForm(
        "request_attached_review",
        (
            Field("kind", "规范性文件的种类", "select", titles(CODES.normative_documents)),
            Field("document", "文件名称和文号", "text"),
            Field("provision", "有关条款", "text"),
            Field("maker", "制定机关", "text"),
            Field("maker_address", "制定机关地址", "text", required=False),
            REASON,
            Field("own_motion", "依职权审查", "check", required=False),
        ),
    ),
    StepForm("decline_attached_review", (REASON,), tone="danger"),
    StepForm("take_up_attached_review", (Field("competent", "本机关有权处理", "check", required=False),)),
    StepForm("notify_basis_maker", tone="primary"),
    StepForm("file_basis_reply", (Field("reply", "制定机关的书面答复"),)),
    StepForm(
        "transfer_basis",
        (
            Field("receiver", "接受转送的机关", "text"),
            Field("receiver_address", "接受转送机关的地址", "text", required=False),
        ),
        tone="primary",
    ),
    StepForm(
        "conclude_attached_review",
        (Field("result", "审查结果", "select", titles(CODES.basis_results)), Field("opinion", "审查意见")),
        tone="primary",
    ),
)
TRIAL = (*PROCEDURE, *HEARING, *EVIDENCE, *STAY, *BASIS)
