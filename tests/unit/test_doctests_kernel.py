"""The examples in the kernel's docstrings are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import services.kernel

FOLDER = Path(services.kernel.__file__).parent
MODULES = sorted(
    ".".join(("services.kernel", *path.relative_to(FOLDER).with_suffix("").parts))
    for path in FOLDER.rglob("*.py")
    if path.name != "__init__.py"
)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_are_true(module):
    assert doctest.testmod(import_module(module)).failed == 0
