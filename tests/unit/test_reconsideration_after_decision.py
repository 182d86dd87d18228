"""履行、强制执行、应诉、意见书: each step, its guards, and the day before, on and after each limit."""

from datetime import date, timedelta

import pytest

from services.reconsideration import commands as c
from services.reconsideration.domain import Case
from services.reconsideration.domain.closing import closing_faults
from services.reconsideration.domain.suing import guide, row_of
from tests.fixtures.reconsideration_ending import LAW, decided, paper, refused, step, swept, to, trial


class Test77Performance:
    """行政复议法 第七十七条."""

    DUE = date(2026, 5, 6)

    def test_the_decision_sets_the_period(self) -> None:
        case = decided("REVOKE_REMAKE", "G-PROC", perform_days=35)
        clock = case.clocks.get("arl.performance")
        assert clock is not None
        assert LAW.due_on(clock) == self.DUE

    def test_without_one_a_remake_has_sixty_days(self) -> None:
        clock = decided("REVOKE_REMAKE", "G-PROC").clocks.get("arl.remake")
        assert clock is not None
        assert LAW.due_on(clock) == date(2026, 6, 1)

    def test_nothing_is_owed_under_a_decision_that_orders_nothing(self) -> None:
        case = decided("UPHOLD", "G-SOUND")
        assert case.ending.performance.state == "none"
        wish = c.RecordPerformance(performed_on=date(2026, 4, 2), account="已履行")
        assert refused(case, wish, date(2026, 4, 2)) == {"arl.nothing_owed"}

    def test_overdue_only_when_the_last_day_is_over(self) -> None:
        case = decided("REVOKE_REMAKE", "G-PROC", perform_days=35)
        for on in (self.DUE - timedelta(days=1), self.DUE):
            wish = c.OverduePerformance(key="arl.performance", due_on=self.DUE)
            assert refused(case, wish, on) == {"limit.not_over"}
            assert refused(case, c.PressPerformance(measure="order"), on) == {"arl.not_overdue"}
        case = swept(case, "arl.performance", c.OverduePerformance)
        assert case.ending.performance.state == "overdue"

    def test_the_order_comes_first_and_has_its_own_limit(self) -> None:
        case = swept(decided("REVOKE_REMAKE", "G-PROC", perform_days=35), "arl.performance", c.OverduePerformance)
        on = date(2026, 5, 8)
        assert refused(case, c.PressPerformance(measure="interview"), on) == {"arl.order_first"}
        case = step(case, c.PressPerformance(measure="order"), on)
        order = c.IssueNotice(paper=paper("performance_order", "二"), deliveries=to("performance_order", "R"))
        case = step(case, order, on)
        sent = case.deliveries[-1]
        case = step(case, c.RecordService(delivery_id=sent.id, served_on=on, mode="direct"), on)
        clock = case.clocks.get("house.performance_order")
        assert clock is not None
        assert LAW.due_on(clock) == date(2026, 5, 25)
        case = swept(case, "house.performance_order", c.OverduePerformance)
        case = step(case, c.PressPerformance(measure="interview"), date(2026, 5, 26))
        assert refused(case, c.PressPerformance(measure="interview"), date(2026, 5, 26)) == {"arl.pressed_twice"}
        done = c.RecordPerformance(performed_on=date(2026, 5, 26), account="已重新作出")
        assert step(case, done, date(2026, 5, 26)).ending.performance.state == "performed"

    def test_what_is_owed_blocks_the_archive(self) -> None:
        case = decided("REVOKE_REMAKE", "G-PROC", perform_days=35)
        codes = {fault.code for fault in closing_faults(case)}
        assert {"arl.not_performed", "arl.not_copied", "arl.not_taken_down", "arl.clock_runs"} <= codes


class TestPenalty48Takedown:
    """行政处罚法 第四十八条第二款: three working days to take down a published penalty."""

    def test_the_duty_is_met_only_when_it_is_recorded(self) -> None:
        case = decided("REVOKE", "G-PROC")
        clock = case.clocks.get("arl.penalty_takedown")
        assert clock is not None
        assert LAW.due_on(clock) == date(2026, 4, 7)
        late = step(case, c.RecordMissedLimit(key="arl.penalty_takedown", due_on=date(2026, 4, 7)), date(2026, 4, 8))
        assert "arl.not_taken_down" in {fault.code for fault in closing_faults(late)}
        wish = c.RecordTakedown(taken_down_on=date(2026, 4, 9), explanation="处罚已被撤销")
        assert refused(late, wish, date(2026, 4, 8)) == {"arl.taken_down_when"}
        for taken in (case, late):
            done = step(taken, wish, date(2026, 4, 9))
            assert "arl.not_taken_down" not in {fault.code for fault in closing_faults(done)}
            assert refused(done, wish, date(2026, 4, 9)) == {"arl.no_takedown"}

    def test_an_upheld_penalty_stays_published(self) -> None:
        wish = c.RecordTakedown(taken_down_on=date(2026, 4, 2), explanation="无")
        assert refused(decided("UPHOLD", "G-SOUND"), wish, date(2026, 4, 2)) == {"arl.no_takedown"}


