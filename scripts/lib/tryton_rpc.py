"""Tryton's own JSON-RPC, as far as the scripts beside this folder need it: a login, and methods of models."""
import base64
import json
import sys
import urllib.request


class Tryton:
    """A session of one user. Ends the program, saying why, where Tryton refuses or can't be reached."""

    def __init__(self, url, login, password):
        self.url = url
        self.session = None
        user, key = self._post("common.db.login", [login, {"password": password}, "en"])
        self.user = user
        self.session = base64.b64encode(f"{login}:{user}:{key}".encode()).decode()

    def call(self, model, method, *params):
        return self._post(f"model.{model}.{method}", [*params, {"language": "en"}])

    def create(self, model, **values):
        return self.call(model, "create", [values])[0]

    def read(self, model, domain, order, most, *fields):
        """Records that the domain describes, in that order."""
        return self.call(model, "search_read", domain, 0, most, order, list(fields))

    def _post(self, method, params):
        request = urllib.request.Request(
            self.url + "tryton/",
            data=json.dumps({"id": 1, "method": method, "params": params}).encode(),
            headers={"Content-Type": "application/json"},
        )
        if self.session:
            request.add_header("Authorization", "Session " + self.session)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                read = json.load(answer)
        except OSError as error:
            sys.exit(f"{self.url}: {method}: {error}")
        if read.get("error"):
            sys.exit(f"{self.url}: {method}: {read['error']}")
        return read["result"]
