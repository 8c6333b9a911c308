import json

from magento import Client

api = Client(
    domain="shop.test",
    username="",
    password="",
    token="abcdefghijklmnopqrstuvwxyz012345",
    login=False,
)
response = api.post(api.url_for("products"), json.loads("{\n  \"product\": {\"sku\": \"24-MB01\", \"name\": \"Joust Duffle Bag, 15\\\" it's\"}\n}"))
print(response.status_code, response.text)
