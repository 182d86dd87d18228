"""The sentences that tell a person how a last day was found."""

from datetime import date

from services.kernel.clock import Policy, deadline, explain
from services.kernel.law import the_law

from .builders import a_rule, facts


def text(found, language="zh"):
    return "\n".join(explain(found, language))


def test_a_limit_over_national_day_names_the_notice_and_every_counted_day():
    """行政复议法 第三十条、第八十八条；国办发明电〔2025〕7号。"""
    assert explain(the_law().reckon("arl.review", date(2026, 9, 29))) == (
        "自2026年9月29日（星期二）起算，当日不计入（民事诉讼法 第八十五条第二款）；期限为5个工作日（行政复议法 第三十条）。",
        "计入的工作日：9月30日、10月8日、10月9日、10月10日、10月12日。",
        "2026年10月1日（星期四）至2026年10月7日（星期三）为国庆节放假（国办发明电〔2025〕7号），不计入。",
        "2026年10月10日（星期六）为国庆节调休上班日（国办发明电〔2025〕7号），计入。",
        "届满日：2026年10月12日（星期一）。",
    )


def test_a_rolled_end_says_from_where_to_where_and_by_what_article():
    """民事诉讼法 第八十五条第三款。"""
    told = text(the_law().reckon("arl.suit", date(2026, 9, 21)))
    assert "期限最后一日2026年10月6日（星期二）是休假日（国庆节 国办发明电〔2025〕7号）" in told
    assert "顺延至2026年10月8日（星期四）（民事诉讼法 第八十五条第三款）" in told


def test_a_provisional_end_says_that_the_notice_is_not_published():
    told = text(the_law().reckon("arl.ordinary", date(2026, 11, 23)))
    assert "2027年的放假通知尚未公布" in told
    assert told.endswith("届满日（暂定）：2027年1月22日（星期五）。")


def test_an_end_in_the_tail_of_the_year_says_that_it_may_move():
    found = the_law().reckon("arl.ordinary", date(2026, 11, 1))
    assert not found.provisional
    assert found.may_change
    assert "十二月末" in text(found)


def test_a_suspension_an_extension_and_a_void_one_are_told_with_their_ground():
    given = facts(
        date(2026, 3, 2), suspended=[(date(2026, 3, 20), date(2026, 3, 30))], extended=[(30, date(2026, 4, 20))]
    )
    told = text(the_law().deadline(given.model_copy(update={"rule": "arl.ordinary"})))
    assert "2026年3月20日（星期五）至2026年3月29日（星期日）中止，不计入，共10日。" in told
    assert "决定延长30日" in told
    late = facts(date(2026, 3, 3), extended=[(30, date(2026, 5, 7))])
    assert "期限已经届满，不生效" in text(deadline(late, a_rule(), the_law().calendar))


def test_a_clock_that_stands_still_gives_no_date():
    found = the_law().deadline(facts(date(2026, 3, 2), rule="arl.ordinary").suspend(date(2026, 3, 16), "other"))
    assert found.due_on is None
    assert explain(found)[-1] == "期限正在中止，恢复后才能确定届满日。"


def test_a_hearing_is_told_backwards():
    told = explain(the_law().reckon("arl.hearing_notice", date(2026, 10, 12)))
    assert told[0].startswith("以2026年10月12日（星期一）为准向前倒算5个工作日")
    assert "计入的工作日：9月29日、9月30日、10月8日、10月9日、10月10日。" in told
    assert told[-1] == "最晚日期：2026年9月28日（星期一）。"


def test_the_counted_reading_of_days_before_counts_the_day_of_notice():
    law = the_law()
    rule = law.at(date(2026, 10, 12))["arl.hearing_notice"]
    found = deadline(facts(date(2026, 10, 12)), rule, law.calendar, Policy(notice_days="counted"))
    assert found.due_on == date(2026, 9, 29)
    assert "计入的工作日：9月29日、9月30日、10月8日、10月9日、10月10日。" in text(found)


def test_the_same_is_said_in_english():
    told = text(the_law().reckon("arl.suit", date(2026, 9, 21)), "en")
    assert "the period is 15 days" in told
    assert told.endswith("Last day: Thu 2026-10-08.")


def test_a_bar_that_ended_before_the_first_notice_is_given_unrolled_and_to_be_checked():
    """行政复议法 第二十一条：五年、二十年自作出之日起，可以早于已载入的放假通知。"""
    found = the_law().reckon("arl.bar_general", date(2009, 10, 1), law_on=date(2026, 9, 1))
    assert found.due_on == date(2014, 10, 1)
    assert found.provisional
    assert "2014年的放假通知未载入" in text(found)


def test_a_bar_may_start_before_the_first_notice_and_end_under_it():
    found = the_law().reckon("arl.bar_real_property", date(2006, 10, 1), law_on=date(2026, 9, 1))
    assert (found.nominal_on, found.due_on) == (date(2026, 10, 1), date(2026, 10, 8))
    assert not found.provisional
