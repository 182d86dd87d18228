"""What every paper of a case may speak of, named once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.kernel.document import FactKind, Facts, Reference, day, fact
from services.kernel.law import Law
from services.kernel.organs import Profile

from ..domain import Case
from ..parts import Party

SHORTEST_PLACE = 4
NAME_KINDS = {"person": FactKind.PERSON, "company": FactKind.COMPANY, "sole_trader": FactKind.SOLE_TRADER}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around a paper's text: number, day, and the organ in whose name it goes out."""

    number: str
    dated_on: date
    profile: Profile
    law: Law

    @property
    def organ(self) -> str:
        """行政复议机关, which signs and seals."""
        return self.profile.organ(self.profile.government).name

    @property
    def body(self) -> str:
        """行政复议机构, which runs the case."""
        return self.profile.organ(self.profile.body).name

    def period(self, rule: str) -> str:
        """A limit as a paper states it; the number comes from the rulebook and from nowhere else."""
        period = self.law.at(self.dated_on)[rule].period
        if period is None:
            raise ValueError(f"rule {rule} has no length of its own")
        return period.text_zh


def formal(cite: str) -> str:
    """A citation as papers write it.

    >>> formal("行政复议法 第六十八条")
    '《中华人民共和国行政复议法》第六十八条'
    """
    law, _, article = cite.partition(" ")
    return f"《中华人民共和国{law}》{article}" if law.endswith("法") else f"《{law}》{article}"


def facts_of(case: Case, heading: Heading) -> Facts:
    """The case's facts by the names that the wordings use."""
    act, respondent, application = case.act, case.respondent, case.application
    reference = f"《{act.title}》" + (f"（{act.number}）" if act.number else "")
    draft, court = case.draft, heading.profile.function("administrative_court")
    return Facts(
        [
            *(one for order, party in enumerate(case.applicants, 1) for one in _party(order, party)),
            *(fact(f"advice.correction{n}", text, FactKind.FREE) for n, text in enumerate(case.advice.corrections, 1)),
            fact("respondent.name", respondent.name, FactKind.ORGAN),
            fact("respondent.address", respondent.address),
            fact("superior.name", respondent.superior_name, FactKind.ORGAN),
            fact("organ.name", heading.organ, FactKind.ORGAN),
            fact("body.name", heading.body, FactKind.ORGAN),
            fact("court.name", court.name, FactKind.ORGAN),
            fact("act.title", act.title),
            fact("act.number", act.number),
            fact("act.reference", reference),
            day("act.made_on", act.made_on),
            fact("case.number", case.number),
            day("case.received_on", application.received_on),
            day("case.accepted_on", case.accepted_on),
            fact("case.claim", application.claim, FactKind.FREE),
            fact("case.story", application.story, FactKind.FREE),
            fact("case.reply", case.reply.statement if case.reply else None, FactKind.FREE),
            fact("case.evidence", "；".join(case.reply.evidence) if case.reply else None, FactKind.FREE),
            fact("decision.found", draft.found if draft else None, FactKind.FREE),
            fact("decision.reasons", draft.reasons if draft else None, FactKind.FREE),
            fact("decision.terms", draft.terms if draft else None, FactKind.FREE),
            fact("decision.period", _period(case, heading)),
            fact("decision.number", case.decision.number if case.decision else None),
            day("decision.dated_on", case.decision.dated_on if case.decision else None),
        ]
    )


def _period(case: Case, heading: Heading) -> str | None:
    """The period to perform or re-make: what the decision names, else what the rule sets."""
    if case.draft is None or case.outcome is None:
        return None
    if case.draft.perform_days is not None:
        return f"{case.draft.perform_days}日"
    return heading.period(case.outcome.period_rule) if case.outcome.period_rule else None


def _party(order: int, party: Party) -> Iterator[Reference]:
    name = f"applicant{order}"
    yield fact(f"{name}.name", party.name, NAME_KINDS[party.kind])
    yield fact(f"{name}.id_number", party.id_number, _number_kind(party))
    yield fact(f"{name}.phone", party.phone, FactKind.PHONE)
    yield fact(f"{name}.email", party.email, FactKind.EMAIL)
    yield day(f"{name}.birth_on", party.birth_on, FactKind.BIRTH)
    yield fact(f"{name}.district", party.district)
    yield fact(f"{name}.address", party.address, FactKind.ADDRESS)
    yield fact(f"{name}.place", f"{party.street}{party.detail}", FactKind.ADDRESS)
    for part, text in (("street", party.street), ("detail", party.detail)):
        if len(text) >= SHORTEST_PLACE:
            yield fact(f"{name}.{part}", text, FactKind.ADDRESS)


def _number_kind(party: Party) -> FactKind:
    return FactKind.ID_NUMBER if party.kind == "person" else FactKind.CREDIT_CODE
