"""The shape of a refusal on the wire (RFC 9457), shared by the side that refuses and the side that is refused."""

from pydantic import BaseModel, ConfigDict


class ProblemFault(BaseModel):
    """One fault of a problem, with the field it stands in and the field's name for people."""

    model_config = ConfigDict(frozen=True)

    code: str
    text: str
    cite: str | None = None
    field: str | None = None
    label: str | None = None


class Problem(BaseModel):
    """What happened, which rule says so, what to do now."""

    model_config = ConfigDict(frozen=True)

    type: str
    title: str
    status: int
    detail: str
    code: str
    cite: str | None = None
    instance: str | None = None
    request_id: str | None = None
    faults: tuple[ProblemFault, ...] = ()
