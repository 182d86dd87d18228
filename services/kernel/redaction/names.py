"""How a name is hidden: 姓＋某 for persons, 某＋form for businesses (法释〔2016〕19号 art. 9; office default)."""

import re
from functools import cache
from pathlib import Path

import yaml

from services.kernel.document.reference import FactKind

_DATA = Path(__file__).with_name("names.yaml")
_DOTS = "·•‧・∙⋅．"


@cache
def _words(key: str) -> tuple[str, ...]:
    """One word list, the longest word first."""
    loaded: dict[str, str] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return tuple(sorted(loaded[key].split(), key=lambda word: (-len(word), word)))


@cache
def _single() -> frozenset[str]:
    return frozenset(_words("single"))


def surname(name: str) -> str | None:
    """The surname, two characters where it is compound (复姓); None where the name does not begin with one."""
    compound = next((word for word in _words("compound") if name.startswith(word) and len(name) > len(word)), None)
    if compound:
        return compound
    return name[0] if name and name[0] in _single() else None


def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a minority or foreign name (阿依古丽·买买提); empty for a Chinese name."""
    parts = tuple(part for part in re.split(rf"[{_DOTS}\s]+", name.strip()) if part)
    return parts if len(parts) > 1 else ()


def given_name(name: str) -> str | None:
    """The given name where it alone may point to a person (two characters or more)."""
    family = surname(name)
    rest = name[len(family) :] if family and not name_parts(name) else ""
    return rest if len(rest) > 1 else None


def person_token(name: str) -> str:
    """欧阳㛃 → 欧阳某; 阿依古丽·买买提 → 阿某; John Smith → J某; a name without known surname keeps its first character."""
    name = name.strip()
    if name.isascii():
        return f"{name[:1].upper()}某"
    if name_parts(name):
        return f"{name[0]}某"
    return f"{surname(name) or name[0]}某"


def business_token(name: str, kind: FactKind) -> str:
    """上海鑫淼餐饮管理有限公司 → 某公司; 老李烧烤店 → 某烧烤店: the trade may stay, the trade name (字号) may not."""
    key = "trades" if kind is FactKind.SOLE_TRADER else "forms"
    form = next((word for word in _words(key) if name.endswith(word)), None)
    if form is None:
        return "某店" if kind is FactKind.SOLE_TRADER else "某单位"
    return f"某{'公司' if form.endswith('公司') else form}"


def trade_name(name: str) -> str | None:
    """The trade name (字号) of a business: what is left without place, trade and form. 上海鑫淼餐饮管理有限公司 → 鑫淼."""
    rest = re.sub(
        r"^(?:中国)?(?:[一-鿿]{2,3}省)?(?:上海|北京|天津|重庆|[一-鿿]{2,3}市)?市?(?:[一-鿿]{1,3}[区县])?", "", name
    )
    rest = re.sub(r"[（(][^）)]*[）)]", "", rest)
    for key in ("trades", "forms", "fields", "fields"):
        rest = next((rest.removesuffix(word) for word in _words(key) if rest.endswith(word)), rest)
    return rest if 2 <= len(rest) < len(name) else None


REGION = re.compile(r"(?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{1,6}?[市州盟])?(?:[一-鿿]{1,6}?[区县旗])?")


def without_region(text: str) -> str:
    """What is left of a business name or an address without province, city and district."""
    return text[REGION.match(text).end() :] if REGION.match(text) else text  # type: ignore[union-attr]


def address_token(address: str) -> str:
    """An address keeps its district (区、县): 云岭市河川区柳浪街88弄 → 云岭市河川区."""
    found = re.match(r"(?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{1,6}?[市州盟])?[一-鿿]{1,6}?[区县旗]", address)
    return found[0] if found else ""
