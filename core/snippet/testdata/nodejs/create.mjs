import { request } from "node:https";

const body = Buffer.from("{\n  \"product\": {\"sku\": \"24-MB01\", \"name\": \"Joust Duffle Bag, 15\\\" it's\"}\n}");
const call = request("https://shop.test/rest/V1/products", {
  method: "POST",
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
