import requests

response = requests.request(
    "POST",
    "https://shop.test/rest/V1/guest-carts",
    headers={
        "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
        "X-Empty": "",
    },
)
print(response.status_code, response.text)
