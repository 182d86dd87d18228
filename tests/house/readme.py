"""Fill the generated tables of the READMEs: `python -m tests.house.readme`. The house test says when they are stale."""

import re
from pathlib import PurePosixPath

from services.kernel import machine as machines
from tests.house.readme_tables import TABLES
from tests.house.source import HOUSE

PICTURES = "docs/screenshots/"
MARK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
PAGES = (
    "README.md",
    "README.zh-CN.md",
    *(f"services/{path.stem}/README.md" for path in sorted(machines.FOLDER.glob("*.yaml"))),
)


def fill(text: str, page: str) -> str:
    """The page with every table as the code has it now."""
    service = PurePosixPath(page).parent.name
    is_chinese = page.endswith(".zh-CN.md")

    def made(found: re.Match[str]) -> str:
        lines = TABLES[found[2]](is_chinese, service)
        return "\n".join([found[1].rstrip("\n"), *lines, found[3]])

    return MARK.sub(made, text)


def marks(page: object) -> list[str]:
    """The tables a page has, in order."""
    return [found[1] for found in MARK.findall((HOUSE / str(page)).read_text(encoding="utf-8"))]


def main() -> None:
    for page in PAGES:
        path = HOUSE / page
        text = path.read_text(encoding="utf-8")
        path.write_text(fill(text, page), encoding="utf-8")


if __name__ == "__main__":
    main()
