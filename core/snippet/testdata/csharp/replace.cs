using System;
using System.Net.Http;
using System.Text;

var request = new HttpRequestMessage(new HttpMethod("PUT"), "https://shop.test/rest/V1/carts/mine");
request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"quote\":{\"note\":\"$HOME `id` \\\\ @file\"}}"));
request.Headers.TryAddWithoutValidation("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345");
request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
var response = await new HttpClient().SendAsync(request);
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
