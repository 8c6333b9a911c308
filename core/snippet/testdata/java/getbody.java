import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Call {
    public static void main(String[] args) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://shop.test/rest/V1/modules"))
            .header("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
            .method("GET", HttpRequest.BodyPublishers.ofString("@/etc/hostname"))
            .build();
        HttpResponse<String> response = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode());
        System.out.println(response.body());
    }
}
