const response = await fetch("https://shop.test/rest/V1/carts/mine", {
  method: "PUT",
  credentials: "omit",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Content-Type": "application/json",
  },
  body: '{"quote":{"note":"$HOME `id` \\\\ @file"}}',
});
console.log(response.status, await response.text());
