import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Call {
    public static void main(String[] args) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://staging.shop.test/rest/V1/modules"))
            .header("User-Agent", "it's me \\ \"you\"")
            .header("authorization", "OAuth oauth_consumer_key=\"a\", oauth_signature=\"b%3D\"")
            .header("Cookie", "a=b; c=d")
            .method("GET", HttpRequest.BodyPublishers.noBody())
            .build();
        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode());
        System.out.println(response.body());
    }
}
