use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::HEAD, "http://[::1]:8080/?q=1")
        .header("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
