import requests

response = requests.request(
    "POST",
    "https://shop.test/rest/V1/products",
    headers={
        "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
        "Content-Type": "application/json",
    },
    data="{\n  \"product\": {\"sku\": \"24-MB01\", \"name\": \"Joust Duffle Bag, 15\\\" it's\"}\n}".encode(),
)
print(response.status_code, response.text)
