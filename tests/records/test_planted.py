"""What identifies a child is planted in every file, and searched for in all that comes out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.records.lists import REFERRALS, plan, referral, write

HERE = Path(__file__).resolve().parents[2]
NAME, IDENTIFIER, UPN, SHORT = "Kezia Plantedname", "PLANT0077123", "H801200009003", "Plantedname"
BORN = ("17/09/2013", "2013-09-17", "17-09-2013", "17 September 2013")
PLANTED = (NAME, SHORT, IDENTIFIER, UPN, *BORN)

CENSUS = f"""<Message><Header><CollectionDetails><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>
</CollectionDetails></Header><Children><Child><ChildIdentifiers><LAchildID>{IDENTIFIER}</LAchildID>
<UPN>{UPN}</UPN><FormerUPN>{NAME}</FormerUPN><PersonBirthDate>2013-09-17</PersonBirthDate><Sex>{NAME}</Sex>
</ChildIdentifiers><ChildCharacteristics><Ethnicity>{NAME}</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>{NAME}</CINreferralDate><ReferralSource>{UPN}</ReferralSource>
<ReferralNFA>0</ReferralNFA></CINdetails>
<CINdetails><CINreferralDate>2012-01-05</CINreferralDate><ReferralSource>6</ReferralSource>
<ReferralNFA>0</ReferralNFA></CINdetails></Child></Children></Message>"""


def planted(folder):
    """Files in which every cell that can be wrong is wrong, and holds something that identifies."""
    born = {"Date of Birth": BORN[0], "Age of Child (Years)": ""}
    wrong = [referral(IDENTIFIER, **{**born, heading: NAME}) for heading in REFERRALS[1:]]
    wrong += [referral(IDENTIFIER, **born)] * 2
    wrong += [referral(IDENTIFIER, on="01/01/2012", **born), referral(NAME, on=UPN, **born)]
    wrong += [referral(IDENTIFIER, **{**born, "Date of Birth": "18/09/2013"})]
    (folder / "census.xml").write_text(CENSUS)
    (folder / "broken.xml").write_text(CENSUS[:-60])
    return [
        write(folder / "referrals.csv", wrong),
        write(
            folder / "plans.csv",
            [plan(IDENTIFIER, "14/01/2026", "01/01/2026", **{"Date of Birth": BORN[0]})],
        ),
        write(folder / "no_headings.csv", [{NAME: NAME, UPN: UPN, "x": BORN[0]}]),
        folder / "census.xml",
        folder / "broken.xml",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "--json"),
        ("indicators", "--from", "2025-10-01", "--to", "2026-03-31", "--out", "{out}"),
    ],
)
def test_nothing_that_identifies_is_said_written_or_left_behind(tmp_path, words):
    for name in ("files", "temporary", "home", "out"):
        (tmp_path / name).mkdir()
    paths = planted(tmp_path / "files")
    kept = {path: path.read_bytes() for path in paths}
    written = [word.format(out=tmp_path / "out" / "out.csv") for word in words]
    variables = {**os.environ, "PYTHONPATH": f"{HERE / 'src'}{os.pathsep}{HERE}"}
    variables |= {"TMPDIR": str(tmp_path / "temporary"), "HOME": str(tmp_path / "home")}
    variables |= {"GOLDTHREAD_HOME": str(tmp_path / "home" / "gt"), "PYTHONDONTWRITEBYTECODE": "1"}

    said = subprocess.run(
        [sys.executable, "-m", "goldthread", "records", written[0], *map(str, paths), *written[1:]],
        env=variables,
        capture_output=True,
        text=True,
        cwd=tmp_path / "out",
        check=False,
    )

    assert said.returncode == 1, said.stderr
    everything = said.stdout + said.stderr
    for folder in ("temporary", "home", "out"):
        for path in (tmp_path / folder).rglob("*"):
            everything += str(path) + (
                path.read_bytes().decode("latin-1") if path.is_file() else ""
            )
    assert [word for word in PLANTED if word in everything] == []
    assert kept == {path: path.read_bytes() for path in paths}


def test_what_was_planted_would_be_found(tmp_path):
    assert NAME in (planted(tmp_path)[0]).read_text()
