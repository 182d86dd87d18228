"""Pydantic's complaints in the words of the form: every fault at once, each with its field's Chinese name."""

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError

from services.chassis.i18n import Language, language_of, translate
from services.kernel.refusal import Fault

SENTENCES: Mapping[str, str] = {
    "missing": "请填写“%(label)s”。",
    "string_too_short": "“%(label)s”请至少填写 %(min_length)s 个字。",
    "string_too_long": "“%(label)s”最多 %(max_length)s 个字。",
    "string_type": "“%(label)s”应当是文字。",
    "string_pattern_mismatch": "“%(label)s”格式不对。",
    "string_unicode": "“%(label)s”含有无法识别的字符。",
    "int_parsing": "“%(label)s”应当是整数。",
    "int_type": "“%(label)s”应当是整数。",
    "int_from_float": "“%(label)s”应当是整数。",
    "int_parsing_size": "“%(label)s”数字过大。",
    "float_parsing": "“%(label)s”应当是数字。",
    "float_type": "“%(label)s”应当是数字。",
    "decimal_parsing": "“%(label)s”应当是数字。",
    "decimal_type": "“%(label)s”应当是数字。",
    "bool_parsing": "“%(label)s”应当是“是”或“否”。",
    "bool_type": "“%(label)s”应当是“是”或“否”。",
    "date_parsing": "“%(label)s”应当是日期，例如 2026-10-12。",
    "date_from_datetime_parsing": "“%(label)s”应当是日期，例如 2026-10-12。",
    "date_from_datetime_inexact": "“%(label)s”应当是日期，例如 2026-10-12。",
    "date_type": "“%(label)s”应当是日期，例如 2026-10-12。",
    "datetime_parsing": "“%(label)s”应当是日期和时间。",
    "datetime_from_date_parsing": "“%(label)s”应当是日期和时间。",
    "enum": "“%(label)s”不在可选的范围内。",
    "literal_error": "“%(label)s”不在可选的范围内。",
    "uuid_parsing": "“%(label)s”编号格式不对。",
    "uuid_type": "“%(label)s”编号格式不对。",
    "greater_than": "“%(label)s”应当大于 %(gt)s。",
    "greater_than_equal": "“%(label)s”不能小于 %(ge)s。",
    "less_than": "“%(label)s”应当小于 %(lt)s。",
    "less_than_equal": "“%(label)s”不能大于 %(le)s。",
    "extra_forbidden": "“%(label)s”是不认识的项目，请删去。",
    "too_short": "“%(label)s”至少 %(min_length)s 项。",
    "too_long": "“%(label)s”最多 %(max_length)s 项。",
    "list_type": "“%(label)s”应当是列表。",
    "tuple_type": "“%(label)s”应当是列表。",
    "model_type": "“%(label)s”内容结构不对。",
    "model_attributes_type": "“%(label)s”内容结构不对。",
    "dict_type": "“%(label)s”内容结构不对。",
    "json_invalid": "内容不是有效的 JSON，没有执行。请检查格式后重新提交。",
    "union_tag_invalid": "“%(label)s”种类不在可选的范围内。",
    "union_tag_not_found": "“%(label)s”请写明种类。",
}
OTHER = "“%(label)s”内容不对。"

# Names that many forms share; a form's own `Field(title="…")` comes first.
LABELS: Mapping[str, str] = {
    "name": "姓名",
    "username": "用户名",
    "password": "密码",
    "title": "标题",
    "number": "编号",
    "kind": "种类",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "地址",
    "id_number": "证件号码",
    "birth_on": "出生日期",
    "claim": "请求事项",
    "story": "事情经过",
    "reason": "理由",
    "reasons": "理由",
    "note": "备注",
    "text": "正文",
    "on": "日期",
    "received_on": "收到日期",
    "decided_on": "决定日期",
    "served_on": "送达日期",
    "made_on": "作出日期",
    "after": "起始日期",
    "page": "页码",
    "version": "版本号",
    "file": "文件",
    "csrf_token": "安全校验码",
    "idempotency_key": "防重复提交编号",
    "case_id": "案件",
    "unit_id": "请求单元",
    "delivery_id": "送达编号",
    "sha256": "文件校验值",
    "signed_by": "签收人",
    "capacity": "签收人身份",
    "witness": "见证人",
    "ground": "事由",
    "issued_on": "公告日期",
    "place": "公告地点或者媒体",
    "slip": "回执影像",
    "how": "送达经过",
    "mode": "送达方式",
    "body": "提交内容",
    "start": "起算日期",
    "law_on": "适用法律的日期",
    "length": "文书写明的期限",
    "time": "起算时刻",
    "suspend_from": "中止日期",
    "suspend_until": "恢复日期",
    "extend_length": "延长多少",
    "extend_on": "决定日期",
}


def label_of(field: str) -> str:
    """The Chinese name of a field: its last known part, or the field as it stands."""
    parts = [part for part in field.split(".") if not part.isdigit()]
    return LABELS.get(parts[-1], field) if parts else field


def _models(request: Request) -> Sequence[type[BaseModel]]:
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return ()
    kinds = (parameter.field_info.annotation for parameter in route.dependant.body_params)
    return tuple(model for kind in kinds for model in _models_in(kind))


def _title(model: type[BaseModel], path: Sequence[str]) -> str | None:
    """The title that the form's own model gives to a field, followed through nested models."""
    found = model.model_fields.get(path[0]) if path else None
    if found is None:
        return None
    inner = _models_in(found.annotation)
    if len(path) > 1 and inner:
        rest = path[2:] if path[1].isdigit() else path[1:]
        return next((title for title in (_title(kind, rest) for kind in inner) if title), None)
    return found.title


def _models_in(annotation: object) -> tuple[type[BaseModel], ...]:
    """The models that a field may hold: by itself, as one of several, or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(kind for part in get_args(annotation) for kind in _models_in(part))


def _label(path: Sequence[str], models: Sequence[type[BaseModel]]) -> str:
    if not path:
        return LABELS["body"]
    titled = (_title(model, path) for model in models)
    return next((title for title in titled if title), None) or label_of(".".join(path))


def faults_of(error: RequestValidationError, request: Request) -> tuple[Fault, ...]:
    """Every fault of a request in the reader's language, none of them repeating what the person typed."""
    models, language = _models(request), language_of(request)
    return tuple(_fault(detail, lambda path: _label(path, models), language) for detail in error.errors())


def faults_in(error: ValidationError, labels: Mapping[str, str]) -> tuple[Fault, ...]:
    """The faults of a form read by hand; the first part of each path is the kind of form, not a field."""
    return tuple(
        _fault(detail, lambda path: labels.get(path[0], label_of(".".join(path))) if path else LABELS["body"])
        for detail in error.errors(include_input=False)
    )


def _fault(detail: Mapping[str, object], label: Callable[[Sequence[str]], str], language: Language = "zh") -> Fault:
    kind = str(detail.get("type", ""))
    location, context = detail.get("loc"), detail.get("ctx")
    path = [str(part) for part in location[1:]] if isinstance(location, (tuple, list)) else []
    values = dict(context) if isinstance(context, dict) else {}
    values["label"] = translate(language, label(path))
    text = translate(language, SENTENCES.get(kind, OTHER), **values)
    return Fault(kind, text, field=".".join(path) if path and kind != "json_invalid" else None)
