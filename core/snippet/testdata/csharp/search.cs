using System;
using System.Net.Http;
using System.Text;

var request = new HttpRequestMessage(new HttpMethod("GET"), "https://shop.test/rest/all/V1/products?searchCriteria[filterGroups][0][filters][0][field]=name&searchCriteria[filterGroups][0][filters][0][value]=%25it's%25&searchCriteria[pageSize]=5&fields=items%7Bsku%7D");
request.Headers.TryAddWithoutValidation("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345");
request.Headers.TryAddWithoutValidation("Accept", "application/json");
var response = await new HttpClient().SendAsync(request);
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
