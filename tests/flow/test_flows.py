"""Each flow against a peer that writes down what it was asked."""

import asyncio
from datetime import date
from http import HTTPStatus
from uuid import UUID, uuid4

import pytest

from flows.follow_up_advice import follow_up_advice
from flows.issue_advice import issue_advice
from flows.issue_decision import issue_decision
from flows.publish_decisions import publish_decisions
from flows.remind import remind
from flows.rounds import REMINDED, SWEPT, RoundIncomplete
from flows.route_disputes import route_disputes
from flows.sweep_clocks import sweep_clocks
from flows.transfer_units import transfer_units
from flows.watch_calendar import watch_calendar
from services.chassis.client import CallRefused
from services.chassis.contracts import CaseRef, Published, RedactedPackage, ReferralOffer, ReferralRefused, SweepRequest
from services.kernel.handover import HandOver
from tests.flow.peer import CASE, Peer, file, offer, package
from tests.flow.server import PrefectServer

pytestmark = pytest.mark.usefixtures("prefect", "quick")

DAY = date(2026, 10, 12)
RECONSIDERATION = f"/api/reconsideration/cases/{CASE}"


def test_a_unit_is_offered_referred_and_the_desk_is_told(peer: Peer):
    unit = uuid4()
    asyncio.run(route_disputes(unit))
    assert [(call.method, call.path) for call in peer.calls] == [
        ("POST", f"/api/intake/units/{unit}/offered"),
        ("GET", f"/api/intake/units/{unit}/offer"),
        ("POST", "/api/reconsideration/referrals"),
        ("POST", f"/api/intake/units/{unit}/referred"),
    ]
    assert ReferralOffer.model_validate_json(peer.calls[2].body) == offer(unit)
    assert CaseRef.model_validate_json(peer.calls[3].body).case_id == CASE


def test_a_unit_that_is_routed_again_is_asked_for_under_the_same_keys(peer: Peer):
    unit = uuid4()
    asyncio.run(route_disputes(unit))
    asyncio.run(route_disputes(unit))
    keys = {call.key for call in peer.calls if call.method == "POST" and not call.path.endswith("/offered")}
    assert keys == {f"route:{unit}:reconsideration:1", f"referred:{unit}:{CASE}"}


def test_a_service_that_is_away_for_a_moment_is_asked_again_under_the_same_key(peer: Peer):
    peer.breaks("/api/reconsideration/referrals", HTTPStatus.INTERNAL_SERVER_ERROR, times=2)
    asyncio.run(route_disputes(uuid4()))
    asked = peer.asked("/api/reconsideration/referrals")
    assert len(asked) == 3
    assert len({call.key for call in asked}) == 1


@pytest.mark.parametrize("status", [HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY])
def test_a_refusal_is_not_asked_again_and_goes_back_to_the_desk(peer: Peer, status: HTTPStatus):
    unit = uuid4()
    peer.breaks("/api/reconsideration/referrals", status)
    asyncio.run(route_disputes(unit))
    assert len(peer.asked("/api/reconsideration/referrals")) == 1
    (told,) = peer.asked(f"/api/intake/units/{unit}/refused")
    assert told.key == f"refused:{unit}:1"
    assert ReferralRefused.model_validate_json(told.body).reason == "不可以。"
    assert not peer.asked(f"/api/intake/units/{unit}/referred")


def test_a_door_that_is_shut_to_the_house_is_no_answer_of_the_channel(peer: Peer):
    unit = uuid4()
    peer.breaks("/api/reconsideration/referrals", HTTPStatus.FORBIDDEN)
    with pytest.raises(CallRefused):
        asyncio.run(route_disputes(unit))
    assert not peer.asked(f"/api/intake/units/{unit}/refused")


def test_a_file_that_a_channel_hands_over_reaches_the_desk_once(peer: Peer):
    asyncio.run(transfer_units(CASE, "mediation"))
    asyncio.run(transfer_units(CASE, "mediation"))
    assert [call.path for call in peer.calls[:2]] == [
        f"/api/mediation/cases/{CASE}/hand-over",
        f"/api/intake/units/{UUID(int=9)}/handed-back",
    ]
    given = peer.asked(f"/api/intake/units/{UUID(int=9)}/handed-back")
    assert {call.key for call in given} == {f"handed-back:mediation:{CASE}"}
    assert HandOver.model_validate_json(given[0].body) == file()


def test_a_sweep_goes_to_every_service_as_of_the_day(peer: Peer):
    asyncio.run(sweep_clocks(on=DAY))
    assert [call.path for call in peer.calls] == [f"/api/{service}/-/sweep" for service in SWEPT]
    assert {SweepRequest.model_validate_json(call.body).on for call in peer.calls} == {DAY}


