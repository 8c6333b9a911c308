import axios from "axios";

const response = await axios({
  method: "PUT",
  url: "https://shop.test/rest/V1/carts/mine",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Content-Type": "application/json",
  },
  data: '{"quote":{"note":"$HOME `id` \\\\ @file"}}',
  transformRequest: [(data) => data],
  responseType: "text",
  validateStatus: () => true,
});
console.log(response.status, response.data);
