import { request } from "node:https";

const body = Buffer.from('{"quote":{"note":"$HOME `id` \\\\ @file"}}');
const call = request("https://shop.test/rest/V1/carts/mine", {
  method: "PUT",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Content-Type": "application/json",
    "Content-Length": String(body.length),
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end(body);
