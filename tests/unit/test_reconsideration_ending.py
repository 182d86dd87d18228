"""终止、撤回、调解书、更正: each step, its guards, and the day before, on and after each limit."""

from datetime import date, timedelta

import pytest

from services.kernel.refusal import Refused
from services.reconsideration import commands as c
from services.reconsideration.domain import Case, decide
from services.reconsideration.domain.suing import row_of
from tests.fixtures.reconsideration_ending import LAW, decided, paper, refused, step, suspended, swept, to, trial


class Test41Termination:
    """行政复议法 第四十一条."""

    LAST = date(2026, 5, 8)

    @pytest.mark.parametrize("ground", ["applicant_died", "capacity_lost", "entity_ended"])
    def test_sixty_days_must_be_full(self, ground: str) -> None:
        case = suspended(ground, date(2026, 3, 9))
        clock = case.clocks.get("arl.suspension_end")
        assert clock is not None
        assert LAW.due_on(clock) == self.LAST
        wish = c.TerminateCase(ground="suspended_full", reason="原因仍未消除")
        for on in (self.LAST - timedelta(days=1), self.LAST):
            assert refused(case, wish, on) == {"arl.termination_not_yet"}
        ended = step(case, wish, self.LAST + timedelta(days=1))
        assert (ended.state, ended.clocks.live()) == ("TERMINATED", ())

    @pytest.mark.parametrize(
        "ground", ["whereabouts_unknown", "cannot_take_part", "mediation_agreed", "depends_on_other_case", "other"]
    )
    def test_the_other_grounds_never_end_a_case_by_lasting(self, ground: str) -> None:
        case = suspended(ground, date(2026, 3, 9))
        assert "arl.suspension_end" not in case.clocks
        wish = c.TerminateCase(ground="suspended_full", reason="原因仍未消除")
        assert refused(case, wish, date(2027, 1, 4)) == {"arl.termination_not_yet"}

    def test_the_lapse_proposes_and_a_person_decides(self) -> None:
        case = suspended("applicant_died", date(2026, 3, 9))
        assert refused(case, c.ProposeTermination(key="arl.suspension_end", due_on=self.LAST), self.LAST) == {
            "limit.not_over"
        }
        case = swept(case, "arl.suspension_end", c.ProposeTermination)
        assert (case.state, case.ending.termination.proposed_on) == ("SUSPENDED", self.LAST + timedelta(days=1))
        assert step(case, c.TerminateCase(ground="suspended_full", reason="未消除"), date(2026, 5, 11)).state == (
            "TERMINATED"
        )

    def test_a_resumed_case_is_not_ended_by_its_old_suspension(self) -> None:
        case = step(suspended("applicant_died", date(2026, 3, 9)), c.Resume(reason="近亲属参加"), date(2026, 4, 9))
        assert not case.clocks.is_live("arl.suspension_end")
        wish = c.TerminateCase(ground="suspended_full", reason="原因")
        assert refused(case, wish, date(2026, 6, 1)) == {"arl.termination_not_yet"}

    def test_the_ground_must_fit_the_applicant(self) -> None:
        wish = c.TerminateCase(ground="entity_no_successor", reason="原因")
        assert refused(trial(), wish, date(2026, 3, 9)) == {"arl.termination_not_yet"}
        assert refused(trial(), c.TerminateCase(ground="no", reason="原因"), date(2026, 3, 9)) == {
            "arl.termination_ground"
        }
        assert step(trial(), c.TerminateCase(ground="no_successor", reason="无近亲属"), date(2026, 3, 9)).state == (
            "TERMINATED"
        )


class Test74Withdrawal:
    """行政复议法 第七十四条: asked, allowed by the body, ended by the organ."""

    ON = date(2026, 3, 10)

    def test_asking_ends_nothing(self) -> None:
        case = step(trial(), c.WithdrawApplication(reason="自愿"), self.ON)
        assert case.state == "TRIAL"
        assert refused(case, c.TerminateCase(ground="withdrawn", reason="撤回"), self.ON) == {"arl.termination_not_yet"}
        assert refused(case, c.WithdrawApplication(reason="再次"), self.ON) == {"arl.withdrawal_asked"}

    def test_with_leave_the_organ_terminates(self) -> None:
        case = step(trial(), c.WithdrawApplication(reason="自愿", settlement="被申请人改正"), self.ON)
        case = step(case, c.DecideWithdrawal(approved=True), self.ON)
        ended = step(case, c.TerminateCase(ground="withdrawn", reason="准予撤回"), self.ON)
        assert (ended.state, ended.ending.termination.ground) == ("TERMINATED", "withdrawn")

    def test_a_refused_leave_needs_a_reason_and_may_be_asked_anew(self) -> None:
        case = step(trial(), c.WithdrawApplication(reason="被迫"), self.ON)
        assert refused(case, c.DecideWithdrawal(approved=False), self.ON) == {"arl.withdrawal_reason"}
        case = step(case, c.DecideWithdrawal(approved=False, comment="违背真实意愿"), self.ON)
        assert case.ending.withdrawal is None

    def test_after_the_signature_nobody_withdraws(self) -> None:
        assert refused(decided("UPHOLD", "G-SOUND"), c.WithdrawApplication(reason="自愿"), date(2026, 4, 2)) == {
            "state.not_now"
        }


