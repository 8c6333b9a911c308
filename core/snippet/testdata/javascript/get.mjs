const response = await fetch("https://shop.test/rest/V1/modules", {
  method: "GET",
  credentials: "omit",
  headers: {
    "Authorization": "Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln",
  },
});
console.log(response.status, await response.text());