class Test78Enforcement:
    """行政复议法 第七十八条；行政强制法 第五十三条、第五十四条."""

    def demanded(self) -> Case:
        case = swept(decided("MODIFY", "G-UNSUIT"), "arl.suit:A1", c.LapseSuitWindow)
        case = step(case, c.DemandPerformance(debtor="A1", matter="缴纳罚款"), date(2026, 4, 20))
        issued = c.IssueNotice(paper=paper("demand", "三"), deliveries=to("demand", "A1"))
        case = step(case, issued, date(2026, 4, 20))
        return step(
            case, c.RecordService(delivery_id=case.deliveries[-1].id, served_on=date(2026, 4, 20), mode="post"),
            date(2026, 4, 20),
        )  # fmt: skip

    def test_an_upheld_act_is_enforced_by_its_maker(self) -> None:
        case = swept(decided("UPHOLD", "G-SOUND"), "arl.suit:A1", c.LapseSuitWindow)
        assert refused(case, c.DemandPerformance(debtor="A1", matter="罚款"), date(2026, 4, 20)) == {"arl.not_ours"}

    def test_nothing_is_demanded_while_a_suit_is_possible(self) -> None:
        wish = c.DemandPerformance(debtor="A1", matter="罚款")
        assert refused(decided("MODIFY", "G-UNSUIT"), wish, date(2026, 4, 2)) == {"arl.suit_open"}

    def test_the_demand_must_ripen_and_three_months_bound_the_application(self) -> None:
        case = self.demanded()
        demand, limit = case.clocks.get("acl.demand"), case.clocks.get("acl.court_enforcement")
        assert demand is not None
        assert limit is not None
        ripe, due = LAW.ripe_on(demand), LAW.due_on(limit)
        assert (ripe, due) == (date(2026, 5, 8), date(2026, 7, 16))
        assert refused(case, c.ApplyEnforcement(), date(2026, 5, 7)) == {"arl.demand_not_ripe"}
        ripened = swept(case, "acl.demand", c.RipenDemand)
        for on in (date(2026, 5, 8), date(2026, 7, 15), date(2026, 7, 16)):
            assert step(ripened, c.ApplyEnforcement(), on).ending.enforcement is not None
        assert refused(ripened, c.ApplyEnforcement(), date(2026, 7, 17)) == {"arl.enforcement_late"}

    def test_the_result_ends_what_ran(self) -> None:
        case = step(self.demanded(), c.RecordEnforcement(result="收到催告后已缴纳"), date(2026, 4, 22))
        assert not case.clocks.is_live("acl.demand")
        assert not case.clocks.is_live("acl.court_enforcement")


