use reqwest::{blocking::Client, Method};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let response = Client::new()
        .request(Method::POST, "https://shop.test/rest/V1/products")
        .header("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
        .header("Content-Type", "application/json")
        .body(r#"{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15\" it's"}
}"#)
        .send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
