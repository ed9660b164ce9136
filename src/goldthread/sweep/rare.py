"""Small numbers, and what together may tell a neighbour who it is though each alone does not."""

import re
from collections.abc import Iterable, Iterator

from goldthread.sweep.found import Kind, Sure
from goldthread.sweep.hits import Hit
from goldthread.sweep.letters import Folded

_FEW = r"(?:[1-5]|one|two|three|four|five|both)"
_SMALL = (
    re.compile(
        rf"\b{_FEW}(?: (?:other|older|younger|elder|half|step|full|surviving|little|small|young|adult|foster))*[ -]"
        r"(?:half-|step)?(?:siblings?|brothers?|sisters?|sons?|daughters?|bab(?:y|ies))\b",
        re.I,
    ),
    re.compile(
        rf"\b(?:only|just|fewer than|less than|under)? ?{_FEW} (?:of (?:the |these |whom )?)?(?:[a-z]+ )?"
        r"(?:(?:school )?pupils?|young people|children|boys|girls|infants?|looked[- ]after children|care leavers?)"
        r" (?:who|were|was|had|have|died|in|at|from|with|aged|under|on)\b",
        re.I,
    ),
    re.compile(r"\b(?:one|two|three|[1-5]) (?:of|out of|in) (?:[2-9]|two|three|four|five|six|seven) (?:children|siblings|brothers|sisters)\b", re.I),
    re.compile(r"\b(?:eldest|oldest|youngest|middle|second|third|fourth) (?:child )?of (?:two|three|four|five|six|seven|[2-7])\b", re.I),
    re.compile(r"\b(?:twins?|triplets?|quadruplets?)\b", re.I),
)  # fmt: skip
_TRAIT = re.compile(
    r"\b(?:twins?|triplets?|only child|first[- ]ever|the only|wheelchair|cystic fibrosis|muscular dystrophy|Down'?s syndrome|albin\w+|cerebral palsy"
    r"|epilep\w+|deaf|blind|leukaemia|Gypsy|Roma\b|Romany|Traveller|Romanian|Polish|Somali|Eritrean|Sudanese|Afghan|Syrian|Kurdish|Vietnamese"
    r"|Albanian|Ukrainian|Sikh|Jewish|Jehovah's Witness\w*|Mormon|Muslim|Hindu|Buddhist|transgender|police officer|headteacher|teaching assistant"
    r"|vicar|soldier|firefighter|footballer|celebrity|national news|drown\w+|stabb\w+|house fire|lorry|train|quarry|reservoir|dog attack|XL bully)\b"
)  # fmt: skip
_IN_A_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|outside) (?:the )?(?!January|February|March|April|May|June|July|August|September|October|November|December|Year|Chapter"
    r"|Section|Part|Appendix|England|Working|Reception|Care|Child|Court|Family|Figure|Table|Paragraph|Annex)([A-Z][a-z]{3,}(?:[- ][A-Z][a-z]+)?)\b"
)  # fmt: skip
_HOME = re.compile(
    r"\b(?:lived|living|died|found|moved|born|stayed|collapsed|killed|attended|placed|grew up|incident)\b",
    re.I,
)


def small_numbers(text: Folded) -> Iterator[Hit]:
    """How many children or brothers and sisters there were, where they were few."""
    for pattern in _SMALL:
        for found in pattern.finditer(text.text):
            why = "a small number of children: with other facts it may tell who they are"
            yield Hit(Kind.SMALL_NUMBER, found.start(), found.end(), Sure.POSSIBLE, why)


def combinations(text: Folded, hits: Iterable[Hit], months: Iterable[Hit]) -> Iterator[Hit]:
    """Sentences that hold facts of three kinds: an age, a time, a place, a trait, few brothers and sisters."""
    facts = [(_FACTS[hit.kind], hit.start) for hit in hits if hit.kind in _FACTS]
    facts += [("a month", hit.start) for hit in months]
    facts += [("a place", there.start()) for there in _IN_A_PLACE.finditer(text.text)]
    facts += [("what few people are", there.start()) for there in _TRAIT.finditer(text.text)]
    sentences: dict[tuple[int, int], set[str]] = {}
    for what, at in facts:
        sentences.setdefault(text.sentence_of(at), set()).add(what)
    for (start, end), told in sorted(sentences.items()):
        sentence = text.text[start:end].rstrip()
        strong = "an age" in told and len(told) > 1 and (len(told) > 2 or _HOME.search(sentence))
        if strong or len(told) > 2 and "how many children" in told:
            why = f"in one sentence: {', '.join(sorted(told))}"
            sure = Sure.LIKELY if len(told) > 2 else Sure.POSSIBLE
            yield Hit(Kind.RARE, start, start + len(sentence), sure, why)


_FACTS = {
    Kind.AGE: "an age",
    Kind.DATE: "a month",
    Kind.SCHOOL: "a place",
    Kind.PLACE: "a place",
    Kind.ADDRESS: "a place",
    Kind.POSTCODE: "a place",
    Kind.SMALL_NUMBER: "how many children",
}
