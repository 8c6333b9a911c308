use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::POST, "https://shop.test/rest/V1/guest-carts")
        .header("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
        .header("X-Empty", "")
        .body("")
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
