import requests

response = requests.request(
    "PUT",
    "https://shop.test/rest/V1/carts/mine",
    headers={
        "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
        "Content-Type": "application/json",
    },
    data='{"quote":{"note":"$HOME `id` \\\\ @file"}}'.encode(),
)
print(response.status_code, response.text)
