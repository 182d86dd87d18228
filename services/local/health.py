"""Ask a part over HTTP whether it answers."""

import http.client
from urllib.parse import urlsplit

PATIENCE = 2.0


def answers(url: str) -> bool:
    """Whether the address gives 200; anything else, and silence, is no."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=PATIENCE)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
