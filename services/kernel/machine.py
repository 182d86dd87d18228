"""The lawful steps of a procedure as data: which command may be taken in which state, and under which article."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.kernel.refusal import Refused

FOLDER = Path(__file__).parent / "rules" / "machines"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class StateRow(_Row):
    """A state of a case (案件状态). `ends`: nothing more is owed to anyone in it. `tone`: how pages colour it."""

    title: str
    ends: bool = False
    tone: str = "calm"


class Transition(_Row):
    """One lawful step: the command, the states it may be taken in, where it may lead, and who allows it."""

    id: str
    command: str
    title: str
    sources: frozenset[str] = Field(alias="from")
    targets: frozenset[str] = Field(alias="to")
    cite: str
    confidence: str = "verified"
    note: str = ""


class Machine(_Row):
    """All lawful steps of one procedure. A command that no row names for a state is refused."""

    id: str
    title: str
    checked_on: str
    states: dict[str, StateRow]
    transitions: tuple[Transition, ...]

    @model_validator(mode="after")
    def _closed(self) -> "Machine":
        named = {name for row in self.transitions for name in row.sources | row.targets}
        if unknown := named - self.states.keys():
            raise ValueError(f"{self.id}: transitions name unknown states {sorted(unknown)}")
        if stuck := self.stuck():
            raise ValueError(f"{self.id}: no way to an end from {sorted(stuck)}")
        return self

    def stuck(self) -> frozenset[str]:
        """States from which no sequence of steps reaches an end."""
        safe = {name for name, row in self.states.items() if row.ends}
        while grown := {s for row in self.transitions if row.targets & safe for s in row.sources} - safe:
            safe |= grown
        return frozenset(self.states.keys() - safe)

    def step(self, state: str | None, command: str) -> Transition:
        """Return the row that allows the command now, or refuse with what the law allows instead."""
        rows = [row for row in self.transitions if row.command == command]
        for row in rows:
            if state in row.sources or (state is None and not row.sources):
                return row
        title = rows[0].title if rows else command
        cite = rows[0].cite if rows else None
        here = "尚未立案" if state is None else f"处于“{self.states[state].title}”"
        raise Refused("state.not_now", f"案件{here}，不能办理“{title}”。", cite=cite)

    def lawful(self, state: str) -> tuple[Transition, ...]:
        """Every step that the law allows in this state, in the order of the table."""
        return tuple(row for row in self.transitions if state in row.sources)

    def commands(self) -> frozenset[str]:
        """Every command that some row names."""
        return frozenset(row.command for row in self.transitions)


def mermaid(machine: Machine, *, only: Iterable[str] | None = None) -> str:
    """Draw the machine as a Mermaid state diagram for a README; steps that never move a case stand in its table."""
    wanted = None if only is None else frozenset(only)
    lines = ["stateDiagram-v2"]
    lines += [f"  {name}: {row.title}" for name, row in machine.states.items()]
    for row in machine.transitions:
        if row.sources == row.targets or (wanted is not None and row.id not in wanted):
            continue
        moves = [(s, t) for s in sorted(row.sources) or ["[*]"] for t in sorted(row.targets) if s != t]
        lines += [f"  {source} --> {target}: {row.title}" for source, target in moves]
    lines += [f"  {name} --> [*]" for name, row in machine.states.items() if row.ends]
    return "\n".join(lines)


@cache
def machine(name: str) -> Machine:
    """Load one procedure's table from kernel/rules/machines."""
    path = FOLDER / f"{name}.yaml"
    return Machine.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
