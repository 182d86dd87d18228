"""`jiefen flows`: register the flows with Prefect and run what is due."""

import argparse

from flows.main import main
from services.chassis import logs


def arguments(_parser: argparse.ArgumentParser) -> None: ...


def run(_options: argparse.Namespace) -> int:
    logs.configure()
    return main()
