import { request } from "node:http";

const body = Buffer.from("@/etc/hostname");
const call = request("http://shop.test/rest/V1/modules", {
  method: "GET",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Content-Length": String(body.length),
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end(body);
