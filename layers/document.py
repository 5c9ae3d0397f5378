"""A Word document: the map as a picture with words for it, and the events as a table."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .static_alt import dates
from .static_describe import heads, rows
from .static_furniture import citations
from .static_paper import one_line

if TYPE_CHECKING:
    from .static import StaticMap
    from .static_describe import Row

MOST = 500
"""Most events in the table; how many there are beside them is said."""
_WIDE = 170  # of the text, in millimetres
_WIDTHS = (26, 46, 30, 28, 20, 20)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def document(paper: StaticMap) -> bytes:
    """Write a map as a ``.docx`` file.

    Parameters
    ----------
    paper
        The map on paper; its sheet becomes the picture.

    Returns
    -------
    bytes
        Title, description, picture with alternative text and caption, the table of events (the
        first 500), sources, and the note about boundaries. The same bytes for the same input.
    """
    made, words = docx.Document(), paper.words
    _page(made, paper)
    made.add_heading(one_line(paper.title), level=1)
    when = dates(paper.events, words) if len(paper.events) else ""
    counted = words.say("area.several", count=len(paper.events))
    _say(made, " · ".join(filter(None, [when, counted])))
    _say(made, paper.description)
    picture = io.BytesIO(paper.save("png"))
    drawn = made.add_picture(picture, width=Mm(_WIDE))
    drawn._inline.docPr.set("descr", one_line(paper.alt))
    drawn._inline.docPr.set("title", one_line(paper.title))
    _say(made, paper.alt, style="Caption")
    if len(paper.events):
        made.add_heading(words.say("list.title"), level=2)
        _table(made, rows(paper.events, words), paper)
    cited = citations(paper.events, paper.sources)
    if cited:
        made.add_heading(words.say("about.sources"), level=2)
        for line in cited:
            _say(made, line, style="List Bullet")
    _say(made, paper.ground.boundary_note)
    _say(made, " · ".join(paper.ground.attribution))
    if words.rtl:
        _right_to_left(made)
    return _written(made)


def _page(made: Any, paper: StaticMap) -> None:
    """A4, and what the file says about itself: nothing that the clock decides."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - _WIDE) / 2)
    about = made.core_properties
    about.title, about.author, about.comments = one_line(paper.title), "", one_line(paper.alt)[:255]
    about.language = str(paper.words.table["locale"])


def _say(made: Any, text: str, style: str | None = None) -> None:
    """A paragraph, if there is anything to say."""
    if text:
        made.add_paragraph(one_line(text), style=style)


def _table(made: Any, told: list[Row], paper: StaticMap) -> None:
    shown = told[:MOST]
    table = made.add_table(rows=1, cols=len(_WIDTHS), style="Light Shading")
    table.autofit = False
    if paper.words.rtl:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    _fill(table.rows[0], heads(paper.words), bold=True)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in shown:
        _fill(table.add_row(), row)
    if len(told) > len(shown):
        _say(made, paper.words.say("paper.more", count=len(told) - len(shown)))


def _fill(cells: Any, row: Row, *, bold: bool = False) -> None:
    for cell, text, wide in zip(cells.cells, row, _WIDTHS, strict=True):
        cell.width = Mm(wide)
        run = cell.paragraphs[0].add_run(one_line(text))
        run.font.size, run.font.bold = Pt(8), bold
        # Word keeps a size of its own for scripts that run from right to left.
        size = OxmlElement("w:szCs")
        size.set(qn("w:val"), "16")
        run._r.get_or_add_rPr().append(size)


def _right_to_left(made: Any) -> None:
    """Paragraphs that begin at the right."""
    paragraphs = [*made.paragraphs]
    for table in made.tables:
        paragraphs += [line for cell in table._cells for line in cell.paragraphs]
    for paragraph in paragraphs:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _written(made: Any) -> bytes:
    """The file, without the time of writing in its table of contents."""
    first, out = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as parts, zipfile.ZipFile(out, "w") as packed:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, parts.read(part))
    return out.getvalue()
