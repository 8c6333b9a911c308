const response = await fetch("https://shop.test/rest/all/V1/products?searchCriteria[filterGroups][0][filters][0][field]=name&searchCriteria[filterGroups][0][filters][0][value]=%25it%27s%25&searchCriteria[pageSize]=5&fields=items%7Bsku%7D", {
  method: "GET",
  credentials: "omit",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Accept": "application/json",
  },
});
console.log(response.status, await response.text());
