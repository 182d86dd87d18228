"""Free ports of 127.0.0.1, and which of them another house has already chosen but not yet opened."""

import socket
import sys
import time

_claims: dict[int, socket.socket] = {}
SETTLE = 3.0


def claim(port: int, patience: float = 0.0) -> bool:
    """Take a port for as long as this process lives, unless someone listens there or another house has claimed it.

    With patience, a server that was just killed gets the time to close.
    """
    for _ in range(1 + int(patience / 0.1)):
        if is_free(port):
            return _mark(port)
        if patience:
            time.sleep(0.1)
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _mark(port: int) -> bool:
    """A name in the kernel's abstract namespace: exactly as wide as the ports are, and gone with the process."""
    if port in _claims or sys.platform != "linux":
        return True
    mark = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        mark.bind(f"\0jiefen port {port}")
    except OSError:
        mark.close()
        return False
    _claims[port] = mark
    return True
