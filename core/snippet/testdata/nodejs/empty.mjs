import { request } from "node:https";

const call = request("https://shop.test/rest/V1/guest-carts", {
  method: "POST",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "X-Empty": "",
    "Content-Length": "0",
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end();
