"""`python -m conference` is the same as `conference`."""

from conference.cli import command

if __name__ == "__main__":
    command()
