import axios from "axios";

const response = await axios({
  method: "HEAD",
  url: "http://[::1]:8080/?q=1",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
  },
  responseType: "text",
  validateStatus: () => true,
});
console.log(response.status, response.data);