class Test73Mediation:
    """行政复议法 第五条、第七十三条."""

    ON = date(2026, 3, 20)

    def agreed(self, case: Case | None = None) -> Case:
        wish = c.RecordAgreement(terms="减少罚款", perform_days=10, voluntary=True, lawful=True)
        return step(case or trial(), wish, self.ON)

    def test_an_agreement_must_be_voluntary_and_lawful(self) -> None:
        with pytest.raises(Refused) as caught:
            decide(trial(), c.RecordAgreement(terms="减少罚款"), self.ON, LAW)
        assert [fault.field for fault in caught.value.faults] == ["voluntary", "lawful"]

    def test_the_limit_to_decide_bounds_mediation(self) -> None:
        wish = c.RecordAgreement(terms="减少罚款", voluntary=True, lawful=True)
        due = date(2026, 5, 6)
        assert step(trial(), wish, due - timedelta(days=1)).state == "MEDIATED"
        assert step(trial(), wish, due).state == "MEDIATED"
        assert refused(trial(), wish, due + timedelta(days=1)) == {"arl.limit_over"}

    def test_it_takes_effect_when_all_have_signed_and_the_seal_is_on_it(self) -> None:
        case = self.agreed()
        assert refused(case, c.SealStatement(), self.ON) == {"arl.not_signed"}
        case = step(case, c.SignStatement(party="A1"), self.ON)
        assert refused(case, c.SealStatement(), self.ON) == {"arl.not_signed"}
        case = step(case, c.SignStatement(party="R"), self.ON)
        assert case.effective_on is None
        case = step(case, c.SealStatement(), self.ON)
        assert (case.effective_on, case.clocks.live()) == (self.ON, ())
        assert refused(case, c.BreakMediation(reason="反悔"), self.ON) == {"arl.statement_effective"}

    def test_a_party_that_goes_back_lets_the_trial_go_on(self) -> None:
        case = step(self.agreed(suspended("mediation_agreed", date(2026, 3, 10))), c.SignStatement(party="A1"), self.ON)
        case = step(case, c.BreakMediation(reason="被申请人反悔"), self.ON)
        clock = case.clocks.get("arl.ordinary")
        assert (case.state, case.ending.agreement) == ("TRIAL", None)
        assert clock is not None
        assert LAW.due_on(clock) == date(2026, 5, 11)

    def test_its_service_starts_the_period_to_perform(self) -> None:
        case = self.agreed()
        for party in ("A1", "R"):
            case = step(case, c.SignStatement(party=party), self.ON)
        case = step(case, c.SealStatement(), self.ON)
        issued = c.IssueNotice(paper=paper("mediation_statement"), deliveries=to("mediation_statement", "A1", "R"))
        case = step(case, issued, self.ON)
        for delivery in case.deliveries:
            case = step(case, c.RecordService(delivery_id=delivery.id, served_on=self.ON, mode="direct"), self.ON)
        clock = case.clocks.get("arl.performance")
        assert (case.state, case.ending.performance.state) == ("SERVED", "owed")
        assert clock is not None
        assert LAW.due_on(clock) == date(2026, 3, 30)
        assert row_of(case, "decision") == "mediated"
        drafted = step(case, c.DraftAdvice(findings=("F08",)), self.ON)
        assert drafted.advice.defects == ("F08",)


class TestCorrection:
    """行政复议法 第七十五条: a sealed paper never changes."""

    def test_only_what_stands_in_the_paper_is_corrected(self) -> None:
        case, on = decided("UPHOLD", "G-SOUND"), date(2026, 4, 2)
        assert refused(case, c.CorrectPaper(paper_number="无", wrong="甲", right="乙"), on) == {"arl.unknown_paper"}
        absent = c.CorrectPaper(paper_number="〔2026〕1号", wrong="没有", right="没有")
        assert refused(case, absent, on) == {"arl.not_in_paper", "arl.same_text"}
        wish = c.CorrectPaper(paper_number="〔2026〕1号", wrong="五千", right="三千")
        assert step(case, wish, on).papers == case.papers
