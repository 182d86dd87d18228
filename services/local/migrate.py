"""`jiefen migrate`: bring the database to the newest state."""

import argparse

from services.chassis.migrate import migrate_all


def arguments(_parser: argparse.ArgumentParser) -> None: ...


def run(_options: argparse.Namespace) -> int:
    migrate_all()
    return 0
