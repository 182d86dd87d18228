"""What looks identifying though the case does not know it: proposals for a person to decide, never a decision."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.kernel.document.reference import FactKind

from .names import business_token, person_token, surname
from .spelling import BLANK, flat

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


@dataclass(frozen=True, slots=True)
class Hit:
    """A proposal: where, what it may be, and what would stand there instead."""

    start: int
    end: int
    kind: FactKind
    token: str
    reason: str


def is_id_number(text: str) -> bool:
    """公民身份号码 with the check character of GB 11643 (ISO 7064 mod 11-2).

    >>> is_id_number("11010519491231002X"), is_id_number("110105194912310021")
    (True, False)
    """
    if not re.fullmatch(r"\d{17}[\dXx]", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return _ID_CHECK[total % 11] == text[-1].upper()


def is_credit_code(text: str) -> bool:
    """统一社会信用代码 with the check character of GB 32100 (mod 31)."""
    text = text.upper()
    if len(text) != 18 or any(c not in _CODE_ALPHABET for c in text):
        return False
    total = sum(_CODE_ALPHABET.index(c) * weight for c, weight in zip(text, _CODE_WEIGHTS, strict=False))
    return _CODE_ALPHABET[(31 - total % 31) % 31] == text[-1]


def is_card_number(text: str) -> bool:
    """A bank card number that passes the Luhn check."""
    doubled = (int(c) * 2 if order % 2 else int(c) for order, c in enumerate(reversed(text)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _id_reason(text: str) -> str | None:
    if is_id_number(text):
        return "公民身份号码（校验位相符）"
    looks = re.match(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", text)
    return "疑似公民身份号码（校验位不符）" if looks else None


def _when(check: Callable[[str], bool], reason: str) -> Callable[[str], str | None]:
    return lambda text: reason if check(text) else None


def _always(reason: str) -> Callable[[str], str | None]:
    return lambda _text: reason


def _spaced(first: str, rest: str, times: str, last: str = "") -> str:
    gap = r"[ \-‐-―]?"
    tail = f"{gap}{last}" if last else ""
    return rf"(?<![0-9A-Za-z]){first}(?:{gap}{rest}){{{times}}}{tail}(?![0-9A-Za-z])"


_NUMBERS: tuple[tuple[FactKind, re.Pattern[str], Callable[[str], str | None]], ...] = tuple(
    (kind, re.compile(pattern), check)
    for kind, pattern, check in (
        (FactKind.ID_NUMBER, _spaced("[1-9]", r"\d", "16", r"[\dXx]"), _id_reason),
        (
            FactKind.CREDIT_CODE,
            _spaced("[1-9A-GY]", "[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]", "17"),
            _when(is_credit_code, "统一社会信用代码（校验位相符）"),
        ),
        (FactKind.ACCOUNT, _spaced(r"\d", r"\d", "15,18"), _when(is_card_number, "银行卡号（校验位相符）")),
        (FactKind.PHONE, r"(?<!\d)(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?!\d)", _always("手机号码")),
        (FactKind.PHONE, r"(?<!\d)\(?0\d{2,3}\)?[ \-‐-―]?[2-9]\d{6,7}(?!\d)", _always("固定电话号码")),
        (FactKind.PLATE, rf"[{_PROVINCES}][A-HJ-NP-Z][· ]?[A-HJ-NP-Z0-9]{{5,6}}(?![A-Za-z0-9])", _always("车牌号")),
        (FactKind.EMAIL, r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+", _always("电子邮箱")),
        (FactKind.EMAIL, r"(?<=微信|QQ)(?:号码?)?[:：\s]*[A-Za-z0-9_\-]{5,20}", _always("网络账号")),
        (
            FactKind.CERTIFICATE,
            r"(?<![A-Z0-9])(?:[EGDPS][A-Z]?\d{7,8}|[HM]\d{8})(?![0-9])",
            _always("护照、通行证号码"),
        ),
        (
            FactKind.CERTIFICATE,
            r"[一-鿿]{0,6}[(〔\[]?\d{4}[)〕\]]?[一-鿿]{0,10}(?:不动产权|房地|房权证|土地证)[一-鿿]{0,4}[\dA-Za-z\-]+号",
            _always("产权证书编号"),
        ),
        (
            FactKind.BIRTH,
            r"\d{4}年\d{1,2}月\d{1,2}日(?=出?生)|(?<=生于)\d{4}年\d{1,2}月\d{1,2}日|(?<=出生日期[:：])[\d年月日\-./]{8,11}",
            _always("出生日期"),
        ),
        (
            FactKind.ADDRESS,
            r"(?:(?![区县市省镇住在于])[一-鿿]){1,4}(?:路|街|大道|巷|胡同|弄|新村|[一二三四五六七八九十]村)\d+(?:弄|号|支弄)(?:\d+(?:号|弄|幢|栋|室|单元|楼|层))*",
            _always("地址"),
        ),
    )
)
_PART = re.compile(
    r"(?:尾号|[后末][四六4-6]位(?:数字?)?)(?:为|是|:)?\s?(?P<tail>\d{3,6}[\dXx]?)(?![\dXx])"
    r"|(?<![\d*])(?P<starred>\d{3,6}[*×xX]{3,14}[\dXx]{2,6})(?![\d*])"
)
_BUSINESS = re.compile(
    r"(?:案外人|第三人|投诉人|举报人|供货商|供应商|商家|店家)?(?!被?申请人|[该本其]|上述|涉案|案涉)"
    r"(?P<name>(?:(?![与和及向由对在为是系从至被将的称])[一-鿿]){2,20}?"
    r"(?P<form>有限责任公司|股份有限公司|有限公司|合伙企业|合作社|经营部|服务部|商行|商店|超市|工作室|"
    r"(?:小吃|烧烤|便利|餐饮|水果|蔬菜|食品|烟酒|烟杂|杂货|百货|服装|理发|美发|美容|五金|建材|修理|奶茶|面包|熟食)店))"
)
_SERIAL = re.compile(r"[(〔\[]\d{4}[)〕\]](?:[一-鿿]{1,3}\d{0,6}[一-鿿]{1,6})?第?(?P<serial>\d+)号")
_CUE = re.compile(
    r"(?:证人|案外人|经营者|店主|员工|顾客|消费者|投诉人|举报人|邻居|负责人|法定代表人|代表人|代理人|监护人|父亲|母亲|丈夫|妻子|"
    r"儿子|女儿|姓名)(?:为|是|:|：)?\s?(?P<name>[一-鿿]{2,4}?)(?=[,.;:，。；：、()（）]|称|说|系|于|与|和|及|在|的|$)"
)
_ADDRESSED = re.compile(r"(?P<name>[一-鿿])(?:先生|女士|小姐)")


def propose(text: str) -> Iterator[Hit]:
    """Everything in `text` that has the shape of an identifier."""
    smooth = flat(text)
    for kind, pattern, check in _NUMBERS:
        for found in pattern.finditer(smooth):
            reason = check(re.sub(r"[ \-‐-―]", "", found[0]))
            if reason:
                yield Hit(found.start(), found.end(), kind, BLANK, reason)
    for found in _SERIAL.finditer(smooth):
        serial = found.start("serial")
        yield Hit(serial, found.end("serial"), FactKind.PLAIN, "×", "其他程序的文号，凭号可能查到当事人")
    for found in _PART.finditer(smooth):
        group = "tail" if found["tail"] else "starred"
        yield Hit(found.start(group), found.end(group), FactKind.PLAIN, BLANK, "号码的一部分")
    for found in _BUSINESS.finditer(smooth):
        trade = FactKind.SOLE_TRADER if found["form"].endswith("店") else FactKind.COMPANY
        token = business_token(found["name"], trade)
        yield Hit(found.start("name"), found.end("name"), FactKind.COMPANY, token, "疑似企业、商户名称")
    yield from _names(smooth)


def _names(text: str) -> Iterator[Hit]:
    for pattern, reason in ((_CUE, "疑似姓名"), (_ADDRESSED, "疑似对个人的称呼")):
        for found in pattern.finditer(text):
            name = found["name"]
            if surname(name) is None and not (reason == "疑似对个人的称呼" and surname(f"{name}某")):
                continue
            if "某" not in name:
                start = found.start("name")
                yield Hit(start, found.end() if pattern is _ADDRESSED else found.end("name"), FactKind.PERSON,
                          person_token(name), reason)  # fmt: skip
