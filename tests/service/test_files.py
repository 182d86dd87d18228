"""A file is its hash: it cannot be exchanged, and it is written whole or not at all."""

import hashlib

import pytest

from services.chassis import files
from services.kernel.refusal import Refused

pytestmark = pytest.mark.usefixtures("clean")
LETTER = "行政复议决定书".encode()


def test_a_file_is_found_again_by_its_hash() -> None:
    name = files.put(LETTER)
    assert name == hashlib.sha256(LETTER).hexdigest()
    assert files.read(name) == LETTER
    assert files.exists(name)


def test_the_same_bytes_are_kept_once_and_nothing_unfinished_stays() -> None:
    name = files.put(LETTER)
    files.put(LETTER)
    assert [path.name for path in files.path_of(name).parent.iterdir()] == [name]


def test_a_file_changed_on_the_disk_is_refused() -> None:
    name = files.put(LETTER)
    files.path_of(name).write_bytes(LETTER + b".")
    with pytest.raises(Refused) as refused:
        files.read(name)
    assert refused.value.code == "file.changed"


def test_putting_the_true_bytes_again_mends_a_damaged_file() -> None:
    name = files.put(LETTER)
    files.path_of(name).write_bytes(b"")
    files.put(LETTER)
    assert files.read(name) == LETTER


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "0" * 63, "/" + "0" * 63])
def test_a_name_that_is_no_hash_never_reaches_the_disk(name: str) -> None:
    with pytest.raises(Refused) as refused:
        files.read(name)
    assert refused.value.code == "file.name"


def test_a_missing_file_is_a_refusal() -> None:
    with pytest.raises(Refused) as refused:
        files.read("0" * 64)
    assert refused.value.code == "file.missing"
