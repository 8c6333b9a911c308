import axios from "axios";

const response = await axios({
  method: "POST",
  url: "https://shop.test/rest/V1/guest-carts",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "X-Empty": "",
    "Content-Type": false,
  },
  responseType: "text",
  validateStatus: () => true,
});
console.log(response.status, response.data);
