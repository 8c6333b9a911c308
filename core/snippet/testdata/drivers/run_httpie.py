"""Runs HTTPie once for each list of words of a file: NUL ends a word, NUL NUL a list."""

import sys
import traceback

from httpie.core import main

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    commands = file.read().split("\0\0\0")
for command in commands[:-1]:
    try:
        main(["http", *command.split("\0")])
    except BaseException:
        traceback.print_exc()
