import requests

response = requests.request(
    "HEAD",
    "http://[::1]:8080/?q=1",
    headers={
        "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    },
)
print(response.status_code, response.text)
