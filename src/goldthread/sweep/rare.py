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
    re.compile(
        r"\b(?:one|two|three|[1-5]) (?:of|out of|in) (?:[2-9]|two|three|four|five|six|seven) (?:children|siblings|brothers|sisters)\b",
        re.I,
    ),
    re.compile(
        r"\b(?:eldest|oldest|youngest|middle|second|third|fourth) (?:child )?of (?:two|three|four|five|six|seven|[2-7])\b",
        re.I,
    ),
    re.compile(r"\b(?:twins?|triplets?|quadruplets?)\b", re.I),
    re.compile(
        rf"\b{_FEW} of the {_FEW} (?:boys|girls|children|pupils|babies|siblings|brothers|sisters|young people)\b",
        re.I,
    ),
    re.compile(
        rf"\b(?:in|of|them|that|which|whom|and) ?[\w ,]{{0,30}}\b{_FEW} (?:was|were) (?:girls?|boys?|under [a-z0-9]+|babies|unborn|disabled|deaf|siblings)\b",
        re.I,
    ),
    re.compile(
        rf"\b(?:only|just|fewer than|less than|there (?:was|were|is|are)) {_FEW} (?:[a-z]+ )?(?:child|children|girls?|boys?|bab(?:y|ies)|young people|pupils?|infants?)\b",
        re.I,
    ),
    re.compile(r"\b[1-5] (?:[a-z]+ )?(?:bab(?:y|ies)|girls?|boys?|unborn)\b(?! (?:in|out))", re.I),
    re.compile(
        r"\b(?:eldest|oldest|youngest|middle|second|third|fourth|fifth)(?: one| child)? of (?:\w+) (?:children|siblings|brothers|sisters|boys|girls|sons|daughters)\b",
        re.I,
    ),
)
# A row of a table, or what a line of a PDF has of it: a label, and a cell that is a small number.
_ROW = re.compile(r"^[^\t\n]*[A-Za-z)][\t ]+(?P<few><? ?[1-5])(?=[\t\n]|$)", re.M)
_LABEL = re.compile(
    r"\b(?:recommendation|table|section|figure|chapter|page|part|appendix|annex|question|version|year|level|stage|tier|draft|child|sibling|worker|step|phase"
    r"|finding|theme|number|no|group|key stage|volume|issue|article|schedule|paragraph|nurse|adult|brother|sister|school|hospital|officer|teacher|grade|in"
    r"|of|and|to|the|is|was|than|least|for|with|by|on|at|only)\W*$",
    re.I,
)
_ORIGIN = re.compile(
    r"\b(?:Gypsy|Roma|Romani|Romany|Traveller|Romanian|Polish|Somali|Eritrean|Ethiopian|Sudanese|Afghan|Syrian|Iraqi|Iranian|Kurdish|Turkish|Vietnamese|Chinese"
    r"|Albanian|Ukrainian|Russian|Lithuanian|Latvian|Bulgarian|Slovak\w*|Czech|Hungarian|Portuguese|Brazilian|Nigerian|Ghanaian|Congolese|Zimbabwean|Jamaican"
    r"|Pakistani|Bangladeshi|Bengali|Indian|Tamil|Nepali|Filipin[oa]|Sikh|Jewish|Muslim|Hindu|Buddhist|Jehovah's Witness\w*|Mormon|asylum seeker|refugee)\b"
)
_HEALTH = re.compile(
    r"\b(?:wheelchair|cystic fibrosis|muscular dystrophy|Down'?s syndrome|albin\w+|cerebral palsy|epilep\w+|deaf|blind|leukaemia|sickle cell|spina bifida"
    r"|haemophilia\w*|diabet\w+|amput\w+|dwarfism|conjoined|twins|triplets|quadruplets|HIV|thalassaemia|tumour)\b"
)
_WORK = re.compile(
    r"\b(?:police|prison|probation) officer\b|\b(?:vicar|imam|rabbi|soldier|veteran|firefighter|footballer|boxer|jockey|councillor|mayor\w*|magistrate"
    r"|headteacher|ballet|celebrity|singer|actor|actress|athlete|postman|butcher|publican|undertaker)\b"
)
_ONE_OF_THEM = re.compile(r"\b(?:an?|the|his|her|their|is|are)\b", re.I)
_PLURAL = re.compile(
    r"^(?:s\b|,? (?:and|or) |(?: [a-z]+)? (?:children|families|people|staff|members|communities|families)\b)"
)
_WHERE = r"(?:area|village|school|town|road|street|ward|class|year|city|county|country|community|team|unit|district|congregation|parish|estate|region)"
_ONLY = re.compile(
    rf"\bthe (?:only|first|last|youngest|eldest|oldest) (?:[A-Za-z]+ ){{1,4}}?(?:in|on|at|from|of|to)\b[\w' ]{{0,40}}?(?:the|this|that|his|her|their) {_WHERE}\b[\w ]{{0,30}}"
    r"|\bthe (?:only|first) [a-z]+(?: [a-z]+){0,2} that (?:winter|spring|summer|autumn|year|month|week|day)\b"
    r"|\bthe (?:only|first) [a-z]+ to be [a-z]+ [\w ]{0,40}"
)
_SENTENCE_OF_A_COURT = re.compile(
    r"(?:\w+|\d+) years(?:'? imprisonment| and \w+ months)(?= |[.,;])", re.I
)
_COURT_WORDS = re.compile(r"\b(?:jail|prison|sentenc|convict|trial|court|got|imprison)\w*", re.I)
_HEADLINE = re.compile(
    r"(?:headlines?|reported as|ran it as|read|front page)\W{1,3}'[^'\n]{8,80}'", re.I
)
_ROLE = re.compile(
    r"\b(?:[Ff]ather|[Mm]other|[Ss]tep\w+|[Gg]rand\w+|[Uu]ncle|[Aa]unt|[Pp]artner|[Bb]rother|[Ss]ister|[Pp]arents?)(?:,| is| was| had been| has been)"
    r" (?:(?:an?|the) )?(?:(?:former|retired|professional|serving|well[- ]known|local|famous) ?){1,2}[a-z]+(?: [a-z]+){0,4}"
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
    for found in _ROW.finditer(text.text):
        if not _LABEL.search(found[0][: found.start("few") - found.start()]):
            start, end = found.span("few")
            why = "a small number in a row of a table"
            yield Hit(Kind.SMALL_NUMBER, start, end, Sure.POSSIBLE, why)


def singled_out(text: Folded) -> Iterator[Hit]:
    """What few people are, of one person: the only one somewhere, a trade, origin with illness, news."""
    for pattern, why in (
        (_ONLY, "said to be the only or the first one"),
        (_HEADLINE, "a headline, which can be looked up"),
        (_ROLE, "what somebody of the family does, which few do"),
    ):
        for found in pattern.finditer(text.text):
            yield Hit(Kind.RARE, found.start(), found.end(), Sure.POSSIBLE, why)
    for found in _SENTENCE_OF_A_COURT.finditer(text.text):
        start, end = text.sentence_of(found.start())
        if _COURT_WORDS.search(text.text[start:end]):
            why = "how long somebody was sentenced to, which can be looked up"
            yield Hit(Kind.RARE, found.start(), found.end(), Sure.POSSIBLE, why)
    yield from _traits(text)


def _traits(text: Folded) -> Iterator[Hit]:
    """Two traits of different kinds in one sentence, of one person and not of many."""
    of: dict[tuple[int, int], dict[str, re.Match[str]]] = {}
    for what, pattern in (("origin", _ORIGIN), ("health", _HEALTH), ("work", _WORK)):
        for found in pattern.finditer(text.text):
            if not _PLURAL.match(text.text[found.end() : found.end() + 30]):
                of.setdefault(text.sentence_of(found.start()), {}).setdefault(what, found)
    for (start, end), traits in of.items():
        twice = len({*map(re.Match.start, _HEALTH.finditer(text.text, start, end))}) > 1
        if len(traits) > 1 or twice:
            sentence = text.text[start:end].rstrip()
            why = "together what few people are"
            yield Hit(Kind.RARE, start, start + len(sentence), Sure.POSSIBLE, why)


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
