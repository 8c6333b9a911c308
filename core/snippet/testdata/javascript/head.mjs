const response = await fetch("http://[::1]:8080/?q=1", {
  method: "HEAD",
  credentials: "omit",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
  },
});
console.log(response.status, await response.text());
