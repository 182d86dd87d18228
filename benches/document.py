"""A decision letter as PDF/A: the whole way from the model, beside Typst alone with the same words and fonts."""

import tempfile
from pathlib import Path

import typst

from benches.measure import compare
from services.chassis import render
from services.chassis.render.fonts import font_set
from tests.fixtures.sample_papers import decision_letter


def measure() -> dict[str, float]:
    """Papers in a second, and microseconds for one."""
    paper, fonts = decision_letter(), font_set()
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "words.typ")
        setting = f'#set page("a4")\n#set text(size: 16pt, font: "{fonts.body[0]}")\n'
        words.write_text(setting + paper.plain.replace("\n", "\n\n"), encoding="utf-8")
        compiler = typst.Compiler(words, font_paths=fonts.fonts, ignore_system_fonts=True)
        render.pdf(paper)
        told = compare(
            {
                "letter": (lambda: render.pdf(paper), 3),
                "letter_as_html": (lambda: render.html(paper), 20),
                "bare_typst": (lambda: compiler.compile(sys_inputs={}), 3),
            },
            ours="letter",
        )
    return {"letters_per_second": round(1e6 / told["letter_us"], 1), **told}
