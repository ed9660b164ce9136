"""Taking the network, other files and other processes from this process for good (Linux alone).

Standard library alone, since it runs before anything else does. Three walls, each of which holds without
the others: a network of its own (namespaces(7)), a list of the folders that may be read (landlock(7)),
and calls that the kernel refuses (seccomp(2)). None needs a privilege; a kernel may refuse any of them.
"""

import ctypes
import os
import platform
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2
CREATE_RULES, ADD_RULE, RESTRICT = 444, 445, 446
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
# What each version of Landlock can refuse: rights on files, on TCP ports, and reach to other processes.
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
LATEST_RIGHTS, TCP_SINCE, REACH_SINCE = 16, 4, 6

# Numbers of the system calls that a reader of one file has no use for: sockets, other processes, programs.
_X86 = (
    56,
    435,
    41,
    42,
    49,
    53,
    425,
    101,
    310,
    311,
    62,
    200,
    57,
    58,
    59,
    322,
    272,
    308,
    321,
    250,
    248,
    434,
    438,
    165,
)
_ARM = (
    220,
    435,
    198,
    203,
    200,
    199,
    425,
    117,
    270,
    271,
    129,
    130,
    221,
    281,
    97,
    268,
    280,
    219,
    217,
    434,
    438,
    40,
)
REFUSED_CALLS = {"x86_64": (0xC000003E, _X86), "aarch64": (0xC00000B7, _ARM)}
SAME_CALL_OTHERWISE = 0x40000000  # the x32 way of calling on x86-64
ALLOW, REFUSE, END = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # 1 is EPERM

_libc = ctypes.CDLL(None, use_errno=True)


def confine(source: set[str]) -> list[str]:
    """Shut this process in, our own source aside; gives the walls that stand, of "network", "files" and "calls"."""
    if not sys.platform.startswith("linux"):
        return []
    stand = []
    if _libc.unshare(NEW_USER | NEW_NETWORK) == 0 or _libc.unshare(NEW_NETWORK) == 0:
        stand.append("network")
    if _libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        stand += ["files"] if _only_read(_needed(source)) else []
        stand += ["calls"] if _refuse_calls() else []
    return stand


def _needed(source: set[str]) -> set[str]:
    """What Python itself reads: its own library, the packages installed beside it, our source."""
    folders = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    own = str(Path(sys.base_prefix, "lib"))
    system = {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/usr/share/zoneinfo"}
    return folders | system | ({own} if own != "/lib" else set()) | source


def _only_read(folders: Iterable[str]) -> bool:
    """Let nothing be read outside these folders, and nothing be written or run at all."""
    version = _libc.syscall(CREATE_RULES, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = (1 << FILE_RIGHTS.get(version, LATEST_RIGHTS)) - 1
    said = struct.pack("=Q", rights)
    if version >= TCP_SINCE:
        said += struct.pack("=Q", 0b11)
    if version >= REACH_SINCE:
        said += struct.pack("=Q", 0b11)
    rules = _libc.syscall(CREATE_RULES, said, ctypes.c_size_t(len(said)), 0)
    if rules < 0:
        return False
    for folder in folders:
        _allow(rules, folder)
    done = _libc.syscall(RESTRICT, rules, 0) == 0
    os.close(rules)
    return done


def _allow(rules: int, folder: str) -> None:
    try:
        at = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = READ_FILE | READ_FOLDER if Path(folder).is_dir() else READ_FILE
    _libc.syscall(ADD_RULE, rules, 1, struct.pack("=Qi", rights, at), 0)
    os.close(at)


def _refuse_calls() -> bool:
    """Let the kernel refuse those calls with "not permitted", whoever makes them here."""
    known = REFUSED_CALLS.get(platform.machine())
    if known is None:
        return False
    machine, calls = known
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    steps = [(load, 0, 0, 4), (equal, 1, 0, machine), (answer, 0, 0, END), (load, 0, 0, 0)]
    steps += [(at_least, 0, 1, SAME_CALL_OTHERWISE), (answer, 0, 0, REFUSE)]
    for call in calls:
        steps += [(equal, 0, 1, call), (answer, 0, 0, REFUSE)]
    steps.append((answer, 0, 0, ALLOW))
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    about = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    return _libc.prctl(SET_SECCOMP, FILTER, about, 0, 0) == 0
