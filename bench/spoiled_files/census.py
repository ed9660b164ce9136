"""A children in need census to spoil, and the censuses that are spoiled as XML."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from .model import Spoiled, Told

SOUND = """<?xml version="1.0" encoding="UTF-8"?>
<Message>
<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>806</LEA><SoftwareCode>Made up</SoftwareCode></Source></Header>
<Children>
<Child>
<ChildIdentifiers>
<LAchildID>KID70301</LAchildID>
<UPN>H806000000001</UPN>
<PersonBirthDate>2012-04-03</PersonBirthDate>
<Sex>M</Sex>
<PersonDeathDate>2025-12-24</PersonDeathDate>
</ChildIdentifiers>
<ChildCharacteristics>
<Ethnicity>WBRI</Ethnicity>
<Disabilities><Disability>LD</Disability></Disabilities>
</ChildCharacteristics>
<CINdetails>
<CINreferralDate>2025-05-12</CINreferralDate>
<ReferralSource>6</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>
<CINclosureDate>2025-10-30</CINclosureDate>
<ReasonForClosure>RC7</ReasonForClosure>
<Assessments>
<AssessmentActualStartDate>2025-05-14</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2025-06-20</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment>
<AssessmentFactors>16A</AssessmentFactors>
</FactorsIdentifiedAtAssessment>
</Assessments>
<Section47>
<S47ActualStartDate>2025-05-28</S47ActualStartDate>
<DateOfInitialCPC>2025-06-10</DateOfInitialCPC>
<ICPCnotRequired>0</ICPCnotRequired>
</Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans>
<CPPstartDate>2025-06-11</CPPstartDate>
<CPPendDate>2025-10-15</CPPendDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>0</NumberOfPreviousCPP>
<Reviews>
<CPPreviewDate>2025-09-01</CPPreviewDate>
</Reviews>
</ChildProtectionPlans>
</CINdetails>
</Child>
<Child>
<ChildIdentifiers>
<LAchildID>KID70302</LAchildID>
<UPNunknown>UN3</UPNunknown>
<PersonBirthDate>2013-09-17</PersonBirthDate>
<Sex>F</Sex>
</ChildIdentifiers>
<ChildCharacteristics>
<Ethnicity>NOBT</Ethnicity>
</ChildCharacteristics>
<CINdetails>
<CINreferralDate>2025-08-01</CINreferralDate>
<ReferralSource>1A</ReferralSource>
<PrimaryNeedCode>N4</PrimaryNeedCode>
<ReferralNFA>1</ReferralNFA>
</CINdetails>
</Child>
</Children>
</Message>
"""
_PLACES = {
    "id": "KID70301<",
    "upn": "<UPN>",
    "birth": "2012-04-03",
    "sex": "<Sex>M",
    "death": "2025-12-24",
    "ethnicity": "WBRI",
    "disability": "<Disability>",
    "referral": "2025-05-12",
    "source": "<ReferralSource>6",
    "need": "<PrimaryNeedCode>N1",
    "closure": "2025-10-30",
    "reason": "RC7",
    "authorised": "2025-06-20",
    "factor": "16A",
    "conference": "2025-06-10",
    "planend": "2025-10-15",
    "abuse": "InitialCategoryOfAbuse",
    "previous": "NumberOfPreviousCPP",
    "review": "2025-09-01",
    "second": "KID70302",
}
FILE = "cin.xml"


def one(place: str) -> int:
    """The line of the sound census on which something stands."""
    return 1 + SOUND[: SOUND.index(_PLACES[place])].count("\n")


def census(name: str, old: str, new: str, want: Told, *more: Told) -> Spoiled:
    """The sound census with the first of one text replaced by another."""
    if old not in SOUND:
        raise ValueError(f"The sound census has no {old!r}.")
    content = SOUND.replace(old, new, 1).encode()
    return Spoiled("", name, ((FILE, content),), (want, *more))


def codes() -> Iterator[Spoiled]:
    """Codes that a census does not have, or had in another year."""
    words = "code|known|allowed|one of"
    for name, old, new, place in (
        ("sex-by-number", "<Sex>M", "<Sex>1", "sex"),
        ("sex-in-words", "<Sex>M", "<Sex>Male", "sex"),
        ("ethnicity-unknown", "WBRI", "WBRT", "ethnicity"),
        ("disability-unknown", ">LD<", ">LDD<", "disability"),
        ("referral-source-unknown", "Source>6<", "Source>3G<", "source"),
        ("need-unknown", ">N1<", ">N11<", "need"),
        ("closure-reason-unknown", "RC7", "RC17", "reason"),
        ("factor-withdrawn", ">16A<", ">8A<", "factor"),
        ("abuse-misspelt", "<InitialCategoryOfAbuse>NEG", "<InitialCategoryOfAbuse>NGE", "abuse"),
        ("name-for-a-code", "WBRI", "Tamsin Quill", "ethnicity"),
    ):
        yield census(name, old, new, Told(words, one(place)))
    words = "gender|sex|unknown|not (known|of)"
    yield census(
        "gender-of-2024-in-2026", "<Sex>M</Sex>", "<GenderCurrent>1</GenderCurrent>", Told(words)
    )
    yield census(
        "previous-plans-negative", "CPP>0<", "CPP>-1<", Told("number|less|0", one("previous"))
    )


def other_years() -> Iterator[Spoiled]:
    """Censuses of years and collections that are not asked for."""
    yield census("year-2019", "<Year>2026", "<Year>2019", Told("2019|year|schema"))
    yield census("year-to-come", "<Year>2026", "<Year>2031", Told("2031|year|schema"))
    yield census("year-in-words", "<Year>2026", "<Year>this", Told("year"))
    yield census("year-missing", "<Year>2026</Year>", "", Told("year"))
    words = "collection|CIN|census|reference"
    yield census("other-collection", "<Collection>CIN", "<Collection>School Census", Told(words))
    yield census("reference-of-another-year", "2026-03-31", "2024-03-31", Told("reference|year"))
    old = SOUND.replace("<Year>2026", "<Year>2024").replace("2026-03-31", "2024-03-31")
    yield Spoiled("", "new-sex-in-2024", ((FILE, old.encode()),), (Told("sex|gender"),))
    looked_after = "<Message><Header><CollectionDetails><Collection>CLA</Collection><Year>2026</Year></CollectionDetails></Header><LACchildren><Child><ChildID>KID70301</ChildID></Child></LACchildren></Message>"
    yield Spoiled("", "looked-after-as-xml", ((FILE, looked_after.encode()),), (Told(words),))


def merged() -> Iterator[Spoiled]:
    """Children who are there twice, and things that overlap in one child's story."""
    words = "twice|already|again|same|also|more than once"
    second = one("second")
    yield census("same-number-twice", "KID70302", "KID70301", Told(words, second))
    yield census(
        "same-upn-twice",
        "<UPNunknown>UN3</UPNunknown>",
        "<UPN>H806000000001</UPN>",
        Told(words, second + 1),
    )
    inner = SOUND[SOUND.index("<ChildProtectionPlans>") : SOUND.index("</CINdetails>")]
    plan = inner.replace("2025-06-11", "2025-08-01")
    yield census(
        "two-plans-at-once",
        inner,
        inner + plan,
        Told("overlap|not ended|at the same time|two plans"),
    )
    episode = "<CINdetails>\n<CINreferralDate>2025-06-01</CINreferralDate>\n<ReferralSource>6</ReferralSource>\n<ReferralNFA>0</ReferralNFA>\n</CINdetails>\n"
    yield census(
        "two-episodes-at-once",
        "</CINdetails>\n",
        "</CINdetails>\n" + episode,
        Told("overlap|not ended|at the same time|two"),
    )
    yield census(
        "no-children",
        SOUND[SOUND.index("<Child>") : SOUND.index("</Children>")],
        "",
        Told("no child|Child"),
    )


