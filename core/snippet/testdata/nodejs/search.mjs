import { request } from "node:https";

const call = request("https://shop.test/rest/all/V1/products?searchCriteria[filterGroups][0][filters][0][field]=name&searchCriteria[filterGroups][0][filters][0][value]=%25it%27s%25&searchCriteria[pageSize]=5&fields=items%7Bsku%7D", {
  method: "GET",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Accept": "application/json",
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end();
