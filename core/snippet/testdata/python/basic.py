import requests

response = requests.request(
    "GET",
    "https://staging.shop.test/rest/V1/modules",
    headers={
        "User-Agent": "it's me \\ \"you\"",
        "authorization": 'OAuth oauth_consumer_key="a", oauth_signature="b%3D"',
        "Cookie": "a=b; c=d",
    },
)
print(response.status_code, response.text)
