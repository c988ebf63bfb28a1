"""Writes a manual page for the command and for each verb, from the help texts.

manuals.py HELP.json FOLDER: HELP.json is what `figures --experimental-dump-help` prints. No date is
written: the same help gives the same pages.
"""

import json
import pathlib
import re
import sys


def escaped(text):
    """A text as roff reads it back."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(
        "\\&" + line if line.startswith((".", "'")) else line for line in text.split("\n")
    )


def discussion(text):
    """Paragraphs as they are, lines that are set in as examples."""
    out, is_example = [], False
    for line in text.split("\n"):
        # The last example often stands behind its colon.
        found = re.match(r"Example: (.*)", line)
        if found:
            out += [".SH EXAMPLES", ".RS 4", ".nf", escaped(found[1]), ".fi", ".RE"]
            continue
        if line.strip() == "Examples:":
            out.append(".SH EXAMPLES")
            continue
        sets_in = line.startswith("  ")
        if sets_in and not is_example:
            out += [".RS 4", ".nf"]
        if is_example and not sets_in:
            out += [".fi", ".RE"]
        is_example = sets_in
        if line.strip():
            out.append(escaped(line.strip()))
        elif out and (out[-1] == ".RE" or not out[-1].startswith(".")):
            out.append(".PP")
    if is_example:
        out += [".fi", ".RE"]
    # No paragraph begins before a section or at the end.
    return [
        line
        for line, following in zip(out, out[1:] + [".SH"])
        if line != ".PP" or not following.startswith(".SH")
    ]


def names(argument):
    """The names of an option, the short one first."""
    both = sorted(argument.get("names", []), key=lambda name: name["kind"] != "short")
    return [("-" if name["kind"] == "short" else "--") + name["name"] for name in both]


def page(command, path, version):
    """One page: the lines of its source."""
    title = "-".join(path)
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    lines = [
        f'.TH {escaped(title.upper())} 1 "" "Figures {version}" "Figures"',
        # No word is divided: names of files and options are copied from here.
        ".nh",
        ".ad l",
        ".SH NAME",
        f"{escaped(title)} \\- {escaped(command['abstract'].rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {escaped(' '.join(path))}",
    ]
    verbs = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    if verbs:
        lines.append("\\fIVERB\\fR [\\fIargument\\fR ...]")
    for argument in shown:
        value = f"\\fI{escaped(argument.get('valueName', ''))}\\fR"
        if argument["kind"] == "positional":
            text = value + (" ..." if argument.get("isRepeating") else "")
        else:
            text = f"\\fB{escaped(names(argument)[0])}\\fR"
            if argument["kind"] == "option":
                text += " " + value
        if argument.get("isOptional", True):
            text = f"[{text}]"
        lines.append(text)
    text = discussion(command.get("discussion", "") or "")
    if text and text[0] != ".SH EXAMPLES":
        lines.append(".SH DESCRIPTION")
    examples = text.index(".SH EXAMPLES") if ".SH EXAMPLES" in text else len(text)
    lines += text[:examples]
    if shown:
        lines.append(".SH OPTIONS")
    for argument in shown:
        if argument["kind"] == "positional":
            head = f"\\fI{escaped(argument['valueName'])}\\fR"
        else:
            head = ", ".join(f"\\fB{escaped(name)}\\fR" for name in names(argument))
            if argument["kind"] == "option":
                head += f" \\fI{escaped(argument['valueName'])}\\fR"
        lines += [".TP", head, escaped(argument.get("abstract", ""))]
        if argument.get("defaultValue"):
            lines.append(f"Default: \\fB{escaped(argument['defaultValue'])}\\fR")
    if verbs:
        lines.append(".SH VERBS")
        for verb in verbs:
            lines += [".TP", f"\\fB{verb['commandName']}\\fR", escaped(verb["abstract"])]
    lines += text[examples:]
    lines.append(".SH SEE ALSO")
    if len(path) > 1:
        lines.append(f"\\fB{path[0]}\\fR(1)")
    else:
        lines.append(", ".join(f"\\fB{path[0]}\\-{v['commandName']}\\fR(1)" for v in verbs))
    return lines


def main(source, folder):
    command = json.loads(pathlib.Path(source).read_text())["command"]
    version = sys.argv[3]
    root = [command["commandName"]]
    pages = {"-".join(root): page(command, root, version)}
    for verb in command["subcommands"]:
        if verb["commandName"] != "help":
            path = root + [verb["commandName"]]
            pages["-".join(path)] = page(verb, path, version)
    for name, lines in sorted(pages.items()):
        pathlib.Path(folder, name + ".1").write_text("\n".join(lines) + "\n")


main(sys.argv[1], sys.argv[2])
