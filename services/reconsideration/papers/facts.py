"""What every paper of a case may speak of, named once."""

from services.chassis.paper_facts import Heading, formal, party_facts
from services.kernel.document import FactKind, Facts, day, fact

from ..domain import Case

__all__ = ["Heading", "facts_of", "formal"]


def facts_of(case: Case, heading: Heading) -> Facts:
    """The case's facts by the names that the wordings use."""
    act, respondent, application = case.act, case.respondent, case.application
    reference = f"《{act.title}》" + (f"（{act.number}）" if act.number else "")
    draft, court = case.draft, heading.profile.function("administrative_court")
    return Facts(
        [
            *(one for order, party in enumerate(case.applicants, 1) for one in party_facts(f"applicant{order}", party)),
            *(
                one
                for order, party in enumerate(case.third_parties, 1)
                for one in party_facts(f"third_party{order}", party)
            ),
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
            fact("decision.compensation", draft.compensation_terms if draft else None, FactKind.FREE),
            fact("basis.provision", _provision(case)),
            fact("decision.remedial", draft.remedial if draft else None, FactKind.FREE),
            fact("decision.terms", draft.terms if draft else None, FactKind.FREE),
            fact("decision.period", _period(case, heading)),
            fact("decision.number", case.decision.number if case.decision else None),
            day("decision.dated_on", case.decision.dated_on if case.decision else None),
        ]
    )


def _provision(case: Case) -> str | None:
    """The provision of a normative document that was reviewed, as the decision names it."""
    review = case.trial.basis
    return f"《{review.document.strip('《》')}》{review.provision}" if review else None


def _period(case: Case, heading: Heading) -> str | None:
    """The period to perform or re-make: what the decision names, else what the rule sets."""
    if case.draft is None or case.outcome is None:
        return None
    if case.draft.perform_days is not None:
        return f"{case.draft.perform_days}日"
    return heading.period(case.outcome.period_rule) if case.outcome.period_rule else None
