const response = await fetch("https://shop.test/rest/V1/products", {
  method: "POST",
  credentials: "omit",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Content-Type": "application/json",
  },
  body: "{\n  \"product\": {\"sku\": \"24-MB01\", \"name\": \"Joust Duffle Bag, 15\\\" it's\"}\n}",
});
console.log(response.status, await response.text());
