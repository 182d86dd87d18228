"""The Prefect server as a child of ours, on the same PostgreSQL as the services, in a database of its own."""

import signal
import sys
from collections.abc import Mapping

from services.local.child import Launch
from services.local.home import CHECKOUT, Home

DATABASE = "prefect"
EXTENSION = "pg_trgm"  # its migrations need it
BATCH = "100"


def client_environment(home: Home) -> Mapping[str, str]:
    """What every process that imports Prefect gets: nothing is sent anywhere, nothing is written to ~/.prefect."""
    return {
        "PREFECT_HOME": str(home.root / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLI_COLORS": "false",
    }


def launch(home: Home, database_url: str, port: int) -> Launch:
    """Task runs are recorded in batches: one at a time each waits for its own commit (docs/decisions, Prefect)."""
    home.folder("prefect")
    recorder = "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER"
    environment = {
        **client_environment(home),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database_url,
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        f"{recorder}_BATCH_SIZE": BATCH,
        f"{recorder}_READ_BATCH_SIZE": BATCH,
        f"{recorder}_FLUSH_INTERVAL": "1",
    }
    command = (sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
    return Launch("prefect", command, CHECKOUT, environment, orphan_signal=signal.SIGKILL)
