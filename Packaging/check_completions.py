"""Presses the tab key in bash, zsh and fish, with the completions that the package installs.

check_completions.py SHELL...: each shell runs on a terminal of its own.
"""

import os
import pty
import re
import select
import sys
import time

START = {
    "bash": (
        ["bash", "--norc", "-i"],
        "PS1='> '; bind 'set enable-bracketed-paste off'; source /usr/share/bash-completion/bash_completion",
    ),
    "zsh": (["zsh", "-f", "-i"], "PS1='> '; autoload -U compinit && compinit -u -D"),
    "fish": (["fish", "-i"], "function fish_prompt; echo '> '; end"),
}

# What is typed before the tab, and what stands on the line, or is offered, after it.
LINES = [
    ("figures rend", ["figures render"]),
    ("figures render loss", ["loss-landscape"]),
    ("figures render -f svg,pn", ["svg,png"]),
    ("figures render networks --theme da", ["dark"]),
    ("figures render networks --size sl", ["slide"]),
    ("figures render loss-landscape --set u", ["u0="]),
    ("figures handout least", ["least-squares"]),
    ("figures slides max", ["max-margin"]),
]


def read(terminal, seconds):
    """What the shell prints until it is silent for a while."""
    text, end = b"", time.monotonic() + 20
    while time.monotonic() < end and select.select([terminal], [], [], seconds)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        text += part
        # Some shells ask what the terminal can do and wait for the answer.
        if b"\x1b[c" in part or b"\x1b[0c" in part:
            os.write(terminal, b"\x1b[?6c")
    text = text.decode(errors="replace")
    text = re.sub(r"\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[\[>=(][0-9;?]*[A-Za-z@~]?|\x1b.", "", text)
    return text.replace("\b", "")


def main(shells):
    faults = []
    for shell in shells:
        arguments, start = START[shell]
        process, terminal = pty.fork()
        if process == 0:
            os.environ.update(TERM="xterm", COLUMNS="200")
            os.execvp(arguments[0], arguments)
        read(terminal, 1)
        os.write(terminal, start.encode() + b"\n")
        read(terminal, 1)
        for typed, wanted in LINES:
            os.write(terminal, typed.encode() + b"\t")
            shown = read(terminal, 1.5)
            for word in wanted:
                if word not in shown:
                    faults.append(f"{shell}: '{typed}' and tab gives {shown!r}, not {word}")
            os.write(terminal, b"\x03")
            read(terminal, 0.3)
        os.write(terminal, b"exit\n")
        os.close(terminal)
        os.waitpid(process, 0)
        print(f"{shell}: {len(LINES)} lines completed")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


main(sys.argv[1:])
