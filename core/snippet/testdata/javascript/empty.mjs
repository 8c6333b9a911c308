const response = await fetch("https://shop.test/rest/V1/guest-carts", {
  method: "POST",
  credentials: "omit",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "X-Empty": "",
  },
});
console.log(response.status, await response.text());
