import axios from "axios";

const response = await axios({
  method: "GET",
  url: "https://staging.shop.test/rest/V1/modules",
  headers: {
    "User-Agent": "it's me \\ \"you\"",
    "authorization": 'OAuth oauth_consumer_key="a", oauth_signature="b%3D"',
    "Cookie": "a=b; c=d",
  },
  responseType: "text",
  validateStatus: () => true,
});
console.log(response.status, response.data);
