import { request } from "node:https";

const call = request("https://staging.shop.test/rest/V1/modules", {
  method: "GET",
  headers: {
    "User-Agent": "it's me \\ \"you\"",
    "authorization": 'OAuth oauth_consumer_key="a", oauth_signature="b%3D"',
    "Cookie": "a=b; c=d",
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end();
