import axios from "axios";

const response = await axios({
  method: "GET",
  url: "https://shop.test/rest/V1/modules",
  headers: {
    "Authorization": "Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln",
  },
  responseType: "text",
  validateStatus: () => true,
});
console.log(response.status, response.data);
