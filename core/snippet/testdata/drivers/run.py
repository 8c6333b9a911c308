"""Runs every Python file of $SCRIPTS, each as if it were started by itself."""

import os
import runpy
import sys
import traceback

folder = os.environ["SCRIPTS"]
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
for name in sorted(os.listdir(folder)):
    try:
        runpy.run_path(os.path.join(folder, name), run_name="__main__")
    except BaseException:
        print(name, traceback.format_exc())