def shape() -> Iterator[Spoiled]:
    """Parts that are missing, unknown, double or in another order."""
    yield census("id-missing", "<LAchildID>KID70301</LAchildID>\n", "", Told("LAchildID"))
    yield census(
        "id-empty", "KID70301<", "<", Told("blank|empty|missing|must", one("id"), "LAchildID")
    )
    line = "<CINreferralDate>2025-05-12</CINreferralDate>\n"
    yield census("referral-date-missing", line, "", Told("CINreferralDate"))
    yield census("nfa-missing", "<ReferralNFA>0</ReferralNFA>\n", "", Told("ReferralNFA"))
    unknown = "<Nickname>Tamsin</Nickname>\n<UPN>"
    yield census("part-unknown", "<UPN>", unknown, Told("Nickname|unknown|not known|no part"))
    yield census(
        "part-misspelt",
        line,
        line.replace("CINreferralDate", "CINReferralDate"),
        Told("CINreferralDate"),
    )
    yield census("part-twice", line, line + line, Told("twice|once|more than|again|another", None))
    yield census(
        "upn-in-scientific-notation",
        "H806000000001",
        "8.06E+11",
        Told("UPN|pattern|form", one("upn")),
    )
    yield census("upn-short", "H806000000001", "A80600001", Told("UPN|pattern|form", one("upn")))
    yield census(
        "council-in-words", "<LEA>806", "<LEA>Middlesbrough", Told("LEA|three|figures|pattern")
    )
    both = "2012-04-03</PersonBirthDate>\n<ExpectedPersonBirthDate>2012-04-09</ExpectedPersonBirthDate>"
    yield census("born-and-expected", "2012-04-03</PersonBirthDate>", both, Told("expected|both"))


