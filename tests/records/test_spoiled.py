"""Spoiled record files: each is told as its maker expects, who had not read what reads them."""

import pytest
from bench.spoiled_files import FAMILIES, spoiled
from bench.spoiled_records import LEAKS, faults_of, outcome_of

from goldthread.config.commandline import main


@pytest.mark.parametrize("family", FAMILIES)
def test_every_spoiled_file_is_told_rightly_and_nothing_of_a_child_with_it(
    tmp_path, capsys, monkeypatch, family
):
    monkeypatch.chdir(tmp_path)
    faults = {}
    for each in spoiled():
        if each.family != family:
            continue
        for name, content in each.files:
            (tmp_path / name).write_bytes(content)
        code = main(["records", "check", "--json", *(name for name, _ in each.files)])
        said = capsys.readouterr()
        wrong = faults_of(each, code, outcome_of(said.out))
        if leaked := LEAKS.search(said.out + said.err):
            wrong.append(f"leaked {leaked[0]}")
        faults[each.name] = wrong

    assert {name: wrong for name, wrong in faults.items() if wrong} == {}
    assert faults
