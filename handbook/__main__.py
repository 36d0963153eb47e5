"""python -m handbook."""

from handbook.cli.app import main

main()
