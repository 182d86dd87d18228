"""Write the table of permitted steps: `python -m tests.property.reconsideration_steps --write` after the rules changed."""

import sys
from pathlib import Path

from services.kernel.principal import Principal
from services.reconsideration.access import PERMISSIONS, STAFF
from services.reconsideration.domain import MACHINE
from services.reconsideration.domain.readiness import SYSTEM

TABLE = Path(__file__).with_name("reconsideration_steps.yaml")
ROLES = (*STAFF.split(), "respondent", "applicant", "intake_clerk", "mediator", "adjudicator", "operator")
HEAD = """\
# 每一岗位在案件每一状态下可以办理的全部事项（法定步骤与岗位权限的交集）。多出或者缺少一项，测试不通过。
# 生成：python -m tests.property.reconsideration_steps --write；改动须由法务人员核对。
"""


def permitted() -> dict[str, dict[str, list[str]]]:
    """By state and role, every step that both the law and the office allow, in the order of the procedure."""
    table: dict[str, dict[str, list[str]]] = {}
    for state in MACHINE.states:
        lawful = dict.fromkeys(row.command for row in MACHINE.lawful(state) if row.command not in SYSTEM)
        table[state] = {}
        for role in ROLES:
            person = Principal(kind="user", id=role, name=role, roles=frozenset({role}))
            steps = [command for command in lawful if PERMISSIONS.allows(person, command, state)]
            if steps:
                table[state][role] = steps
    return table


def text() -> str:
    """The table as a lawyer reads it: each step with its Chinese name."""
    titles = {row.command: row.title for row in MACHINE.transitions}
    lines = [HEAD]
    for state, roles in permitted().items():
        empty = "" if roles else " {}"
        lines.append(f"{state}:{empty}  # {MACHINE.states[state].title}\n")
        for role, steps in roles.items():
            lines.append(f"  {role}:\n")
            lines += [f"    - {step}  # {titles[step]}\n" for step in steps]
    return "".join(lines)


if __name__ == "__main__":
    if "--write" in sys.argv:
        TABLE.write_text(text(), encoding="utf-8")
    else:
        sys.stdout.write(text())
