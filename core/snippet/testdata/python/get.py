import requests

response = requests.request(
    "GET",
    "https://shop.test/rest/V1/modules",
    headers={
        "Authorization": "Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln",
    },
)
print(response.status_code, response.text)
