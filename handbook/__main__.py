"""python -m handbook, and the program as one folder that needs no Python."""

import multiprocessing

from handbook.cli.app import main

if __name__ == "__main__":
    # A worker of a frozen program starts the program anew, and must not read its arguments.
    multiprocessing.freeze_support()
    main()
