"""Reading the kernel's own data files, strictly: an unknown key or a wrong kind is an error that names the file."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

M = TypeVar("M", bound=BaseModel)


class BrokenData(ValueError):  # noqa: N818 - it is the data that is broken, and the message names the place
    """A data file of the kernel does not hold what it must; the text starts with the file's path."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path


class Entry(BaseModel):
    """A piece of a data file: frozen, and closed to keys nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class _NoDuplicates(yaml.SafeLoader):
    """YAML lets a key stand twice and keeps the last; a rule that stands twice is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"{twice} stands twice (line {node.start_mark.line + 1})", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


def read(path: Path, model: type[M]) -> M:
    """Read one file into its model, or say which file and which key is wrong."""
    return parse(path, path.read_text(encoding="utf-8"), model)


def parse(path: Path, text: str, model: type[M]) -> M:
    """The same for a text that stands elsewhere; `path` is the name by which faults call it."""
    try:
        content = yaml.load(text, Loader=_NoDuplicates)  # noqa: S506 - a SafeLoader
        return model.model_validate(content)
    except yaml.YAMLError as problem:
        raise BrokenData(path, str(problem)) from problem
    except ValidationError as problem:
        first = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())
        raise BrokenData(path, first) from problem
