"""Makes the company of scripts/tryton in a fresh Tryton 6.0, by JSON-RPC. Usage: tryton-company.py http://127.0.0.1:PORT/"""
import sys

from tryton_rpc import Tryton

tryton = Tryton(sys.argv[1], "admin", "admin-at-tryton")
call, create = tryton.call, tryton.create

day = {"__class__": "date", "year": 2020, "month": 1, "day": 1}
rate = {"date": day, "rate": {"__class__": "Decimal", "decimal": "1"}}
currency = create("currency.currency", name="Canadian Dollar", code="CAD", symbol="$", rates=[["create", [rate]]])
for code, name in ("CA", "Canada"), ("FR", "France"), ("US", "United States"):
    create("country.country", code=code, name=name)
company = create("company.company", party=create("party.party", name="Tagline Post", code="TAGLINE"), currency=currency)
sale = call("ir.model", "search", [["model", "=", "sale.sale"]], 0, 1, None)[0]
create("sale.complaint.type", name="Parcel", origin=sale)
sales = call("res.group", "search", [["name", "=", "Sales"]], 0, 2, None)
create(
    "res.user",
    name="Tagline",
    login="tagline",
    password="Wren-8-harbour-Quilt",
    groups=[["add", sales]],
    companies=[["add", [company]]],
    company=company,
)
call("res.user", "write", [tryton.user], {"companies": [["add", [company]]], "company": company})
