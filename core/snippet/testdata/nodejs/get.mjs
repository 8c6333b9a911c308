import { request } from "node:https";

const call = request("https://shop.test/rest/V1/modules", {
  method: "GET",
  headers: {
    "Authorization": "Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln",
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end();
