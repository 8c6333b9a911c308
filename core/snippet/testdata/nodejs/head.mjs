import { request } from "node:http";

const call = request("http://[::1]:8080/?q=1", {
  method: "HEAD",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end();
