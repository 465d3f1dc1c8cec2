"""Invented lists for the tests of the directory."""

from io import StringIO

from django.core.management import call_command

HEADER = (
    "Facility ID", "Facility Name", "Address", "City/Town", "State", "ZIP Code", "County/Parish", "Telephone Number",
    "Hospital Type", "Hospital Ownership", "Emergency Services", "Meets criteria for birthing friendly designation",
    "Hospital overall rating", "Hospital overall rating footnote",
)  # fmt: skip


def row(identifier, name="GENERAL HOSPITAL", **other):
    """Return the cells of a row in the shape of the CMS list."""
    said = dict.fromkeys(HEADER, "") | {
        "Facility ID": identifier,
        "Facility Name": name,
        "Address": "1 MAIN ST",
        "City/Town": "SPRINGFIELD",
        "State": "AL",
        "ZIP Code": "01234",
        "Hospital Type": "Acute Care Hospitals",
        "Hospital overall rating": "3",
    }
    return list((said | other).values())


def table(*rows, header=HEADER):
    """Return a list of `rows` as bytes."""
    return "\n".join(",".join(f'"{cell}"' for cell in each) for each in [header, *rows]).encode() + b"\n"


def run(command, path, *options):
    """Run an import; return its last line, all it said, and what it said was wrong."""
    said, wrong = StringIO(), StringIO()
    call_command(command, str(path), *options, stdout=said, stderr=wrong)
    return said.getvalue().splitlines()[-1], said.getvalue(), wrong.getvalue()
