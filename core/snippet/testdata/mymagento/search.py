from magento import Client

api = Client(
    domain="shop.test",
    username="",
    password="",
    token="abcdefghijklmnopqrstuvwxyz012345",
    login=False,
    scope="all",
)
response = api.get(api.url_for("products?searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=name&searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=%25it%27s%25&searchCriteria%5BpageSize%5D=5&fields=items%7Bsku%7D"))
print(response.status_code, response.text)
