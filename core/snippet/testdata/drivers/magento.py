"""Does what MyMagento 2.2 does with the calls that the target uses."""

import re

import requests


class Client:
    def __init__(self, domain, username, password, scope="", local=False, user_agent=None, token=None, login=True):
        domain = re.split("[:?#]", re.sub("^www\\.", "", domain))[0]
        self.base = f"{'http' if local else 'https'}://{domain}/rest/V1/"
        self.scope = scope
        self.user_agent = user_agent or "python"
        self.token = token
        if login:
            raise RuntimeError("would log in")

    def url_for(self, endpoint):
        base = self.base.replace("/V1", f"/{self.scope}/V1") if self.scope else self.base
        return base + endpoint

    def get(self, url):
        return self.request("GET", url)

    def post(self, url, payload):
        return self.request("POST", url, payload)

    def put(self, url, payload):
        return self.request("PUT", url, payload)

    def delete(self, url):
        return self.request("DELETE", url)

    def request(self, method, url, payload=None):
        headers = {"Authorization": f"Bearer {self.token}", "User-Agent": self.user_agent}
        if method in ("GET", "DELETE"):
            return requests.request(method, url, headers=headers)
        if not payload:
            raise ValueError("Must provide a non-empty payload")
        return requests.request(method, url, json=payload, headers=headers)
