"""The forms of a case's steps as data: which fields a step needs, and how a posted form becomes its command."""

from pydantic import TypeAdapter

from services.chassis.step_forms import (
    APPROVED,
    COMMENT,
    REASON,
    TOLD_DATE,
    Field,
    Options,
    Reader,
    StepForm,
    by_command,
)

from ..commands.personal import PersonalStep
from ..domain import CODES
from .ending_forms import ENDING
from .opening_forms import MET, OPENING
from .trial_forms import AGREED, CLEAR, TRIAL
from .trial_forms import titles as _titles

STEP: TypeAdapter[PersonalStep] = TypeAdapter(PersonalStep)


WHOM: Options = (("self", "本人"), ("officer", "承办人"), ("second", "第二名承办人"), ("reviewer", "审核人"))
FORMS = by_command(
    StepForm("assign_officer"),
    StepForm(
        "accept_application",
        (
            MET,
            Field("procedure", "审理程序", "select", (("ordinary", "普通程序"), ("summary", "简易程序"))),
            Field(
                "summary_type",
                "适用简易程序的情形",
                "select",
                (("", "—"), *_titles(CODES.summary_types)),
                required=False,
            ),
            CLEAR,
            AGREED,
        ),
        tone="primary",
    ),
    StepForm(
        "refuse_application",
        (
            Field("grounds", "不予受理的事由", "checks", _titles(CODES.refusal_grounds)),
            Field("reasons", "具体理由"),
            Field("competent_organ", "有管辖权的行政复议机关", "text", required=False, hint="管辖不符时必须写明"),
        ),
        tone="danger",
    ),
    StepForm(
        "withdraw_application",
        (Field("reason", "撤回的理由"), Field("settlement", "和解的内容", required=False)),
        tone="danger",
    ),
    StepForm("send_copy", tone="primary"),
    StepForm(
        "file_reply",
        (
            Field("statement", "书面答复"),
            Field("evidence", "证据、依据目录", "lines", hint="每行一项", required=False),
        ),
        tone="primary",
    ),
    StepForm(
        "hear_opinions",
        (
            Field(
                "way",
                "方式",
                "select",
                (
                    ("in_person", "当面"),
                    ("telephone", "电话"),
                    ("internet", "互联网"),
                    ("written", "书面（因当事人原因）"),
                ),
            ),
            Field("summary", "听取意见的要点"),
        ),
    ),
    TOLD_DATE,
    StepForm("extend_limit", (Field("days", "延长日数", "number"), REASON)),
    StepForm(
        "suspend",
        (
            Field("ground", "中止的情形", "select", _titles(CODES.suspension_grounds)),
            REASON,
            Field("applicant_agrees", "申请人同意", "check", required=False),
            Field("respondent_agrees", "被申请人同意", "check", required=False),
        ),
    ),
    StepForm("resume", (REASON,), tone="primary"),
    StepForm("review_decision", (Field("approved", "审核结论", "select", APPROVED), COMMENT), tone="primary"),
    StepForm(
        "discuss_decision", (Field("views", "参加人及意见", "lines", hint="每行一人：姓名，同意或者不同意，意见"),)
    ),
    StepForm("bypass_review", (REASON,), tone="danger"),
    StepForm("assign_second"),
    StepForm("return_case", (REASON,)),
    StepForm(
        "declare_conflict",
        (
            Field("whom", "何人回避", "select", WHOM),
            Field("ground", "回避的情形", "select", _titles(CODES.conflict_grounds)),
            REASON,
        ),
    ),
    StepForm(
        "decide_conflict",
        (Field("excluded", "回避的决定", "select", (("true", "应当回避"), ("false", "不需要回避"))), REASON),
        tone="primary",
    ),
    StepForm("sign_decision", (Field("approved", "签发结论", "select", APPROVED), COMMENT), tone="primary"),
    StepForm("approve_redaction", (Field("approved", "复核结论", "select", APPROVED), COMMENT), tone="primary"),
    StepForm(
        "withhold_publication",
        (Field("ground", "不公开的理由", "select", _titles(CODES.withhold_grounds)), REASON),
        tone="danger",
    ),
    StepForm(
        "draft_advice",
        (
            Field("findings", "发现的瑕疵", "checks", _titles(CODES.defects), required=False),
            Field("corrections", "纠正意见", "lines", hint="每行一条"),
        ),
    ),
    StepForm("sign_advice", tone="primary"),
    StepForm("decline_advice", (REASON,), tone="danger"),
    StepForm("file_advice_report", (Field("measures", "纠正情况"),), tone="primary"),
    StepForm(
        "verify_advice",
        (
            Field(
                "result",
                "核验结论",
                "select",
                (("corrected", "已纠正"), ("partly", "部分纠正"), ("not_corrected", "未纠正")),
            ),
            COMMENT,
        ),
        tone="primary",
    ),
    StepForm("close_case", tone="primary"),
    *OPENING,
    *TRIAL,
    *ENDING,
)


READER = Reader(FORMS, STEP)