class Test26Suit:
    """行政诉讼法 第二十六条、第四十五条、第六十七条、第八十五条."""

    ON = date(2026, 4, 10)

    def sued(self, case: Case) -> Case:
        return step(case, c.RecordSuit(plaintiffs=("A1",), filed_on=self.ON), self.ON)

    @pytest.mark.parametrize(
        ("outcome", "ground", "row", "defendants", "court"),
        [
            ("UPHOLD", "G-SOUND", "kept", ("respondent", "organ"), "basic"),
            ("REVOKE", "G-FACT", "changed", ("organ",), "intermediate"),
            ("MODIFY", "G-UNSUIT", "changed", ("organ",), "intermediate"),
            ("UNLAWFUL", "G-MINOR", "kept", ("respondent", "organ"), "basic"),
            ("UNLAWFUL", "G-PUBLIC", "changed", ("organ",), "intermediate"),
        ],
    )
    def test_defendant_and_court_follow_from_the_outcome(
        self, outcome: str, ground: str, row: str, defendants: tuple[str, ...], court: str
    ) -> None:
        case = decided(outcome, ground)
        found = guide(case, "decision")
        assert (row_of(case, "decision"), found.defendants, found.court) == (row, defendants, court)
        suit = self.sued(case).ending.open_suit
        assert suit is not None
        assert (suit.defendants, suit.level, suit.in_time) == (defendants, court, True)

    def test_no_suit_while_the_case_is_heard_and_both_suits_when_it_is_late(self) -> None:
        due = date(2026, 5, 6)
        for sued in ("silence", "original_act"):
            wish = c.RecordSuit(plaintiffs=("A1",), object=sued, filed_on=due)
            for on in (due - timedelta(days=1), due):
                early = wish.model_copy(update={"filed_on": on})
                assert refused(trial(), early, on) == {"arl.limit_runs"}
            late = wish.model_copy(update={"filed_on": due + timedelta(days=1)})
            assert step(trial(), late, due + timedelta(days=1)).ending.open_suit is not None

    @pytest.mark.parametrize(("filed", "in_time"), [(15, True), (16, True), (17, False)])
    def test_a_late_suit_is_recorded_as_late(self, filed: int, in_time: bool) -> None:
        on = date(2026, 4, filed)
        suit = step(decided("UPHOLD", "G-SOUND"), c.RecordSuit(plaintiffs=("A1",), filed_on=on), on).ending.open_suit
        assert suit is not None
        assert suit.in_time is in_time

    def test_all_faults_of_a_suit_come_at_once(self) -> None:
        wish = c.RecordSuit(plaintiffs=("Z9",), filed_on=date(2026, 5, 1), object="silence")
        assert refused(decided("UPHOLD", "G-SOUND"), wish, self.ON) == {
            "arl.unknown_party",
            "arl.sued_in_future",
            "arl.limit_runs",
        }

    def test_the_answer_has_fifteen_days_and_a_head_appears(self) -> None:
        case = step(self.sued(decided("UPHOLD", "G-SOUND")), c.RecordComplaint(received_on=self.ON), self.ON)
        clock = case.clocks.get("lit.evidence")
        assert clock is not None
        assert LAW.due_on(clock) == date(2026, 4, 27)
        case = step(case, c.FileDefence(filed_on=date(2026, 4, 20)), date(2026, 4, 20))
        assert not case.clocks.is_live("lit.evidence")
        absent = c.RecordAppearance(held_on=date(2026, 4, 21), person="科长")
        assert refused(case, absent, date(2026, 4, 21)) == {"arl.head_absent"}
        came = absent.model_copy(update={"head_came": True})
        assert step(case, came, date(2026, 4, 21)).ending.suits[0].appearances[0].head_came

    def test_a_ruling_is_final_once_nobody_appeals(self) -> None:
        case = self.sued(decided("UPHOLD", "G-SOUND"))
        ruled = c.RecordRuling(kind="judgment", served_on=date(2026, 4, 20), result="驳回诉讼请求")
        case = step(case, ruled, date(2026, 4, 20))
        due = date(2026, 5, 6)
        clock = case.clocks.get("lit.appeal_judgment")
        assert clock is not None
        assert LAW.due_on(clock) == due
        assert refused(case, c.RecordAppeal(filed_on=due + timedelta(days=1)), due + timedelta(days=1)) == {
            "arl.no_appeal"
        }
        appealed = step(case, c.RecordAppeal(filed_on=due), due)
        second = ruled.model_copy(update={"served_on": date(2026, 7, 1)})
        assert step(appealed, second, date(2026, 7, 1)).ending.suits[0].is_final
        assert swept(case, "lit.appeal_judgment", c.LapseAppeal).ending.suits[0].is_final

    def test_an_open_suit_blocks_the_archive(self) -> None:
        assert "arl.suit_open" in {fault.code for fault in closing_faults(self.sued(decided("UPHOLD", "G-SOUND")))}


class Test77Advice:
    """行政复议法 第七十七条第二款: a letter that was not obeyed goes on to the next measure."""

    def reported(self, *steps: str) -> Case:
        case = decided("REVOKE", "G-PROC")
        advice = case.advice.model_copy(update={"state": "reported", "steps": steps})
        return case.model_copy(update={"advice": advice})

    def test_not_corrected_leads_to_the_next_step(self) -> None:
        wish = c.VerifyAdvice(result="not_corrected")
        case = step(self.reported(), wish, date(2026, 6, 1))
        assert (case.advice.state, case.advice.overdue, case.advice.is_open) == ("served", True, True)
        follow = c.FollowUpAdvice(paper=paper("order", "四"), deliveries=to("order", "R"))
        assert step(case, follow, date(2026, 6, 1)).advice.steps == ("order",)

    def test_after_the_last_step_it_is_put_on_record(self) -> None:
        wish = c.VerifyAdvice(result="not_corrected")
        case = step(self.reported("order", "interview", "circular"), wish, date(2026, 6, 1))
        assert (case.advice.state, case.advice.result) == ("verified", "not_corrected")
