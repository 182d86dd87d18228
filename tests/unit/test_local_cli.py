"""`jiefen …` says what is wrong in one sentence and loads only what the command needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from services.cli import COMMANDS, main


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in COMMANDS)


def test_an_unknown_command_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upp"]) == 2
    assert "there is no command 'upp'" in capsys.readouterr().err


def test_a_command_without_a_house_names_the_way_to_start_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JIEFEN_DATABASE_URL")
    monkeypatch.setenv("JIEFEN_HOME", str(tmp_path / ".jiefen"))
    assert main(["clock", "show"]) == 1
    told = capsys.readouterr().err
    assert "`make run`" in told
    assert "Traceback" not in told


def test_the_list_of_commands_loads_no_framework() -> None:
    code = "import sys, services.cli; print([m for m in ('fastapi', 'prefect', 'sqlalchemy') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
