from magento import Client

api = Client(
    domain="shop.test",
    username="",
    password="",
    token="eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln",
    login=False,
)
response = api.get(api.url_for("modules"))
print(response.status_code, response.text)
