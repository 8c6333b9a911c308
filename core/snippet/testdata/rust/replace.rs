use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::PUT, "https://shop.test/rest/V1/carts/mine")
        .header("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
        .header("Content-Type", "application/json")
        .body(r#"{"quote":{"note":"$HOME `id` \\ @file"}}"#)
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
