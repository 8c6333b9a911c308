using System;
using System.Net.Http;
using System.Text;

var request = new HttpRequestMessage(new HttpMethod("HEAD"), "http://[::1]:8080/?q=1");
request.Headers.TryAddWithoutValidation("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345");
var response = await new HttpClient().SendAsync(request);
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
