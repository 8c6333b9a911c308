import axios from "axios";

const response = await axios({
  method: "POST",
  url: "https://shop.test/rest/V1/products",
  headers: {
    "Authorization": "Bearer abcdefghijklmnopqrstuvwxyz012345",
    "Content-Type": "application/json",
  },
  data: "{\n  \"product\": {\"sku\": \"24-MB01\", \"name\": \"Joust Duffle Bag, 15\\\" it's\"}\n}",
  transformRequest: [(data) => data],
  responseType: "text",
  validateStatus: () => true,
});
console.log(response.status, response.data);
