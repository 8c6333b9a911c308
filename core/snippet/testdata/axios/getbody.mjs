import axios from "axios";

const response = await axios({
  method: "GET",
  url: "http://shop.test/rest/V1/modules",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Content-Type": false,
  },
  data: "@/etc/hostname",
  transformRequest: [(data) => data],
  responseType: "text",
  validateStatus: () => true,
});
console.log(response.status, response.data);
