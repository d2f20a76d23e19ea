"""Prints customers with their orders, complaints and notes, as Tryton has them. Usage: tryton-show.py URL SECRET-FILE [CUSTOMER]"""
import sys

from tryton_rpc import Tryton

MOST = 5
MOST_OF_EACH = 50

url, secret, wanted = sys.argv[1:4]
with open(secret, encoding="utf-8") as file:
    tryton = Tryton(url, "tagline", file.read().strip())


def customers():
    """Those that match, else those whose timelines grew last, else the newest; the company itself is none."""
    if wanted:
        like = f"%{wanted}%"
        domain = ["OR", ["name", "ilike", like], ["code", "ilike", like], ["contact_mechanisms.value", "ilike", like]]
    else:
        notes = tryton.read("ir.note", [["resource", "like", "party.party,%"]], [["id", "DESC"]], MOST_OF_EACH, "resource")
        newest = dict.fromkeys(int(note["resource"].split(",")[1]) for note in notes)
        domain = ["id", "in", list(newest)[: MOST + 1]] if newest else []
    fields = "name", "code", "contact_mechanisms", "addresses"
    return tryton.read("party.party", [["code", "!=", "TAGLINE"], domain], [["id", "DESC"]], MOST + 1, *fields)


def line(depth, name, value):
    if value not in (None, "", []):
        print("  " * depth + f"{name:<{18 - 2 * depth}}" + " ".join(str(value).split()))


def notes(depth, resource):
    for note in tryton.read("ir.note", [["resource", "=", resource]], [["id", "ASC"]], MOST_OF_EACH, "message"):
        first, *others = note["message"].splitlines()
        print("  " * depth + "note: " + first)
        for other in others:
            print("  " * (depth + 3) + other)


def customer(party):
    print(f"customer {party['name'] or '-'}")
    line(1, "party", party["id"])
    line(1, "code", party["code"])
    for way in tryton.call("party.contact_mechanism", "read", party["contact_mechanisms"], ["type", "value"]):
        line(1, way["type"], way["value"])
    for address in tryton.call("party.address", "read", party["addresses"], ["full_address"]):
        line(1, "address", address["full_address"])
    notes(1, f"party.party,{party['id']}")
    for sale in tryton.read(
        "sale.sale", [["party", "=", party["id"]]], [["id", "ASC"]], MOST_OF_EACH, "reference", "state", "description", "comment"
    ):
        print(f"  order {sale['id']} ({sale['state']})")
        line(2, "reference", sale["reference"])
        line(2, "description", sale["description"])
        line(2, "comment", sale["comment"])
        notes(2, f"sale.sale,{sale['id']}")
    for complaint in tryton.read(
        "sale.complaint", [["customer", "=", party["id"]]], [["id", "ASC"]], MOST_OF_EACH, "reference", "state", "description"
    ):
        print(f"  complaint {complaint['id']} ({complaint['state']})")
        line(2, "reference", complaint["reference"])
        line(2, "description", complaint["description"])
        notes(2, f"sale.complaint,{complaint['id']}")
    print()


found = customers()
for party in found[:MOST]:
    customer(party)
if len(found) > MOST:
    print("there are more; name one to see it")
if not found:
    sys.exit(f'no customer with "{wanted}" in name, code or e-mail' if wanted else "no customers")