def _file(name: str, content: bytes, words: str, file: str = FILE) -> Spoiled:
    return Spoiled("", name, ((file, content),), (Told(words),))


def broken() -> Iterator[Spoiled]:
    """Files that are no XML, or not this XML."""
    sound = SOUND.encode()
    ended = "end|cut|XML|whole|complete|broken"
    yield _file("truncated", sound[: len(sound) // 2], ended)
    yield _file("truncated-in-a-tag", sound[: sound.index(b"<ReferralNFA>") + 5], ended)
    yield _file("two-documents", sound + sound, "XML|end|more than|second|after")
    yield _file("tag-not-closed", sound.replace(b"</Ethnicity>", b"", 1), "XML|closed|tag|broken")
    yield _file(
        "ampersand", sound.replace(b"Made up", b"Made & up"), "XML|sign|character|broken|line"
    )
    yield _file(
        "control-sign", sound.replace(b"Made up", b"Made \x01 up"), "XML|sign|character|broken|line"
    )
    yield _file(
        "zero-bytes",
        sound.replace(b"Made up", b"Made \x00 up"),
        "XML|sign|character|broken|line|zero",
    )
    yield _file("text-before", b"Export of 31 March\n" + sound, "XML|begin|broken|line|first")
    inner = SOUND[SOUND.index("<Children>") : SOUND.index("</Message>")]
    yield _file("root-children", inner.encode(), "Message|root|census|begin|top")
    yield _file("root-other", b"<Workbook><Row>1</Row></Workbook>", "Message|root|census|known|top")
    yield _file(
        "web-page",
        b"<!DOCTYPE html><html><body>Sign in</body></html>",
        "census|XML|page|Message|document type",
    )
    wider = sound.replace(b"<Message>", b'<Message xmlns="urn:made-up">')
    yield Spoiled(
        "", "namespace-added", ((FILE, wider),), (Told("namespace|Message|census"),), "either"
    )
    one_child = sound.replace(b"<Child>", b'<Child xmlns="urn:made-up">', 1)
    yield Spoiled(
        "", "one-child-in-a-namespace", ((FILE, one_child),), (Told("namespace|Child"),), "either"
    )


def entities() -> Iterator[Spoiled]:
    """Documents that would have the reader fetch or grow."""
    words = "entit|DTD|document type|DOCTYPE|refused|not allowed"
    head = '<?xml version="1.0"?>\n'
    grow = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    body = SOUND.removeprefix('<?xml version="1.0" encoding="UTF-8"?>\n')
    for name, declared, used in (
        ("laughs", f'<!ENTITY a0 "ha">{grow}', "&a9;"),
        ("local-file", '<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        ("outside-dtd", "", ""),
        ("parameter", '<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd">%a;', ""),
        ("quadratic", f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 1000),
    ):
        outside = (
            ' SYSTEM "http://127.0.0.1:9/cin.dtd"' if name == "outside-dtd" else f" [{declared}]"
        )
        content = (
            head + f"<!DOCTYPE Message{outside}>\n" + body.replace("Made up", used or "Made up")
        )
        yield _file(name, content.encode(), words)


def vast() -> Iterator[Spoiled]:
    """Documents that are too large in one place."""
    sound = SOUND.encode()
    words = "more letters|long|large|deep|XML|broken|limit|pattern|unknown|not known"
    yield _file("vast-text", sound.replace(b"KID70301<", b"K" * 30_000_000 + b"<"), words)
    yield _file("deep", sound.replace(b"<UPN>", b"<a>" * 100_000 + b"<UPN>"), words)
    many = b" ".join(b'a%d="1"' % at for at in range(200_000))
    swollen = sound.replace(b"<Sex>", b"<Sex " + many + b">", 1)
    yield Spoiled("", "attributes", ((FILE, swollen),), (Told(words + "|attribute"),), "either")


def encodings() -> Iterator[Spoiled]:
    """Documents whose letters are not what they say."""
    said = "letters|encoding|UTF-8|written|characters|XML"
    latin = SOUND.replace("Made up", "Société").encode("latin-1")
    yield _file("says-utf8-is-latin1", latin, said)
    yield _file("says-utf16-is-utf8", SOUND.replace("UTF-8", "UTF-16").encode(), said)
    yield _file("says-what-nobody-knows", SOUND.replace("UTF-8", "EBCDIC-XX").encode(), said)
    right = SOUND.replace("UTF-8", "UTF-16").encode("utf-16")
    yield Spoiled("", "utf16", ((FILE, right),), (Told("UTF-8|letters"),), "either")
    marked = b"\xef\xbb\xbf" + SOUND.encode()
    yield Spoiled("", "utf8-with-mark", ((FILE, marked),), (), "understood")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cin.xml", SOUND)
    yield _file("zip-named-xml", packed.getvalue(), "XML|zip|archive|pack")
