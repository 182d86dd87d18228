"""Every sentence that the templates ask for, read from their syntax trees: what `_("…")` is given as a constant."""

from jinja2 import nodes

from services.chassis.db import SERVICES
from services.chassis.pages import CHASSIS, environment


def template_names() -> tuple[str, ...]:
    folders = ((name, CHASSIS.parent / name / "templates") for name in ("chassis", *SERVICES))
    return tuple(f"{name}/{path.relative_to(folder)}" for name, folder in folders for path in folder.rglob("*.html"))


def msgids_of(name: str) -> frozenset[str]:
    loader = environment("zh").loader
    assert loader is not None
    source, _, _ = loader.get_source(environment("zh"), name)
    calls = environment("zh").parse(source).find_all(nodes.Call)
    return frozenset(
        call.args[0].value
        for call in calls
        if isinstance(call.node, nodes.Name)
        and call.node.name == "_"
        and call.args
        and isinstance(call.args[0], nodes.Const)
    )
