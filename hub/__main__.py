"""Lets `python -m hub` stand for the `hub` command. Nothing else belongs here."""

from hub.cli import main

if __name__ == "__main__":
    main()