def test_a_second_sweep_on_the_same_day_is_a_new_one(peer: Peer):
    asyncio.run(sweep_clocks(on=DAY))
    asyncio.run(sweep_clocks(on=DAY))
    assert len({call.key for call in peer.calls}) == 2 * len(SWEPT)


def test_a_service_that_fails_does_not_keep_the_others_from_their_sweep(peer: Peer):
    peer.breaks("/api/mediation/-/sweep", HTTPStatus.INTERNAL_SERVER_ERROR, times=3)
    peer.breaks("/api/adjudication/-/sweep", HTTPStatus.CONFLICT)
    with pytest.raises(RoundIncomplete, match=r"mediation.*adjudication"):
        asyncio.run(sweep_clocks(on=DAY))
    assert len(peer.asked("/api/reconsideration/-/sweep")) == 1


def test_reminders_are_asked_of_every_service_as_of_the_day(peer: Peer):
    asyncio.run(remind(on=DAY))
    assert [call.path for call in peer.calls] == [f"/api/{service}/-/remind" for service in REMINDED]


def test_every_service_with_clocks_is_asked_to_watch_the_calendar(peer: Peer):
    asyncio.run(watch_calendar(on=DAY))
    assert [call.path for call in peer.calls] == [f"/api/{service}/-/watch-calendar" for service in SWEPT]
    assert {SweepRequest.model_validate_json(call.body).on for call in peer.calls} == {DAY}


def test_a_decision_is_issued_under_the_key_of_its_case(peer: Peer):
    asyncio.run(issue_decision(CASE))
    assert [(call.path, call.key) for call in peer.calls] == [
        (f"{RECONSIDERATION}/decision/issue", f"issue-decision:{CASE}")
    ]


def test_a_redaction_is_planned_when_the_decision_takes_effect(peer: Peer):
    asyncio.run(publish_decisions(CASE, "plan"))
    assert [call.path for call in peer.calls] == [f"{RECONSIDERATION}/redaction/plan"]


def test_only_what_the_case_released_reaches_the_public_site(peer: Peer):
    asyncio.run(publish_decisions(CASE, "release"))
    released, published, told = peer.calls
    assert released.path == f"{RECONSIDERATION}/redaction/release"
    assert published.path == "/api/publication/decisions"
    assert RedactedPackage.model_validate_json(published.body) == package()
    assert told.path == f"{RECONSIDERATION}/redaction/published"
    assert Published.model_validate_json(told.body).url == "/public/1"


def test_a_text_that_was_approved_anew_is_released_anew_but_published_once(peer: Peer):
    asyncio.run(publish_decisions(CASE, "release"))
    asyncio.run(publish_decisions(CASE, "release"))
    assert len({call.key for call in peer.asked(f"{RECONSIDERATION}/redaction/release")}) == 2
    assert len({call.key for call in peer.asked("/api/publication/decisions")}) == 1


def test_advice_is_drafted_after_the_decision_and_issued_after_signing(peer: Peer):
    asyncio.run(issue_advice(CASE, "draft"))
    asyncio.run(issue_advice(CASE, "issue"))
    assert [call.path for call in peer.calls] == [
        f"{RECONSIDERATION}/advice/draft",
        f"{RECONSIDERATION}/advice/issue",
    ]


def test_the_daily_round_follows_up_every_overdue_letter_though_one_is_refused(peer: Peer):
    peer.breaks(f"{RECONSIDERATION}/advice/follow-up", HTTPStatus.CONFLICT)
    with pytest.raises(RoundIncomplete, match=str(CASE)):
        asyncio.run(follow_up_advice())
    assert len([call for call in peer.calls if call.path.endswith("/advice/follow-up")]) == 2


def test_a_letter_that_just_became_overdue_is_followed_up_alone(peer: Peer):
    asyncio.run(follow_up_advice(CASE))
    assert [call.path for call in peer.calls] == [f"{RECONSIDERATION}/advice/follow-up"]


def test_prefect_learns_no_name_and_no_story(peer: Peer, prefect: PrefectServer):
    """Its database is not ours to guard: parameters are ids, answers are never kept."""
    asyncio.run(route_disputes(UUID(int=9)))
    kept = b"".join(file.read_bytes() for file in prefect.home.iterdir() if file.name.startswith("prefect.db"))
    for text in (offer(UUID(int=9)).applicant.name, offer(UUID(int=9)).story):
        assert text.encode() not in kept
        assert text.encode("unicode_escape") not in kept
