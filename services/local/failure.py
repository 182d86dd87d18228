"""What a person reads when a part of the house cannot run on this machine."""


class PartFailed(Exception):  # noqa: N818 - it names what happened, as `Refused` does
    """A part is missing or broken. The message is one sentence that says what to do; no traceback follows it."""
