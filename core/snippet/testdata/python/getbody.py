import requests

response = requests.request(
    "GET",
    "http://shop.test/rest/V1/modules",
    headers={
        "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    },
    data="@/etc/hostname".encode(),
)
print(response.status_code, response.text)
