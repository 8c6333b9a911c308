use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::GET, "http://shop.test/rest/V1/modules")
        .header("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
        .body("@/etc/hostname")
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
