"""`python -m onrecord`: the command line, where its own name is not on the path."""

from onrecord.cli import main

if __name__ == "__main__":
    main()
