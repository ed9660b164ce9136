"""A form in Word, filled in where it waits to be: in its own styles, and changed nowhere else."""

from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document as open_document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from goldthread.files.draft.xml import attribute, local
from goldthread.files.word.blanks import blanks_of
from goldthread.outputs.word_parts import repacked

TICKED, NOT_TICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
_DOTS = "_.… \N{NO-BREAK SPACE}"
Value = str | bool


def filled(content: bytes, values: Mapping[str, Value]) -> bytes:
    """The file with each value in the blank of its place; KeyError for a place that it does not have.

    A text's lines become paragraphs like the one that they stand in; True and False are a ticked box
    and one that is not.
    """
    file = open_document(BytesIO(content))
    places = {blank.place: element for blank, element in blanks_of(file.element)}
    for place, value in values.items():
        _fill(places[place], value)
    saved = BytesIO()
    file.save(saved)
    return repacked(saved.getvalue())


def _fill(element: Any, value: Value) -> None:
    text = value if isinstance(value, str) else TICKED if value else NOT_TICKED
    if local(element) == "sdt":
        _fill_control(element, text, ticked=value is True)
    elif local(element) == "bookmarkStart":
        run = _run(text.split("\n"), None)
        element.addnext(run)
    else:
        _fill_paragraph(element, text.split("\n"))


def _fill_paragraph(paragraph: Any, lines: list[str]) -> None:
    """Put the first line at the end of a paragraph, in place of its dots, and the others below it."""
    look = _look(paragraph)
    is_blank = not "".join(paragraph.itertext()).strip()
    dotted = None if is_blank else _without_dots(paragraph)
    begins = "" if is_blank else " "
    for more in reversed(lines[1:]):
        paragraph.addnext(_paragraph(paragraph, more, look))
    paragraph.append(_run([begins + lines[0]], look if dotted is None else dotted))


def _paragraph(like: Any, text: str, look: Any) -> Any:
    made = OxmlElement("w:p")
    properties = like.find(qn("w:pPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    made.append(_run([text], look))
    return made


def _look(paragraph: Any) -> Any:
    """The letters that the template sets for what is typed into a blank paragraph."""
    runs = paragraph.findall(qn("w:r"))
    own = runs[-1].find(qn("w:rPr")) if runs else None
    return own if own is not None else paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")


def _without_dots(paragraph: Any) -> Any:
    """Take the dots from the end of a line; gives the look of the run that they stood in."""
    texts = [each for each in paragraph.iter() if local(each) == "t"]
    for text in reversed(texts):
        text.text = (text.text or "").rstrip(_DOTS)
        if text.text:
            break
    return texts[-1].getparent().find(qn("w:rPr"))


def _run(lines: list[str], look: Any) -> Any:
    run = OxmlElement("w:r")
    if look is not None:
        properties = OxmlElement("w:rPr")
        properties.extend(deepcopy(each) for each in look)
        run.append(properties)
    for at, line in enumerate(lines):
        if at:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
    return run


def _fill_control(control: Any, text: str, *, ticked: bool) -> None:
    """Put a text into a control; it holds no prompt any more, and is bound to no data elsewhere."""
    properties = next(each for each in control if local(each) == "sdtPr")
    for each in [e for e in properties if local(e) in ("showingPlcHdr", "dataBinding")]:
        properties.remove(each)
    for each in (e for e in properties.iter() if local(e) == "checked"):
        name = next(key for key in each.attrib if str(key).endswith("val"))
        each.set(name, "1" if ticked else "0")
    inside = next(each for each in control if local(each) == "sdtContent")
    paragraphs = [each for each in inside.iter() if local(each) == "p"]
    lines = text.split("\n")
    if not paragraphs:
        look = _typed_look(inside)
        for each in list(inside):
            inside.remove(each)
        inside.append(_run(lines, look))
        return
    first, look = paragraphs[0], _typed_look(paragraphs[0])
    for other in paragraphs[1:]:
        other.getparent().remove(other)
    for each in [e for e in first if local(e) != "pPr"]:
        first.remove(each)
    for more in reversed(lines[1:]):
        first.addnext(_paragraph(first, more, look))
    first.append(_run([lines[0]], look))


def _typed_look(holder: Any) -> Any:
    """The letters of what stands there now, without what marks it as a prompt."""
    run = next((each for each in holder.iter() if local(each) == "r"), None)
    look = run.find(qn("w:rPr")) if run is not None else None
    if look is None:
        return None
    look = deepcopy(look)
    for each in [e for e in look if local(e) == "rStyle" and "laceholder" in attribute(e, "val")]:
        look.remove(each)
    return look
