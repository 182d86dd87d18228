"""The whole walk on real parts: to its end, and killed with kill -9 at several places and taken up again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow
END = "十二个环节走完"
# Where the walk is cut off: what was just printed, and how long after it. Steps and flows are then in full swing.
CUTS = [("  3  ", 0.0), ("  4  2026-10-13", 1.2), ("审核签发", 0.3), ("隐名审阅", 1.0), (" 12  ", 0.7)]


class Demo:
    """`jiefen demo` in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        names = ("JIEFEN_", "PREFECT_", "PYTEST_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(names)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "services.cli", "demo", *arguments],
            env={**environment, "JIEFEN_HOME": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""

    def read_until(self, words: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return
        raise AssertionError(f"ended without {words!r}:\n{self.said}")

    def kill_everything(self) -> None:
        """As a power cut would; the parts die with their supervisor, and the next start must find nothing running."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        _, alive = psutil.wait_procs(children, timeout=20)
        assert not alive, [one.cmdline() for one in alive]

    def end(self) -> int:
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        return self.process.wait(60)


def ledger(folder: Path) -> dict[str, object]:
    return json.loads((folder / "demo" / "ledger.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("走") / ".jiefen"
    demo = Demo(folder)
    assert demo.end() == 0, demo.said
    return folder, demo.said


def test_one_case_walks_the_twelve_rows(undisturbed: tuple[Path, str]) -> None:
    """行政复议法 第三十条: silence across the National Day holiday of 2026 is acceptance on 12 October."""
    _, said = undisturbed
    assert END in said
    assert "视为受理，受理日期 2026-10-12" in said
    assert "普府复决〔2026〕1号" in said
    assert "没有当事人" in said
    assert "至 2027-01-12（暂定" in said
    for measure in ("责令限期履行", "约谈被申请人的有关负责人", "通报批评"):
        assert measure in said


def test_a_walk_killed_again_and_again_ends_with_the_same_ledger(undisturbed: tuple[Path, str], tmp_path: Path) -> None:
    folder = tmp_path / ".jiefen"
    arguments: tuple[str, ...] = ()
    for words, seconds in CUTS:
        demo = Demo(folder, *arguments)
        demo.read_until(words)
        time.sleep(seconds)
        demo.kill_everything()
        arguments = ("--resume",)
    last = Demo(folder, *arguments)
    assert last.end() == 0, last.said
    assert ledger(folder) == ledger(undisturbed[0])
