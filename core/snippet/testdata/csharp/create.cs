using System;
using System.Net.Http;
using System.Text;

var request = new HttpRequestMessage(new HttpMethod("POST"), "https://shop.test/rest/V1/products");
request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\n  \"product\": {\"sku\": \"24-MB01\", \"name\": \"Joust Duffle Bag, 15\\\" it's\"}\n}"));
request.Headers.TryAddWithoutValidation("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345");
request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
var response = await new HttpClient().SendAsync(request);
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
