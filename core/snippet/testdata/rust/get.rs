use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::GET, "https://shop.test/rest/V1/modules")
        .header("Authorization", "Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln")
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
