"""The district's readings (读法) at the shell: list the switches, and reckon with another position than the district's."""

import argparse
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from services.chassis.settings import settings
from services.kernel.calendar import chinese_calendar
from services.kernel.explain import Language
from services.kernel.law import Law
from services.kernel.organs import profile
from services.kernel.policy import DEFAULT, SWITCHES, Policy
from services.kernel.refusal import Fault, Refused
from services.kernel.rule import RuleVersion
from services.kernel.rulebook import read_rulebook
from services.local.labels import SURE


def reading_argument(parser: argparse.ArgumentParser) -> None:
    """Another position of a switch, for this one question."""
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="SWITCH=POSITION",
        help="read one open question otherwise than the district does: `jiefen rules readings` lists them",
    )


def law_with(readings: Sequence[str]) -> Law:
    """The law as the district reads it, save for the positions that are given here; every wrong one is told."""
    given = dict(_pair(one) for one in readings)
    faults = [
        Fault("policy.unknown", f"没有“{name}”这一读法开关。", field="--reading")
        for name in given
        if name not in SWITCHES
    ]
    if faults:
        raise Refused.of(faults)
    base = profile(settings().organ_profile).readings
    try:
        policy = Policy.model_validate({**base.model_dump(), **given})
    except ValidationError as problem:
        raise Refused.of(
            [
                Fault(
                    "policy.position",
                    f"“{error['input']}”不是“{error['loc'][0]}”的读法：{error['msg']}",
                    field="--reading",
                )
                for error in problem.errors()
            ]
        ) from problem
    return Law(read_rulebook(), chinese_calendar(), policy)


def told_readings(rule: RuleVersion, policy: Policy, language: Language) -> Iterator[str]:
    """How the disputed point of a rule is read here, and which switches do not stand at the default."""
    english = language == "en"
    if rule.readings is not None:
        switch = rule.readings.switch
        position = policy.position(switch)
        doubt, source = SWITCHES[switch], rule.readings.choices[position].cite
        yield (
            f"Reading: {doubt.title_en}: {switch}={position} ({source})."
            if english
            else f"读法：{doubt.title}：{switch}={position}（{source}）。"
        )
    if policy.changed:
        changed = "、".join(f"{name}={getattr(policy, name)}" for name in policy.changed)
        yield f"Not at the default: {changed}." if english else f"不是默认值的读法：{changed}。"


def list_readings(language: Language) -> int:
    """Print every switch with its position here, its provision, and why the default is what it is."""
    policy, english = profile(settings().organ_profile).readings, language == "en"
    for name, doubt in SWITCHES.items():
        here, usual = getattr(policy, name), getattr(DEFAULT, name)
        title, sure = (doubt.title_en if english else doubt.title), SURE[doubt.confidence][english]
        default = f" (default {usual})" if english else f"（默认{usual}）"
        print(f"{name}={here}{'' if here == usual else default} · {title} · {doubt.cite} · {sure}")
        if not english:
            print(f"    {doubt.because}")
    print(f"{len(SWITCHES)} readings." if english else f"共{len(SWITCHES)}项读法。")
    return 0


def _pair(text: str) -> tuple[str, str | None]:
    name, mark, position = text.partition("=")
    if not mark:
        raise Refused("policy.pair", f"“{text}”请写成 开关=读法，例如 bar_end=kept。")
    return name.strip(), None if position.strip() == "null" else position.strip()
