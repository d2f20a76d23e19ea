"""Makes the company of scripts/tryton in a fresh Tryton 6.0, by JSON-RPC. Usage: tryton-company.py http://127.0.0.1:PORT/"""
import base64
import json
import sys
import urllib.request


def post(path, method, params, session=None):
    request = urllib.request.Request(
        sys.argv[1] + path,
        data=json.dumps({"id": 1, "method": method, "params": params}).encode(),
        headers={"Content-Type": "application/json"},
    )
    if session:
        request.add_header("Authorization", "Session " + base64.b64encode(session.encode()).decode())
    with urllib.request.urlopen(request, timeout=60) as answer:
        read = json.load(answer)
    if read.get("error"):
        sys.exit(f"{method}: {read['error']}")
    return read["result"]


user, key = post("tryton/", "common.db.login", ["admin", {"password": "admin-at-tryton"}, "en"])


def call(model, method, *params):
    return post("tryton/", f"model.{model}.{method}", [*params, {"language": "en"}], f"admin:{user}:{key}")


def create(model, **values):
    return call(model, "create", [values])[0]


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
call("res.user", "write", [user], {"companies": [["add", [company]]], "company": company})
