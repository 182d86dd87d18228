"""The one list: every trigger is a message that exists, every parameter one that the flow takes."""

import inspect
from datetime import date
from typing import get_args
from uuid import UUID

from flows.registry import FLOWS, triggers
from services.chassis.messages import AnyBody, DecisionEffective, UnitRouted

BODIES = {body.model_fields["type"].default: body for body in get_args(get_args(AnyBody)[0])}


def test_every_trigger_is_a_message_of_the_house_with_the_fields_it_takes():
    for spec in FLOWS:
        for trigger in spec.triggers:
            assert set(trigger.takes) <= set(BODIES[trigger.message].model_fields), trigger


def test_every_trigger_gives_its_flow_parameters_it_knows():
    for spec in FLOWS:
        known = set(spec.flow.parameters.properties)
        for trigger in spec.triggers:
            assert {*trigger.takes, *trigger.fixed} <= known, (spec.name, trigger)


def test_every_flow_can_be_started_and_is_asynchronous():
    for spec in FLOWS:
        assert spec.cron or spec.triggers, spec.name
        assert inspect.iscoroutinefunction(spec.flow.fn), spec.name


def test_an_effective_decision_starts_publication_and_advice():
    body = DecisionEffective(case_id=UUID(int=5), number="普府复〔2026〕1号", on=date(2026, 11, 20))
    started = {start.flow: start.parameters(body) for start in triggers()[body.type]}
    assert started == {
        "publish_decisions": {"case_id": str(UUID(int=5)), "phase": "plan"},
        "issue_advice": {"case_id": str(UUID(int=5)), "phase": "draft"},
    }


def test_a_routed_unit_starts_its_referral():
    body = UnitRouted(unit_id=UUID(int=6), dispute_id=UUID(int=1), dispute_number="1", channel="mediation")
    (start,) = triggers()[body.type]
    assert (start.deployment, start.parameters(body)) == ("route_disputes/jiefen", {"unit_id": str(UUID(int=6))})
