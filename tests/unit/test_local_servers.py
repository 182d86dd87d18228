"""The servers behind the tests are real and empty."""

import psycopg
import redis as redis_library
from sqlalchemy.engine import make_url

from tests.fixtures.cleaning import Cleaner


def plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def test_the_database_speaks_chinese_and_has_trigrams(database: str) -> None:
    with psycopg.connect(plain(database), autocommit=True) as session:
        assert session.execute("SELECT upper('解纷é')").fetchone() == ("解纷É",)
        assert session.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'").fetchone() == (1,)


def test_a_cleaned_table_is_empty_and_counts_from_one(database: str) -> None:
    with psycopg.connect(plain(database), autocommit=True) as session:
        session.execute("CREATE SCHEMA IF NOT EXISTS probe")
        session.execute("CREATE TABLE IF NOT EXISTS probe.t (id int GENERATED ALWAYS AS IDENTITY, word text)")
        try:
            session.execute("INSERT INTO probe.t (word) VALUES ('甲')")
            Cleaner(plain(database)).clean()
            assert session.execute("INSERT INTO probe.t (word) VALUES ('乙') RETURNING id").fetchone() == (1,)
        finally:
            session.execute("DROP SCHEMA probe CASCADE")


def test_redis_has_streams(redis: redis_library.Redis) -> None:
    assert redis.dbsize() == 0
    redis.xadd("stream", {"word": "受理"})
    assert redis.xrange("stream")[0][1] == {"word": "受理"}
