using System;
using System.Net.Http;
using System.Text;

var request = new HttpRequestMessage(new HttpMethod("GET"), "https://shop.test/rest/V1/modules");
request.Headers.TryAddWithoutValidation("Authorization", "Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln");
var response = await new HttpClient().SendAsync(request);
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
