import json

from magento import Client

api = Client(
    domain="shop.test",
    username="",
    password="",
    token="abcdefghijklmnopqrstuvwxyz012345",
    login=False,
)
response = api.put(api.url_for("carts/mine"), json.loads('{"quote":{"note":"$HOME `id` \\\\ @file"}}'))
print(response.status_code, response.text)
