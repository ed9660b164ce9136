"""The files for a server name commands and settings that exist."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from goldthread.config.commandline import parser_of
from goldthread.config.commands import COMMANDS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SETTING = re.compile(r"GOLDTHREAD_[A-Z_]+")


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str
    read.read(path)
    return read


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_service_calls_a_command_that_exists(path):
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
        return
    command = unit(path)["Service"]["ExecStart"]
    words = shlex.split(re.search(r"/opt/goldthread/goldthread ([^']+)", command).group(1))

    assert parser_of(COMMANDS).parse_args(words).run


def test_every_setting_of_the_example_is_one_that_the_code_reads():
    lines = (DEPLOY / "goldthread.env").read_text().splitlines()
    named = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    code = "".join(
        path.read_text() for path in (ROOT / "src" / "goldthread" / "config").glob("*.py")
    )

    assert named <= set(SETTING.findall(code))
    assert "GOLDTHREAD_DEMONSTRATION" not in named


def test_the_web_server_keeps_what_is_for_machines_from_strangers():
    caddyfile = (DEPLOY / "Caddyfile").read_text()

    for address in ("/health/", "/ready/", "/metrics/"):
        assert address in caddyfile.partition("@machines path")[2].partition("\n")[0]


@pytest.mark.skipif(shutil.which("caddy") is None, reason="there is no Caddy on this machine")
def test_the_web_servers_file_is_one_that_it_understands(tmp_path):
    asked = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    told = subprocess.run(
        asked,
        capture_output=True,
        text=True,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        check=False,
    )

    assert told.returncode == 0, told.stderr[-1000:]
