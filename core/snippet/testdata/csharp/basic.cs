using System;
using System.Net.Http;
using System.Text;

var request = new HttpRequestMessage(new HttpMethod("GET"), "https://staging.shop.test/rest/V1/modules");
request.Headers.TryAddWithoutValidation("User-Agent", "it's me \\ \"you\"");
request.Headers.TryAddWithoutValidation("authorization", "OAuth oauth_consumer_key=\"a\", oauth_signature=\"b%3D\"");
request.Headers.TryAddWithoutValidation("Cookie", "a=b; c=d");
var response = await new HttpClient().SendAsync(request);
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
