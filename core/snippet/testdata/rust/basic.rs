use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::GET, "https://staging.shop.test/rest/V1/modules")
        .header("User-Agent", r#"it's me \ "you""#)
        .header("authorization", r#"OAuth oauth_consumer_key="a", oauth_signature="b%3D""#)
        .header("Cookie", "a=b; c=d")
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
